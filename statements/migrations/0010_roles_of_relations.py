from django.db import migrations

from editors.roles import grant


def grant_permissions(apps, schema_editor):
    grant(apps)


class Migration(migrations.Migration):
    """Whoever writes a statement says what it answers, replaces and corrects."""

    dependencies = [
        ("documents", "0002_roles"),
        ("statements", "0009_relations"),
    ]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
