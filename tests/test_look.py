"""The design system: every declared pair of colours has its contrast, and nothing is chosen twice."""

import re
from itertools import product

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "frontend" / "static" / "mapconsult" / "css"
VARIABLES = (FOLDER / "variables.css").read_text()
# For the paper of PDFs, and for the page of the API, whose library has colours of its own.
OWN_COLOURS = {"variables.css", "paper.css", "api.css"}
WIDGETS = [path for path in sorted(FOLDER.glob("*.css")) if path.name not in OWN_COLOURS]


def colours(css):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


LIGHT, DARK = map(colours, VARIABLES.split("prefers-color-scheme: dark"))
SCHEMES = {"light": LIGHT, "dark": LIGHT | DARK}
# "4.5: ink lake | paper surface" within the comment of variables.css
DECLARED = [
    (float(ratio), front, back)
    for ratio, fronts, backs in re.findall(r"^ +([\d.]+): ([\w -]+) \| ([\w -]+)$", VARIABLES, re.MULTILINE)
    for front, back in product(fronts.split(), backs.split())
]


def luminance(colour):
    """As WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_everybody_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_declared_pair_can_be_told_apart(scheme):
    named = SCHEMES[scheme]
    weak = [pair for pair in DECLARED if contrast(named[pair[1]], named[pair[2]]) < pair[0]]
    assert len(DECLARED) > 50
    assert weak == []


def test_dark_changes_only_names_that_light_has():
    assert DARK.keys() - LIGHT.keys() == set()


def test_paper_is_never_dark():
    assert "@media screen and (prefers-color-scheme: dark)" in VARIABLES


@pytest.mark.parametrize("path", WIDGETS, ids=lambda path: path.stem)
def test_a_widget_takes_its_colours_and_sizes_of_type_from_the_variables(path):
    css = path.read_text()
    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)|\brgb\(|\bhsl\(", css) == []
    assert re.findall(r"font-size: (?!var\(--text-|0;|0\.75em|11pt)[^;]+;", css) == []


def test_every_variable_that_is_used_is_chosen_somewhere():
    sources = [path.read_text() for path in FOLDER.glob("*.css")]
    chosen = {name for css in sources for name in re.findall(r"(--[\w-]+):", css)}
    used = {name for css in sources for name in re.findall(r"var\((--[\w-]+)\)", css)}
    assert used - chosen == set()


def test_there_are_five_sizes_of_type():
    assert len(re.findall(r"^  --text-\w+:", VARIABLES, re.MULTILINE)) == 5


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "frontend" / "templates").rglob("*.html")), ids=str
)
def test_a_template_links_only_styles_that_are_there(path):
    linked = re.findall(r"static '(mapconsult/css/[\w-]+\.css)'", path.read_text())
    assert [name for name in linked if not (FOLDER.parent.parent / name).is_file()] == []
