"""What tells caches that a consultation has changed."""

import random

from django.db import connection, models


class ChangeCounter(models.Model):
    """A counter in a few rows, so that writers at the same moment rarely wait for each other."""

    SHARDS = 32

    consultation = models.ForeignKey("Consultation", models.CASCADE, related_name="changes", db_index=False)
    shard = models.PositiveSmallIntegerField()
    value = models.BigIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "shard"], include=["value"], name="changecounter_unique"
            )
        ]

    @classmethod
    def bump(cls, consultation_id):
        """Add one in a random shard: a single upsert, to be the last statement before the commit."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO consultations_changecounter (consultation_id, shard, value) VALUES (%s, %s, 1) "
                "ON CONFLICT (consultation_id, shard) "
                "DO UPDATE SET value = consultations_changecounter.value + 1",
                [consultation_id, random.randrange(cls.SHARDS)],
            )
