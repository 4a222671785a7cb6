"""Phases and categories, edited as rows: what is stored of them, and what is refused with nothing lost."""

import pytest

from mapconsult.consultations.models import Category, Phase
from tests.consultations.typed import typed

PAGE = "/panel/teren-rekreacyjny/ustawienia/"


@pytest.fixture
def save(client, official, consultation):
    """Send the page of the settings with some fields changed."""
    client.force_login(official)
    return lambda **changes: client.post(PAGE, typed(client.get(PAGE), **changes))


def test_phases_are_added_and_removed(save, consultation):
    row = {
        "phases-0-name": "Potrzeby",
        "phases-0-opens_at": "2026-05-01T00:00",
        "phases-0-closes_at": "2026-06-01T00:00",
    }
    save(**row)
    assert Phase.objects.get().name == "Potrzeby"
    save(**{"phases-0-DELETE": "on"})
    assert not Phase.objects.exists()


@pytest.mark.parametrize("closes", ["2026-04-01T00:00", "", "x"])
def test_a_phase_ends_after_it_begins(save, consultation, closes):
    row = {"phases-0-name": "A", "phases-0-opens_at": "2026-05-01T00:00", "phases-0-closes_at": closes}
    assert save(**row).context["phases"].errors[0]
    assert not Phase.objects.exists()


def test_phases_do_not_overlap(save, consultation):
    first = {
        "phases-0-name": "A",
        "phases-0-opens_at": "2026-05-01T00:00",
        "phases-0-closes_at": "2026-06-01T00:00",
    }
    save(**first)
    second = {
        "phases-1-name": "B",
        "phases-1-opens_at": "2026-05-20T00:00",
        "phases-1-closes_at": "2026-07-01T00:00",
    }
    assert save(**second).context["phases"].non_form_errors()


def test_categories_are_named_in_addresses_and_put_in_order(save, consultation, playground, paths):
    save(**{"categories-2-name": "Łódki", "categories-2-order": "0", "categories-0-order": "5"})
    assert list(Category.objects.values_list("slug", flat=True)) == ["lodki", "sciezki", "plac-zabaw"]


def test_empty_rows_are_nobodys_mistake(save, consultation):
    assert save(**{"categories-0-icon": "tree", "categories-1-color": "#000000"}).status_code == 302
    assert not Category.objects.exists()


@pytest.mark.parametrize(
    "row",
    [
        {"categories-0-color": "red"},
        {"categories-0-icon": "ufo"},
        {"categories-0-geometries": []},
        {"categories-0-geometries": ["solid"]},
        {"categories-0-order": "-1"},
    ],
)
def test_a_wrong_category_is_told(save, consultation, row):
    assert save(**{"categories-0-name": "Zieleń"} | row).context["categories"].errors[0]
    assert not Category.objects.exists()


def test_two_categories_have_two_names(save, consultation, playground):
    assert save(**{"categories-1-name": "plac zabaw"}).context["categories"].non_form_errors()


def test_a_category_in_use_stays_and_what_was_typed_with_it(save, consultation, playground, say):
    say((16.2, 53.5), category=playground)
    page = save(**{"title": "Inny tytuł", "categories-0-DELETE": "on"})
    assert "Plac zabaw" in page.context["categories"].non_form_errors()[0]
    assert "Inny tytuł" in page.content.decode()
    assert Category.objects.exists()


def test_a_category_nobody_has_used_is_removed(save, consultation, playground):
    save(**{"categories-0-DELETE": "on"})
    assert not Category.objects.exists()
