"""A family's own routine: put together without a network, played, and shared inside the family."""

import pytest
from browser.players import Parent
from browser.screens import enlarge, invite, join, keep_a_copy, nursery, synced
from browser.test_accessibility import violations
from machines.phones import until
from playwright.sync_api import expect

pytestmark = pytest.mark.in_turn

OWN = """nursery.save("routine", { title: TITLE, steps: [STEPS].map(([stroke, seconds]) =>
  ({ stroke, seconds })) })"""


def names(page) -> list[str]:
    """The chosen steps of the editor, in their order."""
    return page.locator(".own-step[data-at] strong").all_inner_texts()


def said(page):
    return page.locator("routine-editor > [role=status]")


def draw(page, title: str, onto: str) -> None:
    """Draw a step by its handle onto another one, with a finger."""
    row = page.locator(".own-step[data-at]", has_text=title).first
    row.scroll_into_view_if_needed()
    start, end = (page.locator(".own-step[data-at]", has_text=name).first.bounding_box()
                  for name in (title, onto))
    handle = row.locator("[data-handle]").bounding_box()
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    finger = page.context.new_cdp_session(page)
    for kind, share in (("touchStart", 0), ("touchMove", .5), ("touchMove", 1), ("touchEnd", 1)):
        at = y + (end["y"] - start["y"]) * share
        points = [] if kind == "touchEnd" else [{"x": x, "y": at}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    finger.detach()


def press(page, name: str) -> None:
    """Press a button with the keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_one_is_made_from_ours_and_played_to_its_end_without_a_network(server, new_phone):
    phone = new_phone()
    parent = Parent(phone.start(), server.url)
    page = parent.page
    parent.open("happy-legs")
    parent.child(times=3)
    server.net.set("refuse")
    page.get_by_role("link", name="Make it yours").click()
    until(lambda: len(names(page)) == 12)
    assert names(page)[:3] == ["Downward leg glide, one side", "Hug and glide, one side",
                               "Thumb after thumb, one side"]

    draw(page, "Downward leg glide, one side", onto="Hug and glide, one side")
    expect(said(page)).to_have_text("Downward leg glide, one side is now 2 of 12.")
    assert names(page)[0] == "Hug and glide, one side"
    for at in (1, 1):     # at the first place it stays
        press(page, "Move up: Downward leg glide, one side")
        expect(said(page)).to_have_text(f"Downward leg glide, one side is now {at} of 12.")
    up = page.get_by_role("button", name="Move up: Downward leg glide, one side")
    expect(up).to_be_focused()
    expect(up).to_have_attribute("aria-disabled", "true")
    for _ in range(7):
        press(page, "Longer: Downward leg glide, one side")
    expect(said(page)).to_have_text("Downward leg glide, one side: one and a half minutes.")
    press(page, "Leave out: Toe roll, one side")
    press(page, "Undo")
    press(page, "Leave out: Upward leg glide, one side")
    press(page, "Leave out: Upward leg glide")
    page.get_by_label("Its name").fill("Legs at Grandma's")

    page.reload()     # a phone that rings: nothing is lost
    expect(page.get_by_text("What you changed last time")).to_be_visible()
    expect(page.get_by_label("Its name")).to_have_value("Legs at Grandma's")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved on this phone", exact=True)).to_be_visible()
    page.get_by_role("link", name="See it and play it").click()
    expect(page.get_by_role("heading", name="Legs at Grandma's")).to_be_visible()
    titles = page.locator("ol.steps > li.step:visible h3").all_text_contents()
    assert titles[:3] == ["Settle", "Asking hands", "Downward leg glide, one side"]
    assert titles[-1] == "Cuddle and thank you"

    page.locator("routine-player > a.go").first.click()
    parent.do("well")
    parent.sees("step")
    parent.act("next")
    parent.sees("asking")
    parent.answer("yes")
    seen = []
    while parent.phase == "step":
        if parent.title not in seen:
            seen.append(parent.title)
        parent.later(10)
    assert parent.phase == "closing"
    assert set(seen) == {"Resting hands", *titles[2:]}
    parent.answer("close")
    until(lambda: not parent.is_open)
    assert page.url.endswith(f"/routines/own#{parent.newest()['routine']}")
    assert parent.errors == []

    phone.kill()
    page = phone.start()
    page.goto(f"{server.url}/routines")
    row = page.locator("own-list").get_by_role("link", name="Legs at Grandma's")
    expect(row).to_contain_text("minutes · whole from 6 weeks · legs")
    page.goto(f"{server.url}/journal")
    expect(page.get_by_role("heading", name="Legs at Grandma's")).to_be_visible()


def test_it_is_on_every_phone_of_the_family_and_two_changes_of_it_both_stay(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    join(server, second, invite(server, first))
    steps = "['l1', 40], ['new', 30], ['l1', 40]"
    made = OWN.replace("TITLE", "'Both legs'").replace("STEPS", steps)
    record = nursery(first, f"(await {made}).record")
    until(lambda: synced(first), 60)
    until(lambda: synced(second), 60)
    second.goto(f"{server.url}/routines/own")
    second.get_by_role("link", name="Both legs").click()
    expect(second.get_by_role("heading", name="Both legs")).to_be_visible()
    expect(second.get_by_role("heading", name="A stroke this phone does not know")).to_be_visible()
    assert second.locator("ol.steps > li.step:visible").count() == 5

    for page in (first, second):
        page.goto(f"{server.url}/routines/new#{record}")
        until(lambda page=page: len(names(page)) == 3)
    server.net.set("refuse")
    first.get_by_label("Its name").fill("Papa's")
    press(second, "Move down: Downward leg glide, one side")
    second.get_by_label("off to bed").check()
    for page in (first, second):
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved on this phone", exact=True)).to_be_visible()
    server.net.set("pass")
    for page in (first, second, first):
        until(lambda page=page: synced(page), 60)
    for page in (first, second):
        [fields] = nursery(page, "(await nursery.all('routine')).map(({ fields }) => fields)")
        assert fields["title"] == "Papa's"
        assert [step["stroke"] for step in fields["steps"]] == [
            "settle", "h6", "new", "l1", "l1", "goodnight"]

    first.goto(f"{server.url}/routines/own#{record}")
    nursery(first, f"""await nursery.save("massage", {{ routine: "{record}", outcome: "given",
      when: {{ at: "2026-01-15T19:00:00.000Z", zone: "UTC", local_date: "2026-01-15" }} }})""")
    first.get_by_role("button", name="Remove it").click()
    expect(first.get_by_role("link", name="Papa's")).to_have_count(0)
    until(lambda: synced(first), 60)
    until(lambda: synced(second), 60)
    second.goto(f"{server.url}/journal")
    expect(second.get_by_role("heading", name="Papa's")).to_be_visible()
    first.get_by_role("button", name="Undo").click()
    expect(first.get_by_role("heading", name="Papa's")).to_be_visible()


def test_for_a_young_baby_what_fits_is_offered_and_it_can_be_used_at_any_size(server, phone):
    parent = Parent(phone.start(), server.url)
    page = parent.page
    page.goto(f"{server.url}/routines/new#nothing")
    parent.child(days=20, times=3)
    page.reload()
    page.get_by_text("Add holds and strokes").click()
    page.locator("summary", has_text="Legs and feet").click()
    offered = page.locator(".offered li:visible")
    expect(offered.filter(has_text="Thumb after thumb")).to_be_visible()
    expect(offered.filter(has_text="Downward leg glide")).to_have_count(0)
    page.get_by_role("button", name="Add Thumb after thumb").click()
    page.get_by_role("button", name="Show them too").click()
    page.get_by_role("button", name="Add Downward leg glide").click()
    expect(page.get_by_text("left out while you play").locator("visible=true")).to_have_count(2)
    page.locator("summary", has_text="Back").first.click()
    page.get_by_role("button", name="Add Long back glide").click()
    expect(page.locator(".own-step.turn")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    check_at_any_size(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="See it and play it").click()
    expect(page.locator("ol.steps h3", has_text="Downward leg glide, one side")).to_be_visible()
    check_at_any_size(page)

    page.locator("routine-player > a.go").first.click()
    parent.do("well")
    parent.sees("step")
    steps = page.locator(".dots li")
    until(lambda: steps.count() > 0)
    played = parent.knows("async nursery => (await nursery.state.get('player')).steps")
    assert [step["id"] for step in played] == [
        "settle-1", "h6-1", "l3-1", "l3-2", "cuddle-1"]


TOUCH = "getComputedStyle(document.querySelector('.round')).minInlineSize"


def check_at_any_size(page) -> None:
    assert violations(page) == []
    enlarge(page, 200)
    assert page.evaluate(TOUCH) == "96px"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    enlarge(page, 100)
