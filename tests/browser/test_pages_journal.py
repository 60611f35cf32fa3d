"""The journal: written without internet, shared when there is some, changed by anybody."""

import datetime as dt

import pytest
from browser.releases import ready
from browser.screens import (
    add_massage,
    invite,
    join,
    keep_a_copy,
    line,
    nursery,
    rows,
    synced,
)
from machines.phones import until

pytestmark = pytest.mark.in_turn

EVERYWHERE = "Everything is in your family's journal"


def two_phones(server, new_phone):
    """Return the pages of two phones of one family, both on the journal."""
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    join(server, second, invite(server, first))
    for page in (first, second):
        page.goto(server.url + "/journal")
    return first, second


def test_a_massage_written_offline_waits_visibly_and_then_arrives(server, phone):
    page = phone.start()
    keep_a_copy(server, page)
    page.goto(server.url + "/journal")
    page.get_by_text("Nothing here yet").wait_for()
    ready(page)
    server.stop()
    add_massage(page, "Smiles at the feet.")
    until(lambda: "1 waiting to sync" in line(page))
    [row] = until(lambda: rows(page))
    assert "Smiles at the feet." in row and "on this phone" in row
    page.get_by_role("heading", name="Today").wait_for()

    server.back()
    until(lambda: synced(page), 60)
    until(lambda: "waiting" not in line(page))
    [row] = rows(page)
    assert "Smiles at the feet." in row and "on this phone" not in row
    page.get_by_role("heading", name="Today").wait_for()


HOLD_THE_FORM = """
  const define = customElements.define
  customElements.define = function (name, element) {
    if (name !== "massage-form") return define.call(this, name, element)
    window.bringForm = () => define.call(this, name, element)
  }
"""


def test_a_tap_before_the_form_is_there_waits_for_it(server, phone):
    page = phone.start()
    page.add_init_script(HOLD_THE_FORM)
    page.goto(server.url + "/journal")
    page.get_by_role("button", name="Add a massage").click()
    until(lambda: page.evaluate("Boolean(window.bringForm)"))
    dialog = page.locator("massage-form dialog[aria-labelledby]")
    assert not dialog.is_visible()
    page.evaluate("bringForm()")
    dialog.wait_for()


def test_before_there_is_a_family_a_copy_is_offered_and_nothing_is_asked(server, phone):
    page = phone.start()
    page.goto(server.url + "/journal")
    add_massage(page, outcome="Baby said not today")
    assert line(page) == "Saved on this phone"
    [row] = rows(page)
    assert "Baby said not today" in row and "asked, and listened" in row
    page.get_by_role("link", name="Keep a copy, if you like").click()
    page.get_by_role("button", name="Keep a copy").wait_for()


def test_what_one_parent_writes_the_other_reads(server, new_phone):
    first, second = two_phones(server, new_phone)
    add_massage(first, "Both legs, then asleep.")
    until(lambda: synced(first), 60)
    first.reload()
    until(lambda: line(first) == EVERYWHERE)
    until(lambda: synced(second), 60)
    [row] = until(lambda: rows(second))
    assert "Both legs, then asleep." in row and "another caregiver" in row


def test_changes_of_two_fields_on_two_phones_both_stay(server, new_phone):
    first, second = two_phones(server, new_phone)
    add_massage(first, "Warm room.")
    until(lambda: synced(first), 60)
    until(lambda: synced(second), 60)
    until(lambda: rows(second))
    server.net.set("refuse")

    first.get_by_role("button", name="Change Bedtime wind-down").click()
    first.get_by_label("A note, if you like").fill("Warm room, dim light.")
    first.locator("massage-form").get_by_role("button", name="Save").click()
    second.get_by_role("button", name="Change Bedtime wind-down").click()
    second.get_by_label("Resting hands", exact=True).check()
    second.locator("massage-form").get_by_role("button", name="Save").click()
    until(lambda: "waiting" in line(first) and "waiting" in line(second))

    server.net.set("pass")
    for page in (first, second, first):
        until(lambda page=page: synced(page), 60)
    for page in (first, second):
        until(lambda page=page: "dim light" in rows(page)[0] and "resting hands" in rows(page)[0])


def test_a_massage_of_an_earlier_day_is_in_the_family_s_own_evening(server, phone):
    page = phone.start()
    page.goto(server.url + "/journal")
    nursery(page, """await nursery.save('family', { zone: 'America/Los_Angeles' },
      { record: nursery.fixed('family') })""")
    page.get_by_role("button", name="Add a massage").click()
    page.locator("massage-form [name=day]").fill("2026-01-15")
    page.locator("massage-form").get_by_role("button", name="Save").click()
    page.locator("massage-form dialog[aria-labelledby]").wait_for(state="hidden")
    [when] = nursery(page, "(await nursery.all('massage')).map(({ fields }) => fields.when)")
    assert when == {"at": "2026-01-16T04:00:00.000Z", "zone": "America/Los_Angeles",
                    "local_date": "2026-01-15"}


def test_what_was_removed_comes_back_with_undo(server, phone):
    page = phone.start()
    page.goto(server.url + "/journal")
    add_massage(page, "Not to be lost.")
    page.get_by_role("button", name="Change Bedtime wind-down").click()
    page.get_by_role("button", name="Remove").click()
    until(lambda: rows(page) == [])
    undo = page.get_by_role("button", name="Undo")
    undo.wait_for()
    assert undo.evaluate("button => button === document.activeElement")
    undo.click()
    [row] = until(lambda: rows(page))
    assert "Not to be lost." in row
    page.reload()
    until(lambda: rows(page))


def test_what_the_server_would_not_take_is_shown_and_can_be_kept_as_a_file(server, phone):
    page = phone.start()
    keep_a_copy(server, page)
    page.goto(server.url + "/journal")
    nursery(page, "await nursery.save('massage', { outcome: 'magic' })")
    until(lambda: nursery(page, "(await nursery.refused()).length") == 1, 60)
    add_massage(page, "This one is fine.")
    until(lambda: synced(page), 60)

    page.get_by_text("1 entry needs a look").click()
    shown = page.locator("sync-line .refused li")
    assert "A massage" in shown.inner_text()
    with page.expect_download() as download:
        page.locator("sync-line .refused").get_by_role("button", name="Keep as a file").click()
    assert "magic" in download.value.path().read_text()


def test_one_that_the_server_cannot_read_is_shown_and_nothing_is_given_up_for_it(server, phone):
    page = phone.start()
    keep_a_copy(server, page)
    page.goto(server.url + "/journal")
    deep = "[" * 20 + "]" * 20
    nursery(page, f"await nursery.save('massage', {{ note: 'kept', children: {deep} }})")
    until(lambda: nursery(page, "(await nursery.troubled()).length") == 1, 60)
    page.reload()
    page.get_by_text("1 entry needs a look").click()
    assert "could not read this one" in page.locator("sync-line .refused li").inner_text()
    assert not page.get_by_role("button", name="Use what the server has").is_visible()


def test_after_a_day_of_waiting_the_age_of_the_oldest_is_said(server, phone):
    page = phone.start()
    keep_a_copy(server, page)
    page.goto(server.url + "/journal")
    server.stop()
    add_massage(page)
    page.clock.set_fixed_time(dt.datetime.now(dt.UTC) + dt.timedelta(days=2, hours=1))
    add_massage(page)
    page.get_by_text("The oldest has waited 2 days").wait_for()


def test_the_journal_can_be_written_with_the_keyboard_alone(server, phone):
    page = phone.start()
    page.goto(server.url + "/journal")
    page.locator("[data-act=add]:enabled").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.get_by_label("A note, if you like").focus()
    page.keyboard.type("By keyboard.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    [row] = until(lambda: rows(page))
    assert "By keyboard." in row


def test_storage_that_does_not_answer_is_said_calmly(server, phone):
    page = phone.start()
    page.add_init_script("indexedDB.open = () => new EventTarget()")
    page.goto(server.url + "/journal")
    page.locator("massage-journal").get_by_text("storage does not answer").wait_for()


def test_the_words_about_a_massage_can_be_changed_the_next_morning(server, phone):
    page = phone.start()
    page.goto(server.url + "/journal")
    nursery(page, """await nursery.save("massage", {
      when: { at: "2026-01-15T19:00:00.000Z", zone: "Europe/Berlin", local_date: "2026-01-15" },
      routine: "bedtime-wind-down", outcome: "given", seconds: 600, state_after: "crying",
      cues: ["smiling"], caregiver: nursery.ids.caregiver })""")
    page.get_by_role("button", name="Change Bedtime wind-down").click()
    page.get_by_role("button", name="Faces, signs, and who it was").click()
    about = page.get_by_role("dialog", name="A word about it")
    until(lambda: about.get_by_label("smiling").is_checked())
    after = about.get_by_role("group", name="Afterwards")
    assert after.get_by_label("crying").is_checked()
    after.get_by_label("drowsy").check()
    about.get_by_label("reaching").check()
    about.get_by_label("fine", exact=True).check()
    about.get_by_label("A note only for me").fill("Tired, and glad.")
    until(lambda: nursery(page, "(await nursery.all('reflection')).length") == 1)
    about.get_by_role("button", name="Done").click()
    until(lambda: "drowsy afterwards" in rows(page)[0])
    assert "smiling" in rows(page)[0] and "reaching" in rows(page)[0]
    page.reload()
    page.get_by_role("button", name="Change Bedtime wind-down").click()
    page.get_by_role("button", name="Faces, signs, and who it was").click()
    until(lambda: about.get_by_label("fine", exact=True).is_checked())
    assert about.get_by_label("A note only for me").input_value() == "Tired, and glad."
    assert "glad" not in rows(page)[0]
    about.get_by_label("so-so").check()
    until(lambda: nursery(page, "(await nursery.all('reflection'))[0].fields.feeling") == 3)
    assert nursery(page, "(await nursery.all('reflection')).length") == 1
    assert nursery(page, "(await nursery.all('massage')).length") == 1
