from django.db import migrations

from editors.roles import grant


def grant_permissions(apps, schema_editor):
    grant(apps)


class Migration(migrations.Migration):
    """Editors write and publish the site's own documents; contributors read them at the desk."""

    dependencies = [
        ("documents", "0001_initial"),
        ("editors", "0003_roles"),
        ("meetings", "0002_former_slugs"),
        ("parties", "0002_former_slugs"),
        ("statements", "0002_desk"),
    ]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
