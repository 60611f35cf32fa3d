"""Words that want to be a program, a page or a formula are words on the other phone."""

import csv
import io
import json
import urllib.request

import pytest
from browser.releases import some
from browser.screens import join, nursery, read_on, synced
from browser.test_accessibility import pages as all_pages
from machines.phones import until
from machines.writing import an_id, entry

pytestmark = pytest.mark.in_turn

PAGES = ["/", "/journal", "/family", "/reminders", "/routines", "/routines/own", "/settings",
         "/tonight", "/routines/first-touch", "/strokes", "/join", "/recover"]
PROGRAMS = [
    "<img src=/pwned onerror=pwned()>", "<script>pwned()</script>", '"><svg onload=pwned()>',
    "' autofocus onfocus='pwned()", "</template><iframe srcdoc='<script>parent.pwned()</script>'>",
    "</title><script src=/pwned></script>", "javascript:pwned()//", "<base href=//pwned.example/>",
    "<a href=javascript:pwned()>tap</a>", "<style>@import'/pwned'</style>", "{{pwned()}}${pwned()}",
    "<meta http-equiv=refresh content='0;url=/pwned'>", "&lt;img src=x onerror=pwned()&gt;",
    "<button data-act=clear data-slot=note>x", "{n} {name} {day} {title} %(days)s %s", "]]><!--",
    "__proto__", "constructor", "null", "[object Object]", "\u202egnp.exe\u202c\u200f", "\ufeffx",
    "Zoë 👩‍👩‍👧 مريم שָׂרָה 李", "a\tb\u2028c\u2029d\u0085e\x7f\x01",
]
FORMULAS = [
    '=HYPERLINK("http://evil.example","look")', "+1+1", "-1+1|cmd", "@SUM(1)", "\t=1+1", "\r=1+1",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "=cmd|' /C calc'!A0", '"=1+1"', "';=1+1", "a;=1+1;b",
    "first\n=1+1", "first\r\n@SUM(1)\r\nlast", "a,b\n", 'quote " and, comma', "''", '"',
]
TEXTS = PROGRAMS + FORMULAS
BEGINS_A_FORMULA = tuple("=+-@\t\r＝＋－＠")


class Writer:
    """A member of the family with a program of their own in the place of the app."""

    def __init__(self, server):
        self.server, self.cookie = server, ""
        self.me = self.call("/api/families", {"zone": "Europe/Berlin"})

    def call(self, path: str, body: dict, keeps_cookie: bool = True) -> dict:
        request = urllib.request.Request(
            f"http://localhost:{self.server.port}{path}", json.dumps(body).encode(),
            {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin",
             "Cookie": self.cookie})
        with urllib.request.urlopen(request, timeout=20) as answer:
            if keeps_cookie and answer.headers["Set-Cookie"]:
                self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
            return json.load(answer)

    def write(self, entries: list[dict]) -> None:
        said = self.call("/api/sync", {"cursor": 0, "entries": entries})
        assert said["refused"] == []


def everywhere(writer: Writer) -> dict[str, str]:
    """Write every text into every field that takes one. Returns the text of each massage by day."""
    days, entries = {}, []
    for number, text in enumerate(TEXTS):
        short, caregiver, routine = text[:80], an_id(), an_id()
        day = f"2026-0{1 + number // 28}-{1 + number % 28:02}"
        days[day] = text
        entries += [
            entry("child", {"name": short, "birth_date": "2026-05-01", "unknown": text}),
            entry("caregiver", {"name": short}, record=caregiver),
            entry("routine", {"title": short, "steps": [{"stroke": "x", "seconds": 60}]},
                  record=routine),
            entry("massage", {
                "when": {"at": f"{day}T18:30:00.000Z", "zone": "Europe/Berlin", "local_date": day},
                "routine": routine, "outcome": "given", "seconds": 600, "caregiver": caregiver,
                "oil": short, "note": text, "mood": {text: text}}),
            entry("song", {"words": text, f"a {text[:40]}": text})]
        writer.call("/api/device/fork", {"label": short}, keeps_cookie=False)
    writer.write(entries[:200])
    writer.write(entries[200:])
    return days


class Watch:
    """Notes whatever a page does beyond showing words."""

    def __init__(self, page):
        self.seen: list[str] = []
        page.add_init_script("window.pwned = () => console.error('pwned')")
        page.on("dialog", lambda dialog: (self.seen.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: self.seen.append(str(error)))
        page.on("console", lambda message: message.type == "error"
                and self.seen.append(message.text))
        page.on("request", lambda request: "pwned" in request.url
                and self.seen.append(request.url))


@pytest.mark.without_worker
def test_words_of_one_phone_are_only_words_on_the_other(server, phone):
    writer = Writer(server)
    days = everywhere(writer)
    page = phone.start()
    watch = Watch(page)
    join(server, page, writer.call("/api/invitations", {})["code"])
    until(lambda: synced(page), 60)
    for path in PAGES + some([path for path in all_pages() if path not in PAGES]):
        page.goto(server.url + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.querySelectorAll('[onerror], [onload], [onfocus], iframe, "
                             "base, [href^=javascript], [src*=pwned]').length") == 0, path

    page.goto(server.url + "/journal")
    notes = page.locator("massage-journal .note")
    until(lambda: read_on(page) == len(TEXTS))
    assert sorted(notes.evaluate_all("all => all.map(one => one.textContent)")) == sorted(TEXTS)
    titles = page.locator("massage-journal .massage h3").all_text_contents()
    assert sorted(titles) == sorted(text[:80] for text in TEXTS)
    facts = page.locator("massage-journal .massage [data-slot=facts]").all_text_contents()
    assert all(any(text[:80] in fact for fact in facts) for text in TEXTS)
    check_table(page, days)

    page.goto(server.url + "/family")
    children = page.locator("family-children [data-slot=name]")
    until(lambda: children.count() == len(TEXTS))
    assert sorted(children.all_text_contents()) == sorted(text[:80] for text in TEXTS)
    labels = page.locator("family-people [data-slot=label]")
    until(lambda: labels.count() > len(TEXTS))
    assert {text[:80] for text in TEXTS} <= set(labels.all_text_contents())
    page.locator("family-children [data-act=edit]").first.click()
    first = children.first.text_content()
    assert page.locator("#child-name").input_value() == first.replace("\n", "").replace("\r", "")
    assert watch.seen == []


def check_table(page, days: dict[str, str]) -> None:
    """Keep the massages as a table, and read it as programs for tables do."""
    page.locator(".more").get_by_text("More", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="The massages, for a spreadsheet").click()
    content = download.value.path().read_bytes().decode("utf-8-sig")
    head, *table = csv.reader(io.StringIO(content, newline=""), strict=True)
    assert len(table) == len(days) and {len(row) for row in table} == {len(head)}
    for row in table:
        text = days[row[0]]
        for cell, written in ((row[-1], text), (row[-2], text[:80]), (row[2], text[:80])):
            assert not cell.startswith(BEGINS_A_FORMULA), cell
            # marked as words, but with all its letters
            assert cell.replace("'", "") == written.replace("'", ""), cell
    # where a comma is a decimal sign, spreadsheets take ; for the border of a cell, and see no
    # quotes that do not begin one
    for line in content.splitlines():
        for cell in line.split(";"):
            assert not cell.startswith(("=", "@", "+1", "-1")), line


@pytest.mark.without_worker
def test_an_entry_that_is_refused_tells_its_words_back_as_words(server, phone):
    page = phone.start()
    watch = Watch(page)
    writer = Writer(server)
    join(server, page, writer.call("/api/invitations", {})["code"])
    for text in PROGRAMS[:6]:
        nursery(page, f"await nursery.save('massage', {{ outcome: {json.dumps(text)} }})")
    until(lambda: nursery(page, "(await nursery.refused()).length") == 6, 60)
    page.goto(server.url + "/journal")
    page.get_by_text("6 entries need a look").click()
    assert page.locator("sync-line .refused li").count() == 6
    assert watch.seen == []
