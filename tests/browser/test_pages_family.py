"""The family: a copy when wanted, a second phone by a code, and phones that can be taken out."""

from pathlib import Path

import pytest
from browser.screens import add_massage, invite, join, keep_a_copy, line, nursery, rows, synced
from machines.phones import until

pytestmark = pytest.mark.in_turn


def test_the_family_begins_with_a_tap_and_its_recovery_code_is_shown_once(server, phone):
    page = phone.start()
    page.goto(server.url + "/family")
    page.get_by_role("button", name="Keep a copy").click()
    code = page.locator("family-start .code")
    until(lambda: len(code.text_content()) == 19)
    page.get_by_role("button", name="I have kept it").click()
    page.get_by_role("heading", name="Phones").wait_for()
    page.get_by_text("This phone", exact=True).wait_for()
    page.reload()
    page.get_by_role("heading", name="Phones").wait_for()
    assert not code.text_content()


def test_without_internet_the_page_says_what_needs_it_and_shows_what_is_known(server, phone):
    page = phone.start()
    page.goto(server.url + "/family")
    page.get_by_role("button", name="Keep a copy").wait_for()
    server.net.set("refuse")
    page.get_by_role("button", name="Keep a copy").click()
    page.get_by_text("This needs internet once").wait_for(timeout=40_000)
    page.get_by_label("Your name, if you like").fill("Ana")
    page.locator("family-people").get_by_role("button", name="Save").click()
    page.locator("family-people").get_by_text("Saved on this phone", exact=True).wait_for()
    assert nursery(page, "(await nursery.get(nursery.ids.caregiver)).fields.name") == "Ana"


def test_a_second_phone_joins_by_the_code_and_brings_what_it_wrote(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    second.goto(server.url + "/journal")
    add_massage(second, "Before we joined.")
    code = invite(server, first)
    picture = first.locator("family-invite .qr svg")
    assert code in picture.get_attribute("aria-label")
    assert "more minutes" in first.locator("family-invite [data-slot=left]").text_content()

    second.goto(f"{server.url}/join#{code}")
    until(lambda: second.url == server.url + "/join")
    assert second.get_by_label("Code from the other phone").input_value() == code
    second.get_by_label("Your name, if you like").fill("Tomás")
    second.get_by_role("button", name="Join").click()
    second.get_by_role("heading", name="You are in").wait_for(timeout=40_000)

    first.get_by_text("A phone has joined").wait_for(timeout=40_000)
    until(lambda: synced(second), 60)
    until(lambda: synced(first), 60)
    first.goto(server.url + "/journal")
    [row] = until(lambda: rows(first))
    assert "Before we joined." in row and "Tomás" in row


def test_a_code_is_typed_and_a_wrong_one_is_answered_kindly(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    code = invite(server, first)
    second.goto(server.url + "/join")
    field = second.get_by_label("Code from the other phone")
    second.get_by_role("button", name="Join").wait_for()
    field.fill("0000-0000")
    second.get_by_role("button", name="Join").click()
    reason = second.locator("join-family [data-slot=reason]")
    until(lambda: reason.is_visible() and reason.text_content())
    field.fill(code.lower().replace("-", " "))
    second.get_by_role("button", name="Join").click()
    second.get_by_role("heading", name="You are in").wait_for(timeout=40_000)


def test_a_phone_that_is_taken_out_is_told_and_can_be_cleared(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    join(server, second, invite(server, first))
    first.goto(server.url + "/family")
    first.get_by_role("button", name="Take out of the family").click()
    first.get_by_role("button", name="Take it out").click()
    until(lambda: first.locator("[data-slot=phones] li").count() == 1)

    second.goto(server.url + "/journal")
    second.get_by_text("This phone was taken out of the family").wait_for(timeout=40_000)
    second.get_by_role("button", name="Clear this phone").click()
    second.wait_for_url(server.url + "/")
    second.goto(server.url + "/journal")
    until(lambda: line(second) == "Saved on this phone")


def test_a_list_that_was_asked_for_before_does_not_bring_a_phone_back(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    join(server, second, invite(server, first))
    first.goto(server.url + "/family")
    phones = first.locator("[data-slot=phones] li")
    until(lambda: phones.count() == 2)
    held = []

    def slowly(route) -> None:
        """Let the first answer, which is of this moment, be long on its way."""
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    first.route("**/api/me", slowly)
    # again until it is asked: a question that was on its way already would answer this one too
    ask = "document.dispatchEvent(new Event('family-changed'))"
    until(lambda: first.evaluate(ask) and held)
    first.get_by_role("button", name="Take out of the family").click()
    first.get_by_role("button", name="Take it out").click()
    until(lambda: phones.count() == 1)
    [(route, answer)] = held
    route.fulfill(response=answer)
    first.wait_for_load_state("networkidle")
    assert phones.count() == 1


def test_a_child_can_be_added_changed_and_set_aside(server, phone):
    page = phone.start()
    page.goto(server.url + "/family")
    page.get_by_role("button", name="Add a child").click()
    page.get_by_label("Name, if you like", exact=True).fill("Mira")
    page.get_by_label("Birth date").fill("2026-07-14")
    page.get_by_label("Was in neonatal care").check()
    page.locator("family-children dialog").get_by_role("button", name="Save").click()
    page.get_by_text("born 14 July 2026").wait_for()
    [child] = nursery(page, "(await nursery.all('child')).map(({ fields }) => fields)")
    assert child == {"name": "Mira", "birth_date": "2026-07-14", "situations": ["neonatal-care"]}

    page.get_by_role("button", name="Change Mira").click()
    page.get_by_role("button", name="Set aside").click()
    page.get_by_text("set aside", exact=True).wait_for()
    page.goto(server.url)
    until(lambda: page.evaluate("document.querySelector('next-reminder').hidden"))


def test_the_team_s_yes_can_be_added_later_and_taken_back(server, phone):
    page = phone.start()
    page.goto(server.url + "/family")
    dialog = page.locator("family-children dialog")
    save = dialog.get_by_role("button", name="Save")
    page.get_by_role("button", name="Add a child").click()
    assert not page.get_by_label("Our team said yes").is_visible()
    page.get_by_label("Heart", exact=True).check()
    page.get_by_label("Our team said yes").check()
    page.get_by_label("On", exact=True).fill("2026-01-05")
    save.click()
    dialog.wait_for(state="hidden")
    ask = "(await nursery.all('child')).map(({ fields }) => fields.cleared)"
    assert nursery(page, ask) == [[{"what": "heart", "on": "2026-01-05"}]]

    page.get_by_role("button", name="Change Your child").click()
    assert page.get_by_label("On", exact=True).input_value() == "2026-01-05"
    page.get_by_label("Skin", exact=True).check()
    assert not page.get_by_label("Our team said yes").is_checked()
    page.get_by_label("Our team said yes").check()
    save.click()
    dialog.wait_for(state="hidden")
    assert nursery(page, ask) == [
        [{"what": "heart", "on": "2026-01-05"}, {"what": "skin", "on": "2026-01-05"}]]

    page.get_by_role("button", name="Change Your child").click()
    page.get_by_label("Our team said yes").uncheck()
    save.click()
    dialog.wait_for(state="hidden")
    assert nursery(page, ask) == [[]]


def test_the_recovery_code_brings_everything_back_on_a_new_phone(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    first.goto(server.url + "/journal")
    add_massage(first, "Kept on paper.")
    first.goto(server.url + "/family")
    first.get_by_role("button", name="Keep a copy").click()
    shown = first.locator("family-start .code")
    code = until(lambda: shown.text_content())
    until(lambda: synced(first), 60)

    second.goto(server.url + "/recover")
    second.get_by_label("Recovery code").fill(code)
    second.get_by_role("button", name="Bring it back").click()
    second.get_by_role("heading", name="Welcome back").wait_for(timeout=40_000)
    second.goto(server.url + "/journal")
    [row] = until(lambda: rows(second), 40)
    assert "Kept on paper." in row


def test_before_leaving_what_was_never_taken_is_offered_as_a_file(server, phone):
    page = phone.start()
    keep_a_copy(server, page)
    nursery(page, "await nursery.save('massage', { outcome: 'magic' })")
    until(lambda: nursery(page, "(await nursery.refused()).length") == 1, 60)
    page.goto(server.url + "/family")
    page.get_by_text("Recovery code, leaving, deleting").click()
    page.get_by_role("button", name="Leave the family").click()
    page.get_by_role("button", name="Leave", exact=True).click()
    page.get_by_text("1 entry is on this phone alone").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Keep everything as a file first").click()
    assert "magic" in download.value.path().read_text()
    assert nursery(page, "(await nursery.refused()).length") == 1
    page.get_by_role("button", name="Leave without it").click()
    page.wait_for_url(server.url + "/", timeout=40_000)
    assert nursery(page, "(await nursery.refused()).length") == 0


def test_signing_out_asks_about_what_was_never_sent_and_leaves_nothing_readable(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    join(server, second, invite(server, first))
    second.goto(server.url + "/journal")
    add_massage(second, "Sent before.")
    until(lambda: synced(second), 60)
    nursery(second, "await nursery.save('massage', { outcome: 'magic', note: 'Never taken.' })")
    until(lambda: nursery(second, "(await nursery.refused()).length") == 1, 60)
    second.goto(server.url + "/family")
    second.get_by_text("Recovery code, leaving, deleting").click()
    second.get_by_role("button", name="Sign out on this phone").click()
    second.get_by_text("The family stays as it is.").wait_for()
    second.get_by_role("button", name="Sign out", exact=True).click()
    second.get_by_text("1 entry is on this phone alone").wait_for()
    with second.expect_download() as download:
        second.get_by_role("button", name="Keep everything as a file first").click()
    assert "Never taken." in download.value.path().read_text()
    second.get_by_role("button", name="Sign out without it").click()
    second.wait_for_url(server.url + "/", timeout=40_000)
    assert nursery(second, "(await nursery.everything()).length") == 0
    second.goto(server.url + "/journal")
    assert rows(second) == []

    nursery(first, "await nursery.sync()")
    first.goto(server.url + "/journal")
    [row] = until(lambda: rows(first), 40)
    assert "Sent before." in row
    first.goto(server.url + "/family")
    until(lambda: first.locator("[data-slot=phones] li").count() == 1)


def test_the_only_one_who_looks_after_the_family_names_the_next_before_leaving(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    join(server, second, invite(server, first))
    first.goto(server.url + "/family")
    first.get_by_text("Recovery code, leaving, deleting").click()
    first.get_by_role("button", name="Leave the family").click()
    first.get_by_label("Who looks after the family then?").wait_for()
    first.get_by_role("button", name="Leave", exact=True).click()
    first.wait_for_url(server.url + "/", timeout=40_000)
    first.goto(server.url + "/family")
    first.get_by_role("button", name="Keep a copy").wait_for()

    second.goto(server.url + "/family")
    until(lambda: second.locator("[data-slot=phones] li").count() == 1)
    assert nursery(second, "(await nursery.call('GET', '/api/me')).role") == "owner"


def test_every_dialog_is_a_card_of_the_app(server, page):
    look = """() => {
      const card = document.createElement("p")
      card.className = "card"
      document.querySelector("main").append(card)
      const of = node => {
        const { backgroundColor, color, borderRadius, borderColor } = getComputedStyle(node)
        return [backgroundColor, color, borderRadius, borderColor].join()
      }
      return [...document.querySelectorAll("dialog"), card].map(of)
    }"""
    for path, dialogs in (("/journal", 2), ("/family", 5)):
        page.goto(server.url + path)
        *looks, card = page.evaluate(look)
        assert looks == [card] * dialogs, path


def test_who_signs_out_may_leave_what_was_never_taken_sealed_and_finds_it_again(
        server, new_phone):
    owner, phone = new_phone().start(), new_phone()
    keep_a_copy(server, owner)
    page = phone.start()
    join(server, page, invite(server, owner))
    nursery(page, "await nursery.save('massage', { outcome: 'magic', note: 'Never taken.' })")
    until(lambda: nursery(page, "(await nursery.refused()).length") == 1, 60)
    page.goto(server.url + "/family")
    page.get_by_text("Recovery code, leaving, deleting").click()
    page.get_by_role("button", name="Make a new recovery code").click()
    shown = page.locator("family-start .code")
    code = until(lambda: shown.text_content())
    page.get_by_role("button", name="I have kept it").click()
    page.get_by_role("button", name="Sign out on this phone").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Leave it here, sealed").click()
    page.wait_for_url(server.url + "/", timeout=40_000)
    assert nursery(page, "(await nursery.refused()).length") == 0
    phone.close()
    assert not any(b"Never taken." in path.read_bytes()
                   for path in Path(phone.profile).rglob("*") if path.is_file())

    page = phone.start()
    join(server, page, invite(server, owner))
    until(lambda: synced(page), 60)
    assert nursery(page, "(await nursery.refused()).length") == 0, "this is somebody new"
    page.goto(server.url + "/recover")
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Bring it back").click()
    until(lambda: nursery(page, "(await nursery.refused()).length") == 1, 60)
    [one] = nursery(page, "await nursery.refused()")
    assert one["entry"]["fields"]["note"] == "Never taken."
