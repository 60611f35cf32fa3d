"""Settings are this phone's own: each choice holds after a restart, until it is taken back."""

from pathlib import Path

import pytest
from browser.releases import moved, release_of
from machines.phones import until
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.in_turn

CHOICES = {"theme": "day", "text": "large", "tone": "brown", "hand": "left", "pace": "slower",
           "brightness": "dim", "background": "rain"}
TURNED = ("voice", "chime", "buzz")
SHOWN = """() => Object.fromEntries([...document.querySelectorAll("settings-form :is(input)")]
  .filter(({ type, checked }) => type !== "radio" || checked)
  .map(({ name, type, checked, value }) => [name, type === "checkbox" ? checked : value]))"""


@pytest.mark.without_worker
def test_every_setting_holds_after_a_restart_and_can_be_taken_back(server, phone):
    page = opened(server, phone)
    first = page.evaluate(SHOWN)
    for name, value in CHOICES.items():
        page.locator(f"label:has([name={name}][value={value}])").click()
    for name in TURNED:
        page.locator(f"[name={name}]").click()
    page.locator("[name=volume]").fill("7")
    expect(page.locator("[data-slot=kept]")).to_have_text("Saved on this phone")
    chosen = {**CHOICES, "volume": "7", **{name: not first[name] for name in TURNED}}
    assert page.evaluate(SHOWN) == chosen
    assert set(chosen) == set(first)

    phone.close()
    page = opened(server, phone)
    until(lambda: page.evaluate(SHOWN) == chosen)
    look = page.evaluate("({ ...document.documentElement.dataset })")
    assert (look["theme"], look["text"], look["tone"]) == ("day", "large", "brown")
    page.goto(server.url + "/routines/first-touch#practise")
    player = page.locator("dialog.player[open]")
    expect(player).to_have_attribute("data-brightness", "dim")
    expect(player).to_have_attribute("data-hand", "left")

    page = opened(server, phone, page)
    page.get_by_role("button", name="As on the first day").click()
    expect(page.locator("[data-slot=kept]")).to_have_text(
        "Everything is as it was on the first day.")
    phone.close()
    page = opened(server, phone)
    assert page.evaluate(SHOWN) == first


def test_the_page_says_what_is_on_the_phone_and_whether_there_is_a_newer_version(server, phone):
    page = opened(server, phone)
    storage, state = page.locator("phone-storage"), page.locator("release-state")
    expect(storage).to_contain_text("0 moments together in the journal")
    expect(storage).to_contain_text("Only here: no other phone and no copy has them.")
    expect(storage).to_contain_text("MB, pages and pictures included")
    state.get_by_role("button", name="Look for a newer one").click()
    expect(state).to_contain_text("You have the newest one.")

    server.stop()
    state.get_by_role("button", name="Look for a newer one").click()
    expect(state).to_contain_text("Without internet nobody knows. What is here works.")
    server.back()
    server.release(newer)
    state.get_by_role("button", name="Look for a newer one").click()
    expect(state).to_contain_text("A newer one is ready on this phone.", timeout=90_000)
    before = release_of(page)
    state.get_by_role("button", name="Take it now").click()
    moved(page, before)


def newer(root: Path) -> None:
    sheet = root / "static/css/base.css"
    sheet.write_text(sheet.read_text() + "/* newer */")


def opened(server, phone, page: Page | None = None) -> Page:
    page = page or phone.start()
    page.goto(server.url + "/settings")
    page.locator("settings-form:defined").wait_for()
    # what the phone's database knows is shown
    page.locator("phone-storage [data-when=counted]:not([hidden])").first.wait_for()
    return page
