from django.db import migrations, models

# 128 bits of the digest are kept; the index for LIKE that came with the text goes with it.
SHORTER = "ALTER TABLE feedback_submission ALTER token_digest TYPE uuid USING left(token_digest, 32)::uuid"
LONGER = "ALTER TABLE feedback_submission ALTER token_digest TYPE varchar(64) USING token_digest::text"
LIKE = "DROP INDEX feedback_submission_token_digest_5432be44_like"


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0002_constraints"),
        ("feedback", "0002_constraints"),
        ("geo", "0003_index_by_level"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="remark", name="remark_reading"),
        migrations.RemoveField(model_name="submission", name="key_digest"),
        migrations.RunSQL(LIKE, migrations.RunSQL.noop),
        migrations.RunSQL(
            SHORTER,
            LONGER,
            state_operations=[
                migrations.AlterField(
                    model_name="submission",
                    name="token_digest",
                    field=models.UUIDField(editable=False, unique=True),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="remark",
            index=models.Index(
                fields=["consultation", "received_at", "id"],
                include=(
                    "state",
                    "kind",
                    "category",
                    "channel",
                    "outcome",
                    "district",
                    "gmina",
                    "powiat",
                    "voivodeship",
                    "submission",
                    "person_key",
                    "tile_x",
                    "tile_y",
                ),
                name="remark_reading",
            ),
        ),
    ]
