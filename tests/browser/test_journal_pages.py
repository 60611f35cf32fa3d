"""The journal's pictures, off until wanted, and its page for a nurse, printed: without internet."""

import datetime as dt
import io

import pytest
from browser.screens import nursery
from browser.test_accessibility import violations
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.in_turn

# Seven evenings and two mornings of this week, by the clocks of a family that is far away.
WRITE = """await nursery.saveAll([
  { kind: "family", fields: { zone: ZONE }, record: nursery.fixed("family") },
  ...["Mia", "Noa"].map(name => ({ kind: "child", fields: { name, asked: true }, record: crypto.randomUUID() })),
  { kind: "routine", fields: { title: "Our own evening", steps: [] }, record: OWN },
  { kind: "reflection", fields: { massage: OWN, note: "I cried." } },
  ...Array.from({ length: 9 }, (_, n) => ({ kind: "massage", fields: {
    when: { at: `${DAY}T${n < 7 ? "03" : "16"}:1${n}:00.000Z`, zone: ZONE, local_date: DAY },
    routine: n < 7 ? OWN : "first-touch", outcome: "given", seconds: 600,
    state_after: n < 3 ? "drowsy" : n < 7 ? "deep-sleep" : "crying",
    cues: n < 6 ? ["smiling"] : ["reaching", "crying"], ...n === 0 && { note: "She sang <b>along</b>." } } }))
])"""  # noqa: E501
OWN = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def journal(server, phone):
    """A phone whose family wrote nine massages today, out of reach of the server."""
    page = phone.start()
    page.goto(server.url + "/journal")
    day = nursery(page, "(await import(release + '/static/js/models/day.js'))"
                        ".localDate(Date.now(), 'America/Los_Angeles')")
    write = WRITE.replace("ZONE", "'America/Los_Angeles'").replace("OWN", f"'{OWN}'")
    nursery(page, write.replace("DAY", f"'{day}'"))
    server.net.set("refuse")
    page.goto(server.url + "/journal")
    yield page
    server.net.set("pass")


def view(page: Page, name: str) -> None:
    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name=name).click()


def test_pictures_are_off_until_wanted_and_count_only_what_was_five_times_or_more(journal):
    page = journal
    view(page, "Pictures of it")
    wanted = page.get_by_role("switch", name="Show pictures of it")
    expect(wanted).not_to_be_checked()
    expect(page.locator(".picture")).to_have_count(0)
    wanted.check()
    pictures = page.locator(".picture")
    expect(pictures).to_have_count(4)
    sentences = pictures.locator(".sentences p")
    expect(sentences).to_have_text([
        "In the evening: 7 times",  # at 03:10 UTC, on the other side of the world
        "Seen more often lately: smiling", "smiling: 6 times",
        "Calm afterwards: 7 times",  # drowsy three times, asleep four: neither by itself
        "Moments together in these weeks: 9"])
    expect(pictures.nth(2)).to_contain_text("Babies often settle by themselves.")
    assert "crying" not in page.locator("journal-pictures").inner_text()

    tables = {}
    for picture in pictures.all():
        if picture.locator("details").count():
            picture.get_by_text("As a table").click()
            lines = picture.locator("tbody tr").all_inner_texts()
            tables[picture.locator("h2").inner_text()] = lines
            assert picture.locator("svg").bounding_box()["height"] > 40
    assert tables["When in the day"] == ["In the evening\t7"]
    assert tables["What you saw lately"] == ["smiling\t6"]
    assert [row.split("\t")[1] for row in tables["Moments together"]] == ["9"]
    assert violations(page) == []

    page.reload()
    expect(pictures).to_have_count(4)
    page.get_by_role("link", name="Journal").first.click()
    expect(page.get_by_role("heading", name="Journal", exact=True)).to_be_visible()
    expect(pictures.first).to_be_hidden()


def printed(page: Page) -> list[str]:
    """Return the text of each page of paper, and assert that it is A4."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    for sheet in reader.pages:
        assert [round(length) for length in sheet.mediabox[2:]] == [595, 842]
    return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]


def test_the_page_for_a_nurse_is_printed_with_what_was_chosen_and_never_what_is_private(journal):
    page = journal
    view(page, "A page for a nurse")
    paper = page.get_by_role("article", name="Our massages")
    expect(paper.locator("tbody tr")).to_have_count(9)
    [text] = printed(page)
    for words in ("Written by the family, not by a clinician.", "Made on ", "Moments together: 9",
                  "Our own evening: 7", "First touch: 2", "smiling: 6", "reaching and crying"):
        assert words in text
    for words in ("She sang", "I cried", "Print it", "The last 4 weeks", "Learn"):
        assert words not in text
    assert violations(page) == []

    page.get_by_role("switch", name="With our notes").check()
    expect(paper).to_contain_text("She sang <b>along</b>.")
    [text] = printed(page)
    assert "She sang <b>along</b>." in text and "I cried" not in text

    chosen = page.locator("journal-summary form")
    chosen.get_by_label("Child").select_option(label="Mia")
    expect(paper).to_contain_text("About: Mia")
    chosen.get_by_label("Own dates").check()
    chosen.get_by_label("Until").fill((dt.date.today() - dt.timedelta(days=40)).isoformat())
    chosen.get_by_label("From").fill((dt.date.today() - dt.timedelta(days=90)).isoformat())
    expect(paper).to_contain_text("Nothing was written down in this time.")

    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="Print it").click()
    assert page.evaluate("window.printed")
