"""The demonstration loads whole, lies where it should, and loads twice without change."""

import pytest
from django.core.management import CommandError, call_command

from mapconsult.accounts.models import User
from mapconsult.accounts.roles import Role
from mapconsult.consultations.models import Consultation
from mapconsult.feedback.floods import floods
from mapconsult.feedback.models import Disposition, DispositionEvent, Letter, Remark, Reply


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path
    call_command("load_demo")


def test_every_consultation_of_the_five_programmes_is_there(demo):
    gminas = set(Consultation.objects.values_list("territory__name", flat=True))
    assert gminas >= {"Czaplinek", "Dębno", "Myślibórz"}
    assert gminas >= {"Bieruń", "Imielin", "Lędziny", "Bojszowy", "Chełm Śląski"}


def test_every_remark_lies_in_the_gmina_that_it_is_about(demo):
    placed = Remark.objects.placed().select_related("gmina", "consultation__territory")
    assert len(placed) > 300
    assert [r for r in placed if r.gmina != r.consultation.territory] == []


def test_officials_find_something_to_do(demo):
    remarks = Remark.objects.filter(consultation__slug="czaplinek-teren-rekreacyjny")
    assert remarks.filter(state="pending").exists()
    assert remarks.flagged().exists()
    assert [flood.kind for flood in floods(remarks)] == ["person", "text"]
    assert Remark.objects.proposed().count() == 4
    assert Remark.objects.decided().count() == 3


def test_every_role_signs_in_and_two_guests_are_let_in(demo):
    consultation = Consultation.objects.get(slug="czaplinek-teren-rekreacyjny")
    assert {member.role for member in consultation.host.memberships.all()} == set(Role)
    guests = consultation.collaborations.values_list("ceiling", "area__name").order_by("pk")
    assert list(guests) == [("partner", None), ("analyst", "Drahimska")]


def test_loading_again_changes_nothing(demo):
    before = _numbers()
    call_command("load_demo")
    assert _numbers() == before


def _numbers():
    return [model.objects.count() for model in (Remark, User, Consultation, Disposition, DispositionEvent)]


def test_the_demonstration_is_refused_outside_a_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")


def test_a_formal_letter_is_there_and_another_can_be_written(demo, client):
    letter = Letter.objects.select_related("submission__contact").get()
    assert letter.submission.contact.agent_name == "Marek Przykładowy"
    assert letter.submission.remarks.filter(kind="remark").count() == 2
    assert client.get("/konsultacje/czaplinek-teren-rekreacyjny/pismo/").status_code == 200


def test_people_and_the_office_talk_about_remarks(demo):
    talked = Remark.objects.filter(reply_count__gt=0, supports__gt=0)
    assert len(talked) > 3
    assert Reply.objects.exclude(office=None).exists()
