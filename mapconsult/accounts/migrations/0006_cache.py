from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """Django has a command of its own for it, which leaves a table that is there alone."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """Where the limits of signing in are counted: whoever has migrated shall need no further command."""

    dependencies = [("accounts", "0005_history")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
