from django.db import migrations

from editors.roles import grant


def grant_permissions(apps, schema_editor):
    grant(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("editors", "0002_unsaved_work_and_party"),
        ("meetings", "0002_former_slugs"),
        ("parties", "0002_former_slugs"),
        ("statements", "0002_desk"),
    ]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
