
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("parties", "0002_former_slugs"),
    ]

    operations = [
        migrations.AlterField(
            model_name="party",
            name="abbreviation",
            field=models.CharField(blank=True, db_index=True, max_length=30, verbose_name="abbreviation"),
        ),
    ]
