"""The codes of a demonstration, from codes.json: two people have gone through the same remarks."""

import json
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from mapconsult.accounts.models import User
from mapconsult.consultations.models import Consultation
from mapconsult.feedback.models import Remark
from mapconsult.insight.codes.book import save_code
from mapconsult.insight.codes.coding import give, not_gone_through, note_none
from mapconsult.insight.models import Code

FOLDER = settings.BASE_DIR / "fixtures" / "consultations"
CODERS = ["urzad", "analyst"]


def load_codes():
    """Make the code books that are not there yet. After load_users()."""
    found = Consultation.objects.select_related("host")
    new = found.exclude(pk__in=Code.objects.values("consultation"))
    paths = {consultation: FOLDER / consultation.slug / "codes.json" for consultation in new}
    for consultation, path in paths.items():
        if path.exists():
            _load(consultation, path)


@transaction.atomic
def _load(consultation, path):
    spec = json.loads(path.read_text())
    emails = [f"{name}@{consultation.host.slug}.example" for name in CODERS]
    people = [User.objects.get(email=email) for email in emails]
    oldest = Remark.objects.of(consultation).order_by("received_at", "pk")
    read = Remark.objects.filter(pk__in=[remark.pk for remark in oldest[: spec["gone_through"]]])
    for entry in spec["codes"]:
        fields = {name: entry[name] for name in ("name", "meaning")}
        code = save_code(code=Code(consultation=consultation, **fields))
        for coder, words in zip(people, entry["coders"], strict=True):
            said = reduce(or_, (Q(body__icontains=word) for word in words))
            give(code=code, items=read.filter(said), by=coder)
    for coder in people:
        for remark in not_gone_through(read, coder):
            note_none(item=remark, by=coder, consultation=consultation)
