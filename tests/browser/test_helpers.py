"""A helper's phone: what the parents chose, and nothing of the journal."""

import pytest
from browser.screens import add_massage, invite, join, keep_a_copy, nursery, rows, synced
from machines.phones import until

pytestmark = pytest.mark.in_turn


def test_a_helper_sees_what_was_chosen_and_writes_what_was_done(server, new_phone):
    parents, helper = new_phone().start(), new_phone().start()
    keep_a_copy(server, parents)
    parents.goto(server.url + "/journal")
    add_massage(parents, "Ours alone.")
    until(lambda: synced(parents), 40)
    parents.goto(server.url + "/family")
    parents.get_by_label("A helper’s").check()
    parents.get_by_text("sees nothing else of your journal").wait_for()
    parents.get_by_role("button", name="Invite a phone").click()
    code = parents.locator("family-invite .code")
    until(lambda: code.text_content())
    join(server, helper, code.text_content())

    helper.goto(server.url + "/journal")
    helper.get_by_role("heading", name="Nothing here yet").wait_for()
    add_massage(helper, "Slept at once.")
    until(lambda: synced(helper), 40)
    helper.goto(server.url + "/reminders")
    helper.get_by_text("The parents decide about the invitations").wait_for()
    assert not helper.locator("reminder-form").is_visible()
    helper.goto(server.url + "/family")
    helper.get_by_role("heading", name="Passkey").wait_for()
    assert not helper.get_by_role("button", name="Add a child").is_visible()
    assert helper.get_by_label("A helper’s").is_hidden()

    parents.goto(server.url + "/family")
    parents.get_by_text("only holding, until you choose").wait_for()
    parents.get_by_role("button", name="Routines for").click()
    parents.get_by_label("Bedtime wind-down", exact=True).check()
    parents.locator("family-helpers").get_by_role("button", name="Save").click()
    parents.get_by_text("holding, and 1 routine").wait_for()
    until(lambda: synced(parents), 40)
    chosen = "(await nursery.get(nursery.ids.caregiver))?.fields.routines"
    until(lambda: nursery(helper, f"await nursery.sync(), {chosen}") == ["bedtime-wind-down"])
    helper.goto(server.url + "/routines")
    offered = helper.locator("finding-list li[data-routine]:visible")
    until(lambda: offered.count() == 2)
    names = {one.get_attribute("data-routine") for one in offered.all()}
    assert names == {"just-hold", "bedtime-wind-down"}
    helper.goto(server.url)
    helper.locator("tonights-routine[data-chosen]").wait_for()
    assert helper.get_by_role("link", name="Start").get_attribute("href") \
        == "/routines/just-hold#play", "the child is not known"
    assert helper.get_by_role("link", name="Fussy?").is_hidden()
    parents.goto(server.url + "/journal")
    notes = until(lambda: len(rows(parents)) == 2 and " ".join(rows(parents)))
    assert "Slept at once." in notes and "Ours alone." in notes


def test_ones_own_second_phone_is_the_same_person(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    first.goto(server.url + "/family#mine")
    first.get_by_text("your private notes too").wait_for()
    first.get_by_role("button", name="Invite a phone").click()
    code = first.locator("family-invite .code")
    until(lambda: code.text_content())
    join(server, second, code.text_content())
    me = "nursery.ids.caregiver"
    assert nursery(second, me) == nursery(first, me)
    assert invite(server, second)
