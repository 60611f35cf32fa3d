"""The journal as a file: made without internet, and brought in by another family's phone."""

import csv
import io
import json

import pytest
from browser.screens import add_massage, nursery, rows
from machines.phones import until
from playwright.sync_api import expect

pytestmark = pytest.mark.in_turn

HARM = '=HYPERLINK("http://evil.example","look")'


def kept(page, button: str):
    """Press the button in the opened card; return the file that was made."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    page.locator("family-file").get_by_text("It is with your downloads.").wait_for()
    return download.value


def opened(page, url: str):
    page.goto(url + "/journal")
    page.get_by_text("More", exact=True).click()
    return page


def bring(page, path) -> str:
    """Choose a file; return what the page says of it."""
    choice = page.locator("family-file input")
    expect(choice).to_be_enabled()
    choice.set_input_files(path)
    found = page.locator("family-file [data-slot=found]")
    found.wait_for()
    return found.text_content()


def test_everything_goes_into_a_file_and_comes_out_on_another_phone(server, new_phone):
    first = new_phone().start()
    first.goto(server.url + "/journal")
    add_massage(first, HARM)
    add_massage(first, "A second one.", outcome="Baby said not today")
    nursery(first, "await nursery.save('child', { name: 'Mira', birth_date: '2026-07-14' })")
    nursery(first, "await nursery.save('song', { words: 'of a later release' })")
    server.net.set("refuse")
    opened(first, server.url)
    download = kept(first, "Everything, to bring in elsewhere")
    assert download.suggested_filename.startswith("warm-hands-20")
    content = json.loads(download.path().read_text())
    assert content["format"] == "warm-hands"
    assert {record["kind"] for record in content["records"]} >= {"massage", "child", "song"}

    server.net.set("pass")
    second = opened(new_phone().start(), server.url)
    server.net.set("refuse")
    count = len([one for one in content["records"] if one["kind"] != "family"])
    assert bring(second, download.path()) == f"{count} things in it are new here."
    assert rows(second) == []  # looking changes nothing
    second.get_by_role("button", name="Bring it in").click()
    second.get_by_text(f"{count} things are on this phone now.").wait_for()
    until(lambda: len(rows(second)) == 2)
    assert any(HARM in row for row in rows(second))
    assert nursery(second, "(await nursery.all('song'))[0].fields.words") == "of a later release"
    assert bring(second, download.path()) == "Everything in it is here already."


def test_a_table_for_a_spreadsheet_holds_words_and_no_formula(server, phone):
    page = phone.start()
    page.goto(server.url + "/journal")
    add_massage(page, HARM)
    nursery(page, """await nursery.save('massage', {
        when: { at: '2026-11-20T18:30:00.000Z', zone: 'Europe/Berlin', local_date: '2026-11-20' },
        routine: 'first-touch', outcome: 'given', seconds: 600, state_before: 'active-alert',
        state_after: 'drowsy', cues: ['smiling', 'reaching'] })""")
    opened(page, server.url)
    download = kept(page, "The massages, for a spreadsheet")
    assert download.suggested_filename.endswith(".csv")
    head, *table = csv.reader(io.StringIO(download.path().read_text("utf-8-sig"), newline=""))
    assert head[:3] == ["Day", "Time", "Routine"]
    by_day = {row[0]: dict(zip(head, row, strict=True)) for row in table}
    # a word that is longer than the screen does not make the page wider than the phone
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    early = by_day["2026-11-20"]
    assert early["Time"] == "19:30"
    assert (early["Routine"], early["Minutes"]) == ("First touch", "10")
    assert (early["Before"], early["Afterwards"]) == ("lively", "drowsy")
    assert early["Seen"] == "smiling; reaching"
    assert [row[-1] for row in table if HARM in row[-1]] == [f"'{HARM}"]


def test_a_file_that_is_not_ours_changes_nothing(server, phone, tmp_path):
    page = opened(phone.start(), server.url)
    said = {}
    for name, content in {
            "cut.json": '{"format": "warm-hands", "records": [', "other.json": '{"a": 1}',
            "newer.json": '{"format": "warm-hands", "version": 9, "records": []}'}.items():
        (tmp_path / name).write_text(content)
        said[name] = bring(page, tmp_path / name)
    assert said["cut.json"].startswith("This file cannot be read.")
    assert said["other.json"] == "This file is not one that Warm Hands made."
    assert said["newer.json"].startswith("This file comes from a newer Warm Hands.")
    assert nursery(page, "(await nursery.pending()).length") == 0
