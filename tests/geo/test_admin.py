import pytest

from geo.models import Edition, Level, Revision
from mapconsult.accounts.models import User


@pytest.fixture
def administrator(client, db):
    user = User.objects.create_user("admin@example.org", "jezioro-drawsko", is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.mark.parametrize("model", ["area", "census", "edition", "population"])
def test_lists_can_be_looked_at(administrator, gmina, model):
    assert administrator.get(f"/admin/geo/{model}/").status_code == 200


@pytest.mark.parametrize("model", ["area", "edition", "population"])
def test_nothing_is_added_by_hand(administrator, gmina, model):
    assert administrator.get(f"/admin/geo/{model}/add/").status_code == 403


def test_an_area_can_be_looked_at_but_not_changed(administrator, gmina):
    path = f"/admin/geo/area/{gmina.pk}/change/"
    assert administrator.get(path).status_code == 200
    assert administrator.post(path, {"name": "x"}).status_code == 403


def activate(client, *editions):
    data = {"action": "activate", "_selected_action": [edition.pk for edition in editions]}
    return client.post("/admin/geo/edition/", data, follow=True)


def test_an_edition_is_put_in_force_in_the_background(
    administrator, gmina, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        activate(administrator, Edition.objects.get(level=Level.GMINA))
    assert Revision.current() == 1


def test_editions_are_put_in_force_one_by_one(administrator, gmina):
    activate(administrator, *Edition.objects.all())
    assert Revision.current() == 0
