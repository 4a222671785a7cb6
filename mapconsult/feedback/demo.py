"""The demonstration: schematic areas, consultations with their plans, and remarks, from fixtures/.

Everything goes through the same commands and actions as in earnest. Loading again adds what is missing
and changes nothing that is there.
"""

import json
import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon
from django.core.files import File
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from geo.models import Area, Edition, Level
from mapconsult.accounts.models import Organisation, User
from mapconsult.accounts.tokens import token_digest
from mapconsult.consultations.images import clean_image
from mapconsult.consultations.models import Category, Consultation, Phase, PlanLayer
from mapconsult.consultations.plans import read_zones, replace_zones
from mapconsult.feedback import talk
from mapconsult.feedback.actions import Origin, RemarkDraft, SubmissionDraft, submit
from mapconsult.feedback.deciding import decide, propose
from mapconsult.feedback.demo_letters import load_letters
from mapconsult.feedback.demo_survey import load_survey
from mapconsult.feedback.identity import body_digest, edit_token, person_key
from mapconsult.feedback.models import Remark, Submission

FIXTURES = settings.BASE_DIR / "fixtures"
KEYS = uuid.UUID("6d617063-6f6e-5375-8c74-64656d6f2020")
# File, level, and the code of the territory that it fills.
AREAS = [
    ("country.geojson", "country", None),
    ("voivodeships.geojson", "voivodeship", "PL"),
    ("powiaty.geojson", "powiat", "PL"),
]


def load_areas():
    """Import the schematic outlines, unless boundaries of whatever source are there already."""
    if Edition.objects.exists():
        return False
    folder = FIXTURES / "areas"
    # gminy-3203.geojson fills the powiat 3203, districts-320301.geojson the gmina 320301.
    gminas = [(path.name, "gmina", path.stem[-4:]) for path in sorted(folder.glob("gminy-*"))]
    districts = [(path.name, "district", path.stem[-6:]) for path in sorted(folder.glob("districts-*"))]
    for name, level, within in [*AREAS, *gminas, *districts]:
        options = {"within": within} if within else {}
        call_command(
            "import_boundaries",
            str(folder / name),
            source="geojson",
            level=level,
            commit=True,
            activate=True,
            verbosity=0,
            **options,
        )
    call_command("import_population", str(folder / "population.csv"), verbosity=0, commit=True)
    return True


def load_consultations():
    """Yield (consultation, whether it was made now) for every folder of fixtures/consultations."""
    for folder in sorted((FIXTURES / "consultations").iterdir()):
        spec = json.loads((folder / "consultation.json").read_text())
        found = Consultation.objects.filter(slug=spec["slug"]).first()
        yield (found, False) if found else (_load_consultation(folder, spec), True)


@transaction.atomic
def _load_consultation(folder, spec):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    territory = _area(spec["territory"])
    consultation = Consultation.objects.create(
        host=_host(spec["host"]),
        territory=territory,
        slug=spec["slug"],
        title=spec["title"],
        summary=spec["summary"],
        text=spec["text"],
        state=Consultation.State.PUBLISHED,
        act_kind=spec.get("act_kind", ""),
        results_public=spec.get("results_public", False),
        extent=_extent(spec["extent"], territory),
        **_times(spec, today),
    )
    for phase in spec.get("phases", []):
        Phase.objects.create(consultation=consultation, name=phase["name"], **_times(phase, today))
    for order, category in enumerate(spec["categories"]):
        fields = {name: category[name] for name in ("slug", "name", "color", "icon", "geometries")}
        Category.objects.create(consultation=consultation, order=order, **fields)
    for order, layer in enumerate(spec.get("layers", [])):
        _load_layer(consultation, folder, layer, order)
    _load_remarks(consultation, folder / "remarks.jsonl")
    if (survey := folder / "survey.json").exists():
        load_survey(consultation, survey)
    if (letters := folder / "letters.json").exists():
        load_letters(consultation, letters)
    return consultation


def _host(spec):
    fields = {
        "name": spec["name"],
        "kind": spec["kind"],
        "territory": _area(spec["territory"]),
        "second_factor_relaxed": True,
    }
    return Organisation.objects.get_or_create(slug=spec["slug"], defaults=fields)[0]


def _area(spec):
    return Area.objects.get(level=Level.named(spec["level"]), code=spec["code"])


def _extent(spec, territory):
    if spec == "territory":
        return territory.boundaries.get(is_current=True).geometry
    geometry = GEOSGeometry(json.dumps(spec), srid=4326)
    return MultiPolygon(geometry) if isinstance(geometry, Polygon) else geometry


def _times(spec, today):
    return {
        "opens_at": today + timedelta(days=spec["opens_in_days"]),
        "closes_at": today + timedelta(days=spec["closes_in_days"]),
    }


def _load_layer(consultation, folder, spec, order):
    layer = PlanLayer(
        consultation=consultation,
        kind=spec["kind"],
        name=spec["name"],
        order=order,
        opacity=spec.get("opacity", 1.0),
    )
    if spec["kind"] == PlanLayer.Kind.IMAGE:
        layer.corners = Polygon([*spec["corners"], spec["corners"][0]], srid=4326)
        with (folder / spec["file"]).open("rb") as file:
            layer.image = clean_image(File(file))
    layer.save()
    if spec["kind"] == PlanLayer.Kind.PLAN:
        replace_zones(layer, read_zones((folder / spec["file"]).read_text()))


def _load_remarks(consultation, path):
    categories = {category.slug: category for category in consultation.categories.all()}
    for number, line in enumerate(_lines(path)):
        submission, _created = submit(
            consultation=consultation,
            draft=SubmissionDraft(
                key=_key(consultation, number),
                body_digest=body_digest(line),
                remarks=[_remark(spec, categories) for spec in line["remarks"]],
                stakeholder=line["stakeholder"] or "",
                channel=line["channel"],
            ),
            origin=Origin(device=f"demo/{line['person']}" if line["person"] else None),
            now=consultation.opens_at + timedelta(days=line["day"]),
        )
        for ordinal, spec in enumerate(line["remarks"], start=1):
            if change := {name: spec[name] for name in ("state", "flags") if name in spec}:
                submission.remarks.filter(ordinal=ordinal).update(**change)
            if spec.keys() & {"supports", "replies"}:
                _load_talk(submission.remarks.get(ordinal=ordinal), spec)


def _load_talk(remark, spec):
    """What others said about a remark, on the day after it."""
    consultation, later = remark.consultation, {"now": remark.received_at + timedelta(days=1)}
    for voice in range(spec.get("supports", 0)):
        key = person_key(consultation, device=f"demo/voice/{voice}")
        talk.support(remark=remark, person_key=key, **later)
    for said in spec.get("replies", []):
        person = said.get("person", "office")
        talk.reply(
            remark=remark,
            body=said["body"],
            person_key=person_key(consultation, device=f"demo/{person}"),
            office=consultation.host if said.get("office") else None,
            **later,
        )


def load_decisions():
    """Propose what the fixtures propose, and approve some of it, in the name of the host's official; what is
    there already stays. After load_users()."""
    for consultation in Consultation.objects.select_related("host"):
        path = FIXTURES / "consultations" / consultation.slug / "remarks.jsonl"
        official = User.objects.filter(email=f"urzad@{consultation.host.slug}.example").first()
        for number, line in enumerate(_lines(path) if official else []):
            decisions = {n: spec.get("decision") for n, spec in enumerate(line["remarks"], start=1)}
            if any(decisions.values()):
                _decide(_key(consultation, number), decisions, official)


def _decide(key, decisions, official):
    submission = Submission.objects.filter(token_digest=token_digest(edit_token(key))).first()
    remarks = submission.remarks.filter(disposition=None) if submission else []
    for remark in remarks:
        if decision := decisions.get(remark.ordinal):
            said = {name: decision[name] for name in ("outcome", "justification")}
            write = decide if decision.get("approved") else propose
            write(remark=remark, by=official, **said)


def _key(consultation, number):
    """The key of a line, the same whenever it is loaded."""
    return uuid.uuid5(KEYS, f"{consultation.slug}/{number}")


def _lines(path: Path):
    return [json.loads(line) for line in path.read_text().splitlines() if line] if path.exists() else []


def _remark(spec, categories):
    geometry = spec["geometry"] and GEOSGeometry(json.dumps(spec["geometry"]), srid=4326)
    return RemarkDraft(
        body=spec["body"],
        geometry=geometry,
        category=categories.get(spec["category"]),
        kind=spec.get("kind", Remark.Kind.REMARK),
    )
