"""Without a network: what was opened is there, what is written waits and arrives exactly once."""

import base64
import io

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from mapconsult.feedback.models import Photo, Remark, Submission

pytestmark = pytest.mark.browser
PATH = "/konsultacje/teren-rekreacyjny/"
API = "/api/v1/consultations/teren-rekreacyjny/"
BEACH = (16.21, 53.55)
MODULES = "/static/mapconsult/js/"
KEPT = "async () => (await (await caches.open('kept')).keys()).map(({ url }) => new URL(url).pathname)"
# As the form does it: a draft is sent through the outbox.
SEND = """async ({ folder, body, photo }) => {
  const { Drafts } = await import(`${folder}feedback/drafts.js`);
  const drafts = new Drafts({ slug: "teren-rekreacyjny", title: "Teren rekreacyjny",
    url: "%(api)ssubmissions/", photosUrl: "%(api)sphotos/", office: { email: "urzad@czaplinek.example" } });
  const draft = drafts.begin();
  const photos = [];
  if (photo) {
    const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
    const blob = new Blob([bytes], { type: "image/png" });
    photos.push({ key: crypto.randomUUID(), blob, alt: "Plaża" });
  }
  const place = { geometry: { type: "Point", coordinates: [16.21, 53.55] }, placed_by: "pin" };
  draft.remarks.push({ place, category: null, body, photos });
  await drafts.keep(draft);
  return (await drafts.send(draft)).state;
}"""


@pytest.fixture
def reader(visit, consultation, say):
    """A Visit that has opened the consultation, which the service worker has kept."""
    say(BEACH, body="Tu potrzebna jest ławka.")
    made = visit("360", service_workers="allow")
    page = made.open(PATH)
    for path in (PATH, f"{API}remarks/"):
        wait_until(page, f"(await ({KEPT})()).includes('{path}')")
    return made


def wait_until(page, condition):
    """Until a condition of JavaScript holds, which may await."""
    pause = "await new Promise((resolve) => setTimeout(resolve, 50))"
    page.evaluate(f"async () => {{ while (!({condition})) {pause}; }}")


def picture():
    """A small PNG as base64."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#2266aa").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def write(page, body, photo=None):
    """Write a remark and send it; returns how it fared."""
    return page.evaluate(SEND % {"api": API}, {"folder": MODULES, "body": body, "photo": photo})


def go(visit, *, online):
    """Cut the network, or mend it. What browsers say of requests that fail is no fault of the page."""
    visit.context.set_offline(not online)
    visit.faults.clear()


def test_an_opened_consultation_opens_without_a_network(reader, check_access):
    go(reader, online=False)
    page = reader.page
    # Chromium does not always remember for a new document what it was told.
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false })")
    page.reload()
    expect(page.get_by_role("heading", name="Teren rekreacyjny")).to_be_visible()
    expect(page.get_by_text("Brak sieci", exact=True)).to_be_visible()
    expect(page.locator(".leaflet-marker-pane [role=button]")).to_have_count(1)
    expect(page.locator("[data-list-items] li")).to_have_count(1)
    check_access(page)


def test_a_page_that_is_not_kept_says_so_and_lists_what_is(reader, check_access):
    go(reader, online=False)
    page = reader.open("/moje-dane/")
    expect(page.get_by_role("heading", name="Nie ma teraz sieci")).to_be_visible()
    check_access(page)
    page.get_by_role("link", name="Teren rekreacyjny").click()
    expect(page.get_by_role("heading", name="Teren rekreacyjny")).to_be_visible()
    reader.faults.clear()


def test_two_drafts_with_a_photo_wait_and_arrive_once(reader, check_access):
    page = reader.page
    go(reader, online=False)
    page.reload()
    assert [write(page, "Ławka", photo=picture()), write(page, "Kosz")] == ["waiting", "waiting"]
    page.reload()
    expect(page.get_by_role("heading", name="2 zgłoszenia czekają na wysłanie")).to_be_attached()
    expect(page.locator(".map-waiting-mark")).to_have_count(2)
    check_access(page)
    go(reader, online=True)
    expect(page.get_by_text("Dotarło.")).to_have_count(2)
    expect(page.locator(".map-waiting-mark")).to_have_count(0)
    outbox = f"await import('{MODULES}outbox/outbox.js')"
    wait_until(page, f"(await ({outbox}).pending()).every(({{ state }}) => state === 'sent')")
    bodies = Remark.objects.exclude(body="Tu potrzebna jest ławka.").values_list("body", flat=True)
    assert sorted(bodies) == ["Kosz", "Ławka"]
    assert [photo.remark.body for photo in Photo.objects.all()] == ["Ławka"]


def test_two_tabs_send_once(reader):
    sent = []
    reader.context.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    other = reader.context.new_page()
    other.goto(reader.site + "/")
    go(reader, online=False)
    write(reader.page, "Ławka")
    expect(other.get_by_role("heading", name="1 zgłoszenie czeka na wysłanie")).to_be_visible()
    go(reader, online=True)
    expect(other.get_by_text("Dotarło.")).to_be_visible()
    assert len(sent) == 1


def test_the_browser_sends_what_waits_when_no_page_is_open(reader):
    """The event of Background Sync, which tests must send by themselves."""
    go(reader, online=False)
    write(reader.page, "Ławka")
    blank = reader.context.new_page()
    devtools = reader.context.new_cdp_session(blank)
    found = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    devtools.send("ServiceWorker.enable")
    reader.page.close()
    go(reader, online=True)
    event = {"origin": reader.site, "registrationId": found[0]["registrationId"], "tag": "outbox"}
    for _ in range(20):
        # Browsers send it again when the network was not quite there.
        devtools.send("ServiceWorker.dispatchSyncEvent", {**event, "lastChance": False})
        blank.wait_for_timeout(1000)
        if Remark.objects.filter(body="Ławka").exists():
            break
    assert Remark.objects.filter(body="Ławka").count() == 1


def test_a_submission_whose_answer_was_lost_is_stored_once(visit, consultation):
    guest = visit()
    page = guest.open(PATH)
    page.route("**/submissions/", lose_answer, times=1)
    assert write(page, "Ławka") == "waiting"
    page.reload()
    expect(page.get_by_text("Dotarło.")).to_be_visible()
    guest.faults.clear()
    assert Submission.objects.count() == 1


def lose_answer(route):
    route.fetch()
    route.abort()


def test_what_comes_after_closing_is_kept_with_a_way_on(reader, consultation, check_access):
    page = reader.page
    go(reader, online=False)
    write(page, "Ławka")
    consultation.closes_at = timezone.now()
    consultation.save()
    go(reader, online=True)
    item = page.locator(".outbox-item")
    expect(item).to_contain_text("Twój tekst jest tu zachowany.")
    expect(item).to_contain_text("Ławka")
    reader.faults.clear()
    check_access(page)
    assert item.get_by_role("link", name="Napisz do urzędu").get_attribute("href").startswith("mailto:urzad@")
    with page.expect_download() as download:
        item.get_by_role("button", name="Zapisz jako plik").press("Enter")
    assert "Ławka" in download.value.path().read_text()


def test_nothing_of_the_signed_in_is_kept(reader, resident):
    page = reader.open("/konto/logowanie/")
    page.get_by_label("E-mail").fill(resident.email)
    page.get_by_label("Hasło").fill("jezioro-drawsko")
    page.locator("main form button").first.click()
    page.wait_for_url("**/konto/**")
    reader.open(PATH)
    reader.open("/konto/")
    assert page.evaluate(KEPT) == []
    go(reader, online=False)
    reader.open(PATH)
    expect(page.get_by_role("heading", name="Nie ma teraz sieci")).to_be_visible()
    reader.faults.clear()


def test_without_storage_it_waits_in_the_page_and_says_so(visit, consultation):
    guest = visit()
    guest.context.add_init_script(
        "Object.defineProperty(self, 'indexedDB', { get() { throw new Error(); } })"
    )
    page = guest.open(PATH)
    wait_until(page, f"await import('{MODULES}feedback/drafts.js')")
    go(guest, online=False)
    write(page, "Ławka")
    expect(page.get_by_text("Ta przeglądarka niczego nie zachowa na później")).to_be_attached()
    go(guest, online=True)
    expect(page.get_by_text("Dotarło.")).to_be_attached()
    guest.faults.clear()
    assert Remark.objects.get().body == "Ławka"
