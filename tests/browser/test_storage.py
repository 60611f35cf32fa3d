"""A phone whose storage was thrown away, is broken or is full: said kindly, and nothing is lost."""

from pathlib import Path

import pytest
from browser.screens import add_massage, keep_a_copy, nursery, rows, synced
from machines.phones import until

EVERYTHING = "appcache,cache_storage,file_systems,indexeddb,local_storage,service_workers,websql"
pytestmark = [pytest.mark.without_worker, pytest.mark.in_turn]


def thrown_away(phone, page, server):
    """As a browser does after weeks, or when the phone is full: all but the cookie is gone."""
    page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", {
        "origin": server.url, "storageTypes": EVERYTHING})
    return page


def broken(phone, page, server):
    """As a phone that lost its power: the files are there, and say nothing."""
    phone.close()
    for file in Path(phone.profile).glob("Default/IndexedDB/*/*"):
        if file.is_file():
            file.write_bytes(b"\xff" * file.stat().st_size)
    return phone.start()


@pytest.mark.parametrize("lose", [thrown_away, broken])
def test_what_was_copied_comes_back_to_a_phone_that_lost_it(server, phone, lose):
    page = phone.start()
    keep_a_copy(server, page)
    page.goto(server.url + "/journal")
    add_massage(page, "Copied in time.")
    until(lambda: synced(page), 60)

    page = lose(phone, page, server)
    page.goto(server.url + "/journal")
    until(lambda: any("Copied in time." in row for row in rows(page)), 60)
    add_massage(page, "Written since then.")
    until(lambda: synced(page), 60)
    page.reload()
    until(lambda: len(rows(page)) == 2)
    assert "Written since then." in rows(page)[0] and "Copied in time." in rows(page)[1]
    assert len(nursery(page, "(await nursery.call('GET', '/api/me')).devices")) == 1


def test_a_full_phone_says_so_and_the_words_stay_in_the_form(server, phone):
    page = phone.start()
    page.goto(server.url + "/journal")
    add_massage(page, "While there was room.")
    # Chromium's own quota lets a few words pass; a phone that is really full refuses like this
    page.evaluate("""() => {
      const { add } = IDBObjectStore.prototype
      IDBObjectStore.prototype.add = () => { throw new DOMException("", "QuotaExceededError") }
      window.makeRoom = () => { IDBObjectStore.prototype.add = add }
    }""")
    page.get_by_role("button", name="Add a massage").click()
    note = page.get_by_label("A note, if you like")
    note.fill("Not to be lost.")
    save = page.locator("massage-form").get_by_role("button", name="Save")
    save.click()
    page.get_by_text("This phone is full, so it could not be saved.").wait_for()
    assert note.input_value() == "Not to be lost."
    page.evaluate("makeRoom()")
    save.click()
    until(lambda: len(rows(page)) == 2)
    assert any("Not to be lost." in row for row in rows(page))
