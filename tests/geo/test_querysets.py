import pytest

from geo.models import Area, Level, Population, Revision


def codes(areas):
    return list(areas.order_by("code").values_list("code", flat=True))


def test_within_is_the_area_and_all_below_it(gmina, other_gmina):
    assert codes(Area.objects.within(gmina)) == ["320301", "320301-drahimska", "320301-rynek"]
    assert codes(Area.objects.within(gmina.parent.parent).at_level(Level.GMINA)) == ["320301", "320306"]


def test_current_leaves_out_what_has_no_boundary_in_force(gmina, other_gmina):
    other_gmina.boundaries.update(is_current=False)
    assert codes(Area.objects.current().at_level(Level.GMINA)) == ["320301"]


def test_names_sort_the_polish_way(gmina, powiat):
    for number, name in enumerate(["Łódź", "Lublin", "Zator", "Ćmielów", "Cisna"]):
        Area.objects.create(level=Level.GMINA, code=f"32039{number}", name=name, parent=powiat)
    names = Area.objects.filter(code__startswith="32039").order_by("name").values_list("name", flat=True)
    assert list(names) == ["Cisna", "Ćmielów", "Lublin", "Łódź", "Zator"]


@pytest.mark.parametrize("text", ["złocieniec", "ZLOC", "łoc", "320306"])
def test_a_name_is_found_whatever_the_letters(gmina, other_gmina, text):
    assert codes(Area.objects.named_like(text)) == ["320306"]


@pytest.mark.parametrize("text", ["100%", "_", "'"])
def test_signs_in_a_name_mean_themselves(gmina, text):
    assert not Area.objects.named_like(text).exists()


@pytest.mark.parametrize("code", ["320301", "3203013"])
def test_a_gmina_is_found_by_six_digits_and_by_seven(gmina, code):
    assert Area.objects.coded(code).get() == gmina


def test_population_is_the_latest(gmina):
    Population.objects.create(area=gmina, year=2010, number=12000)
    area = Area.objects.with_population().get(pk=gmina.pk)
    assert (area.population, area.population_year) == (11853, 2018)


def test_outline_is_that_of_the_boundary_in_force(gmina):
    area = Area.objects.with_outline().get(pk=gmina.pk)
    assert area.outline.extent == (16.0, 53.4, 16.4, 53.7)


def test_revision_counts_up_and_can_be_had_in_any_query(gmina):
    Revision.bump()
    Revision.bump()
    assert Revision.current() == 2
    assert Area.objects.annotate(revision=Revision.expression()).get(pk=gmina.pk).revision == 2


def test_revision_is_0_before_the_first(gmina):
    assert Area.objects.annotate(revision=Revision.expression()).first().revision == Revision.current() == 0
