import imcwp_site.slugs
from django.db import migrations, models


class Migration(migrations.Migration):
    """A record cannot be named as a page of the site that stands beside it."""

    dependencies = [
        ('documents', '0002_roles'),
    ]

    operations = [
        migrations.AlterField(
            model_name='document',
            name='slug',
            field=models.SlugField(help_text='It stands in addresses for ever.', max_length=60, unique=True, validators=[imcwp_site.slugs.NotReserved('design')], verbose_name='address name'),
        ),
    ]
