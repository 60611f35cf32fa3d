"""A phone in another language: the made-up one, in which a forgotten word is a plain one."""

import os
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from browser.players import VOICE
from browser.releases import some
from browser.screens import nursery
from machines.phones import WorkerControl, installed, until
from machines.server import Server

from webapp.languages.pseudo import pseudo

pytestmark = pytest.mark.in_turn

PLAIN = re.compile(r"\b\w*[aeiouAEIOU]\w*\b")
# what a phone's own formats say, and what stays plain everywhere
KEPT = re.compile(r"http\S+|ABCD\S+|\b[0-9a-f]{16}\b|\b[ap]m\b|Europe/Berlin|\d MB", re.I)
VISIBLE = """() => {
  for (const kept of document.querySelectorAll('[translate="no"]')) kept.remove()
  return document.body.innerText
}"""
READY = 'offline-mark[state="ready"]'


@pytest.fixture(scope="module")
def bilingual(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"), LANGUAGES="en-XA")
    server.start()
    yield server
    server.close()


@pytest.fixture
def server(bilingual):
    """A running server that offers the made-up language too."""
    if not bilingual.is_unharmed:
        bilingual.stop()
        bilingual.back()
    return bilingual


@pytest.mark.first_visit
@pytest.mark.whole_browser
def test_a_phone_that_chose_a_language_has_all_of_it_without_internet(server, new_phone, desk):
    phone = new_phone(env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": desk.address})
    page = phone.start()
    page.goto(server.url + "/settings")
    installed(page)
    choose(page, "en-XA")
    page.wait_for_url(server.url + "/en-XA/settings")
    page.locator(READY).wait_for(timeout=90_000)

    server.stop()
    phone.close()
    page = phone.start()
    page.add_init_script(VOICE)
    # the icon on the home screen leads to English
    page.goto(server.url + "/")
    page.wait_for_url(server.url + "/en-XA/")
    page.goto(server.url + "/en-XA/journal")
    today = (datetime.now(ZoneInfo("Europe/Berlin")) - timedelta(hours=4)).date()
    nursery(page, f"""await nursery.save("massage", {{ outcome: "given", routine: "first-touch",
      seconds: 180, when: {{ at: new Date().toISOString(), zone: "Europe/Berlin",
      local_date: "{today}" }} }})""")
    for path in ("/en-XA/", "/en-XA/journal", "/en-XA/family", "/en-XA/reminders", "/en-XA/tonight",
                 "/en-XA/settings", "/en-XA/routines", "/en-XA/strokes/face",
                 # links from elsewhere lead to English pages, which this phone has not
                 "/worried", "/tonight", "/no-such-page"):
        page.goto(server.url + path)
        assert page.evaluate("document.documentElement.lang") == "en-XA", path
        page.wait_for_load_state("networkidle")
        assert plain(page.evaluate(VISIBLE)) == [], path

    page.goto(server.url + "/en-XA/routines/first-touch#practise")
    said = until(lambda: page.evaluate("window.spoken"))[0]
    assert said["lang"] == "en-XA"
    assert plain(said["text"]) == [] and plain(page.locator("dialog.player").inner_text()) == []

    phone.grant(page, server.url, "notifications")
    worker, before = WorkerControl(page, server.url), desk.count
    worker.push("what no phone can read")
    until(lambda: desk.count > before, 30)
    [shown] = page.evaluate("""async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title, body }) => title + body)
    }""")
    assert plain(shown) == []

    page.goto(server.url + "/en-XA/settings")
    choose(page, "en")
    page.get_by_text(pseudo("This needs internet once.")).wait_for()
    assert page.locator("[value='en-XA']").is_checked()
    page.goto(server.url + "/")
    page.wait_for_url(server.url + "/en-XA/")

    server.back()
    page.goto(server.url + "/en-XA/settings")
    choose(page, "en")
    page.wait_for_url(server.url + "/settings")
    page.locator(READY).wait_for(timeout=90_000)
    server.stop()
    page.goto(server.url + "/en-XA/journal")
    page.wait_for_url(server.url + "/journal")
    assert "First touch" in page.locator("massage-journal .massage").inner_text()
    server.back()


@pytest.mark.first_visit
def test_a_page_of_a_language_that_is_opened_first_is_the_choice_of_it(server, new_phone):
    page = new_phone().start()
    page.goto(server.url + "/en-XA/worried")
    installed(page)
    page.locator(READY).wait_for(timeout=90_000)
    page.goto(server.url + "/")
    page.wait_for_url(server.url + "/en-XA/")


def test_long_words_and_large_letters_break_no_page(server, new_context):
    """320 px, and letters twice as large: nothing is cut off, and nothing scrolls sideways."""
    page = new_context().new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.add_init_script("""addEventListener("DOMContentLoaded", () => {
      document.documentElement.style.fontSize = "200%"
      for (const details of document.querySelectorAll("details")) details.open = true
    })""")
    found = {}
    for path in some(pages(server)):
        page.goto(server.url + path)
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("""() => [...document.querySelectorAll("body *")]
          .filter(one => one.checkVisibility() && !one.closest(".aside, .skip, svg"))
          .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
          .map(one => one.outerHTML.slice(0, 90))""")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth") or wide:
            found[path] = wide[:3]
    assert found == {}


def choose(page, language: str) -> None:
    page.locator(f"language-choice label:has([value={language}])").click()


def pages(server) -> list[str]:
    import json

    files = json.loads(server.read("/en-XA/precache.json"))["files"]
    return [file["url"] for file in files if file["url"].startswith("/en-XA/")
            and not file["url"].endswith("manifest")]


def plain(text: str) -> list[str]:
    return PLAIN.findall(KEPT.sub("", text))
