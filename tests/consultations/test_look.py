"""How texts and categories look."""

import pytest

from mapconsult.consultations.markdown import to_html
from mapconsult.consultations.models import Category
from mapconsult.consultations.pins import INK, WHITE, pins


def test_headings_begin_below_the_title_of_the_page():
    assert to_html("# Cel\n\n## Kto") == "<h2>Cel</h2>\n<h3>Kto</h3>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://example.org/x.png)",
        '<p style="color:red" onclick="x()">a</p>',
        '<iframe src="https://example.org"></iframe>',
    ],
)
def test_nothing_active_and_no_other_host_comes_through(text):
    html = to_html(text)
    assert not any(bad in html for bad in ("script", "<img", "style", "onclick", "iframe"))


def test_links_open_without_a_way_back():
    assert to_html("[BIP](https://bip.example)") == (
        '<p><a href="https://bip.example" rel="noopener noreferrer">BIP</a></p>'
    )


def test_the_icon_stands_out_on_every_colour_of_okabe_and_ito():
    colours = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#000000"]
    made = pins([Category(pk=number, color=color) for number, color in enumerate(colours)])
    assert [made[number].ink for number in range(8)] == [INK, INK, INK, INK, WHITE, INK, INK, WHITE]


def test_neighbouring_categories_differ_in_shape():
    made = pins([Category(pk=number, color="#000000") for number in range(8)])
    shapes = [made[number].shape for number in range(8)]
    assert len(set(shapes)) == 5
    assert all(a != b for a, b in zip(shapes, shapes[1:], strict=False))
