"""The whole job, on one phone and then on the other: a bedtime with the network cut."""

from browser.players import Parent
from browser.releases import (
    PATIENCE,
    is_waiting,
    look_for_update,
    ready,
    release_of,
    touched_up,
    visit,
)
from browser.screens import invite, join, keep_a_copy, line
from machines.phones import installed, until


def test_a_bedtime_without_a_network_is_on_the_other_phone_by_morning(server, new_phone):
    mother, father = new_phone(), new_phone()
    page = mother.start()
    page.goto(server.url)
    installed(page)
    ready(page)
    keep_a_copy(server, page)
    code = invite(server, page)
    other = father.start()
    join(server, other, code)
    father.close()
    mother.close()

    server.kill()
    page = mother.start()
    parent = Parent(page, server.url)
    parent.open("bedtime-wind-down")
    parent.child(times=0)
    go_to_sleep(parent)
    mother.kill()

    page = mother.start()
    page.goto(server.url + "/journal")
    page.get_by_role("heading", name="Bedtime wind-down").wait_for()
    assert "waiting to sync" in line(page)

    server.back()
    page.reload()
    until(lambda: line(page) and "waiting" not in line(page))
    other = father.start()
    other.goto(server.url + "/journal")
    other.get_by_role("heading", name="Bedtime wind-down").wait_for()
    assert other.get_by_role("heading", name="Bedtime wind-down").count() == 1
    assert other.get_by_text("drowsy", exact=False).count()


def go_to_sleep(parent: Parent) -> None:
    """A first massage by the clock, from the check to the log in two taps."""
    parent.start("bedtime-wind-down")
    parent.sees("check")  # not at once: the room opens before it is known to be the only one
    while parent.phase == "check":
        forward(parent)
    parent.later(30)
    parent.sees("asking")
    parent.answer("yes")
    for _ in range(300):
        if parent.phase != "step":
            break
        parent.later(5)
    assert parent.phase == "closing"
    parent.answer("touch")
    parent.sees("log")
    parent.page.locator("massage-log label:has([name=state_after][value=drowsy])").click()
    until(lambda: parent.newest().get("state_after") == "drowsy")


def forward(parent: Parent) -> None:
    """Answer the visible screen of the check as a parent with a well baby does."""
    for wanted in ("[data-do=ready]", "[data-do=heard]", "[data-do=well]", "[type=submit]"):
        button = parent.page.locator(f"dialog {wanted}:visible")
        if button.count():
            button.first.click()
            return


def test_a_release_that_arrives_during_a_massage_waits_for_its_end(server, phone):
    page = phone.start()
    page.goto(server.url)
    installed(page)
    ready(page)
    parent = Parent(page, server.url)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.to_first_stroke()
    old = release_of(page)

    server.release(touched_up)
    look_for_update(page)
    until(lambda: is_waiting(page), PATIENCE)
    for _ in range(300):
        if parent.phase != "step":
            break
        parent.later(5)
    assert (parent.phase, release_of(page)) == ("closing", old)
    until(lambda: parent.newest()["outcome"] == "given")
    parent.answer("close")
    until(lambda: visit(page, server.url) and release_of(page) != old, PATIENCE, every=2)
    assert parent.newest()["outcome"] == "given"
    assert parent.errors == []
