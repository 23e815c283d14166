import imcwp_site.slugs
from django.db import migrations, models


class Migration(migrations.Migration):
    """A record cannot be named as a page of the site that stands beside it."""

    dependencies = [
        ('meetings', '0002_former_slugs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='meeting',
            name='slug',
            field=models.SlugField(help_text='As in imcwp-21. It stands in addresses for ever.', max_length=60, unique=True, validators=[imcwp_site.slugs.NotReserved('participation')], verbose_name='address name'),
        ),
    ]
