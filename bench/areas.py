"""The areas that remarks are counted by: every gmina of Poland where the files are at hand, else the
schematic ones of the demonstration."""

from django.conf import settings
from django.core.management import call_command

from geo.models import Area, Edition, Level
from mapconsult.feedback.demo import load_areas

DATA = settings.BASE_DIR.parent / "shared" / "data"
FILES = {
    "country": "pl_kraj.geojson",
    "voivodeship": "pl_wojewodztwa.geojson",
    "powiat": "pl_powiaty.geojson",
    "gmina": "pl_gminy.geojson",
}
FACTS = "pl_gminy_facts.csv"


def load():
    """Import them unless they are there; returns how many gminas there are."""
    if not Edition.objects.exists():
        _load_poland() if (DATA / FILES["gmina"]).is_file() else load_areas()
    return Area.objects.at_level(Level.GMINA).current().count()


def _load_poland():
    for level, name in FILES.items():
        options = {"source": "geojson", "level": level, "commit": True, "activate": True, "verbosity": 0}
        call_command("import_boundaries", str(DATA / name), **options)
    call_command(
        "import_population",
        str(DATA / FACTS),
        code_field="teryt",
        number_field="population_lau2019",
        year="2018",
        source="Eurostat",
        commit=True,
        verbosity=0,
    )
