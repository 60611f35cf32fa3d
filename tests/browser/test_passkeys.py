"""A passkey: made on one phone, and a new phone with the same list of passkeys has the family."""

import pytest
from browser.screens import add_massage, keep_a_copy, nursery, rows, synced
from machines.phones import until

pytestmark = [pytest.mark.without_worker, pytest.mark.in_turn]

# what a phone's own list of passkeys is: one that syncs, unlocked by a finger
INTERNAL = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True}


class Keychain:
    """The list of passkeys of a page's browser."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        added = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": INTERNAL})
        self.id = {"authenticatorId": added["authenticatorId"]}

    def passkeys(self) -> list[dict]:
        return self.session.send("WebAuthn.getCredentials", self.id)["credentials"]

    def receive(self, passkeys: list[dict]) -> None:
        for passkey in passkeys:
            self.session.send("WebAuthn.addCredential", {**self.id, "credential": passkey})

    def look_away(self) -> None:
        """The parent does not unlock it from now on."""
        self.session.send("WebAuthn.setUserVerified", {**self.id, "isUserVerified": False})


def test_a_new_phone_has_the_family_by_a_look_at_it(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    first.goto(server.url + "/journal")
    add_massage(first, "Before the phone was lost.")
    until(lambda: synced(first), 40)
    first.goto(server.url + "/family")
    first.get_by_label("Your name, if you like").fill("Ana")
    first.locator("family-people").get_by_role("button", name="Save").click()
    keychain = Keychain(first)
    first.get_by_role("button", name="Make a passkey").click()
    first.get_by_text("The passkey works from now on").wait_for()
    kept = keychain.passkeys()
    assert kept[0]["userName"] == "Ana", "the phone's list says whose it is"
    first.get_by_text("not used yet").wait_for()

    Keychain(second).receive(kept)
    second.goto(server.url + "/recover")
    second.get_by_role("button", name="With a passkey instead").click()
    second.get_by_role("heading", name="Welcome back").wait_for(timeout=40_000)
    me = "nursery.ids.caregiver"
    assert nursery(second, me) == nursery(first, me)
    second.goto(server.url + "/journal")
    [row] = until(lambda: rows(second))
    assert "Before the phone was lost." in row

    first.reload()
    first.get_by_text("last used").wait_for()
    first.get_by_role("button", name="Remove the passkey").click()
    first.get_by_role("button", name="Remove it").click()
    first.get_by_text("It opens nothing any more").wait_for()
    third = new_phone().start()
    Keychain(third).receive(kept)
    third.goto(server.url + "/recover")
    third.get_by_role("button", name="With a passkey instead").click()
    third.get_by_text("This passkey is of no family here").wait_for()


def test_closing_the_phones_question_is_an_answer_and_no_internet_is_said(server, phone):
    page = phone.start()
    keep_a_copy(server, page)
    keychain = Keychain(page)
    keychain.look_away()
    button = page.get_by_role("button", name="Make a passkey")
    button.click()
    until(button.is_enabled)
    assert keychain.passkeys() == []
    assert not page.locator("family-passkeys [data-when=refused]").is_visible()
    server.net.set("refuse")
    button.click()
    page.locator("family-passkeys").get_by_text("This needs internet").wait_for(timeout=40_000)
