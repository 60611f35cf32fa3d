"""Two parents write the same evening down: both are kept, and it is asked whether they are one."""

import pytest
from browser.screens import invite, join, keep_a_copy, nursery, rows, synced
from machines.phones import until

pytestmark = pytest.mark.in_turn

EVENING = """await nursery.save('massage', {
    when: { at: '2026-11-20T%sZ', zone: 'Europe/Berlin', local_date: '2026-11-20' },
    routine: 'first-touch', outcome: 'given', caregiver: nursery.ids.caregiver, %s })"""


@pytest.fixture
def parents(server, new_phone):
    """The journals of two phones, on both of which the same evening was written down offline."""
    mother, father = new_phone().start(), new_phone().start()
    keep_a_copy(server, mother)
    join(server, father, invite(server, mother))
    server.net.set("refuse")
    nursery(mother, EVENING % ("18:30:00.000", "note: 'Long legs.', cues: ['smiling']"))
    nursery(father, EVENING % ("18:41:00.000", "note: 'She sang.', state_after: 'drowsy'"))
    server.net.set("pass")
    for phone in (mother, father, mother):
        all_sent(phone)
    for phone in (mother, father):
        opens_journal(server, phone)
    return mother, father


def all_sent(phone) -> None:
    until(lambda: synced(phone), 60)


def opens_journal(server, phone) -> None:
    phone.goto(server.url + "/journal")
    until(lambda: len(rows(phone)) == 2)


def test_one_and_the_same_becomes_one_with_what_both_wrote(parents):
    mother, father = parents
    asked = mother.locator("same-evening [data-slot=question]")
    asked.wait_for()
    assert "First touch · you, and First touch · another caregiver." in asked.text_content()
    mother.get_by_role("button", name="One and the same").click()
    [row] = until(lambda: len(rows(mother)) == 1 and rows(mother))
    assert "Long legs." in row and "She sang." in row
    assert "smiling" in row and "drowsy" in row
    until(lambda: synced(mother), 60)
    nursery(father, "await nursery.sync()")
    [row] = until(lambda: len(rows(father)) == 1 and rows(father))
    assert "Long legs." in row and "She sang." in row
    assert father.locator("same-evening > div").is_hidden()


def test_undone_they_are_two_again_as_they_were(parents):
    mother, _ = parents
    mother.get_by_role("button", name="One and the same").click()
    mother.locator("same-evening").get_by_role("button", name="Undo").click()
    until(lambda: len(rows(mother)) == 2)
    notes = [row for row in rows(mother) if "Long legs." in row]
    assert len(notes) == 1 and "She sang." not in notes[0]


def test_two_times_is_not_asked_again_on_any_phone(parents):
    mother, father = parents
    mother.get_by_role("button", name="Two times").click()
    mother.locator("same-evening > div").wait_for(state="hidden")
    assert len(rows(mother)) == 2
    until(lambda: synced(mother), 60)
    nursery(father, "await nursery.sync()")
    father.locator("same-evening > div").wait_for(state="hidden")
    assert len(rows(father)) == 2
