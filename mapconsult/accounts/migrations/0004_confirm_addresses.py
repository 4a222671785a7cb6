"""People who have an account already sign in as before: their addresses count as confirmed."""

from django.db import migrations
from django.db.models.functions import Lower


def confirm(apps, schema_editor):
    user, address = apps.get_model("accounts", "User"), apps.get_model("account", "EmailAddress")
    user.objects.update(email=Lower("email"))
    address.objects.bulk_create(
        address(user=one, email=one.email, verified=True, primary=True) for one in user.objects.all()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_outgoing_mail"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(confirm, migrations.RunPython.noop)]
