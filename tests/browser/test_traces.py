"""No trace of a family on the disk of a phone that left it, or in the server's log."""

import os
import secrets
import string
import uuid
from pathlib import Path

import pytest
from browser.screens import invite, join, keep_a_copy, nursery, sign_out, synced
from machines.phones import WorkerControl, until
from playwright.sync_api import expect

from webapp.push.message import message
from webapp.reminders.words import words as words_of

# what is shown on a lock screen needs a browser that has one
pytestmark = [pytest.mark.whole_browser, pytest.mark.in_turn]


class Words:
    """Words that stand nowhere else, so that any trace of them is one of this family."""

    def __init__(self):
        self.all: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        # letters that repeat nothing: a database that compresses keeps them as they are
        return self.all.setdefault(name, "".join(
            secrets.choice(string.ascii_letters + string.digits) for _ in range(16)))

    def found_in(self, folder: Path) -> dict[str, list[str]]:
        """Return which words stand in which files below `folder`, in UTF-8 or UTF-16."""
        traces = {}
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                data = path.read_bytes()
                names = [name for name, word in self.all.items()
                         if word.encode() in data or word.encode("utf-16-le") in data]
                if names:
                    traces[str(path.relative_to(folder))] = names
        return traces


@pytest.fixture
def words():
    return Words()


def write(page, words: Words) -> None:
    """Write something into every field that takes words, on the phone of `page`."""
    nursery(page, f"""await nursery.saveAll([
      {{ kind: "child", fields: {{ name: "{words['child']}", birth_date: "2026-05-01" }} }},
      {{ kind: "caregiver", record: nursery.ids.caregiver, fields: {{ name: "{words['name']}" }} }},
      {{ kind: "routine", fields: {{ title: "{words['title']}",
         steps: [{{ stroke: "resting-hands", seconds: 60 }}] }} }},
      {{ kind: "massage", fields: {{ note: "{words['note']}", oil: "{words['oil']}",
         routine: "first-touch", outcome: "given", seconds: 300,
         when: {{ at: "2026-11-20T18:30:00.000Z", zone: "Europe/Berlin",
                  local_date: "2026-11-20" }} }} }},
      {{ kind: "reflection", fields: {{ note: "{words['reflection']}" }} }},
      {{ kind: "song", fields: {{ words: "{words['of a later release']}" }} }}])""")


@pytest.fixture
def addresses():
    """Every address that the phones asked for."""
    return []


@pytest.fixture
def pages(new_phone, addresses, desk):
    """Opens phones; each page by the name of its phone, and the phones themselves."""
    phones, open_pages = {}, {}
    screen = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": desk.address}

    def start(name: str):
        phones.setdefault(name, new_phone(env=screen))
        open_pages[name] = phones[name].start()
        phones[name].context.on("request", lambda request: addresses.append(request.url))
        return open_pages[name]

    start.phones = phones
    return start


def show_an_invitation(server, phone, page, desk) -> None:
    """Let the worker show one, which knows of the family's day what the phone knows."""
    phone.grant(page, server.url, "notifications")
    before = desk.count
    said = words_of("en")
    WorkerControl(page, server.url).push(
        message(said.title, said.invitations[0], f"/tonight#{uuid.uuid4()}", "en").decode())
    until(lambda: desk.count > before, 30)


@pytest.mark.environment(LOG_LEVEL="DEBUG")
def test_signed_out_or_taken_out_a_phone_keeps_no_word_and_the_server_logs_none(
        server, pages, words, addresses, desk):
    owner = pages("owner")
    keep_a_copy(server, owner)
    codes = [invite(server, owner)]
    join(server, pages("signed out"), codes[0])
    codes.append(invite(server, owner))
    join(server, pages("taken out"), codes[1])
    for name in ("signed out", "taken out"):
        phone = pages.phones[name]
        page = phone.context.pages[0]
        write(page, words)
        until(lambda page=page: synced(page), 60)
        for path in ("/", "/journal", "/family", "/reminders"):
            page.goto(server.url + path)
            page.wait_for_load_state("networkidle")
            if path == "/journal":  # left with the note in an open form
                page.locator("[data-act=edit]").first.click()
                expect(page.locator("#massage-note")).to_have_value(words["note"])
        show_an_invitation(server, phone, page, desk)
        keys = [cookie["value"] for cookie in phone.context.cookies()
                if cookie["httpOnly"]]
        phone.close()
        found = words.found_in(Path(phone.profile))
        assert set().union(*found.values()) == set(words.all), "the scan sees nothing"
        # no cache, no notification, nothing that would restore a tab
        assert all("IndexedDB" in path for path in found), found
        codes += keys

    leaving = pages("signed out")
    sign_out(server, leaving)

    owner.goto(server.url + "/family")
    owner.get_by_role("button", name="Take out of the family").click()
    owner.get_by_role("button", name="Take it out").click()
    taken = pages("taken out")
    taken.goto(server.url + "/journal")
    taken.get_by_text("This phone was taken out of the family").wait_for(timeout=40_000)
    assert nursery(taken, "(await nursery.everything()).length") == 0
    taken.get_by_role("button", name="Clear this phone").click()
    taken.wait_for_url(server.url + "/")

    for name in ("signed out", "taken out"):
        pages.phones[name].close()
        assert words.found_in(Path(pages.phones[name].profile)) == {}, name
    log = (server.folder / "server.log").read_text()
    told = [one for one in [*words.all.values(), *codes, *(code.replace("-", "") for code in codes)]
            if one in log or any(one in address for address in addresses)]
    # a link that invites carries its code behind the #, which no request ever has
    assert told == []
