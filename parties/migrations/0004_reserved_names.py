import imcwp_site.slugs
from django.db import migrations, models


class Migration(migrations.Migration):
    """A record cannot be named as a page of the site that stands beside it."""

    dependencies = [
        ('parties', '0003_abbreviations_by_index'),
    ]

    operations = [
        migrations.AlterField(
            model_name='party',
            name='slug',
            field=models.SlugField(help_text='Country and abbreviation, as in gr-kke. It stands in addresses for ever.', max_length=60, unique=True, validators=[imcwp_site.slugs.NotReserved('cosigning')], verbose_name='address name'),
        ),
    ]
