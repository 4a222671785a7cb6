"""Fills one consultation with as many remarks as wanted, by COPY and one INSERT each for the two tables."""

import csv
import io
from datetime import UTC, datetime

from django.db import connection, transaction

from bench.database import sql, vacuum
from bench.people import remarks
from geo.locate import located
from geo.models import Area, Boundary, Level
from mapconsult.accounts.models import Organisation
from mapconsult.consultations.models import Category, ChangeCounter, Consultation, ProofOfWork
from mapconsult.feedback.models import Remark

SLUG = "pomiar"
OPENS, CLOSES = datetime(2026, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
COLOURS = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#000000"]
ROWS_AT_A_TIME = 50_000
POINTS = "SELECT *, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS point FROM bench_said"


def consultation():
    """The consultation of the whole country, open for long, with eight categories."""
    found = Consultation.objects.filter(slug=SLUG).first()
    return found or _make_consultation()


@transaction.atomic
def _make_consultation():
    country = Area.objects.get(level=Level.COUNTRY)
    host = Organisation.objects.create(slug=SLUG, name="Pomiar", kind="ngo", territory=country)
    made = Consultation.objects.create(
        host=host,
        territory=country,
        slug=SLUG,
        title="Pomiar",
        summary="Pomiar",
        state=Consultation.State.PUBLISHED,
        opens_at=OPENS,
        closes_at=CLOSES,
        extent=Boundary.objects.get(area=country, is_current=True).outline,
        # The bench is the load that proofs are against.
        proof_of_work=ProofOfWork.NEVER,
    )
    for order, colour in enumerate(COLOURS):
        fields = {"slug": f"k{order}", "name": f"Kategoria {order}", "color": colour, "order": order}
        Category.objects.create(consultation=made, **fields)
    ChangeCounter.objects.bulk_create(
        ChangeCounter(consultation=made, shard=shard) for shard in range(ChangeCounter.SHARDS)
    )
    return made


def fill(number):
    """Add to the consultation what it lacks of so many remarks; returns the consultation."""
    made = consultation()
    there = Remark.objects.filter(consultation=made).count()
    for first in range(there, number, ROWS_AT_A_TIME):
        add(made, first, min(first + ROWS_AT_A_TIME, number))
    vacuum()
    return made


def clear():
    """Take all remarks away, so that the same run begins from the same state."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE feedback_submission, feedback_remark RESTART IDENTITY CASCADE")


@transaction.atomic
def add(made, first, last):
    """Store people.remarks(first, last) in the consultation."""
    with connection.cursor() as cursor:
        cursor.execute(sql("create_said"))
        cursor.copy_expert("COPY bench_said FROM STDIN (FORMAT csv)", _csv(remarks(first, last)))
        names = {"consultation": made.pk, "first_category": made.categories.first().pk}
        cursor.execute(sql("insert_submissions"), names | {"opens_at": OPENS})
        cursor.execute(sql("insert_remarks").replace("{located}", located(POINTS)), names)
    made.bump()


def _csv(rows):
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    file.seek(0)
    return file
