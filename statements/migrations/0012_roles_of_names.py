from django.db import migrations

from editors.roles import grant


def grant_permissions(apps, schema_editor):
    grant(apps)


class Migration(migrations.Migration):
    """Administrators say what kinds are called, as they do with topics."""

    dependencies = [
        ("documents", "0002_roles"),
        ("editors", "0003_roles"),
        ("statements", "0011_names_of_kinds"),
    ]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
