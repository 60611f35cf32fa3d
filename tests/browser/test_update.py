"""A next release: whole or not at all, and never in the middle of a massage."""

import pytest
from browser.releases import (
    FAULTS,
    PATIENCE,
    REGISTRATION,
    answering,
    ask,
    caches_of,
    is_waiting,
    listed,
    look_for_update,
    mark,
    massages,
    moved,
    ready,
    release_of,
    save_massage,
    touched_up,
    visit,
)
from machines import every
from machines.phones import installed, until

pytestmark = pytest.mark.in_turn
PLAY = """() => new Promise(started =>
  navigator.locks.request("playing", { mode: "shared" }, () => {
    started()
    return new Promise(stop => { window.stopPlaying = stop })
  }))"""


@pytest.fixture
def today(server, phone):
    """A phone with the first release kept; its page on Today."""
    page = phone.start()
    page.goto(server.url)
    installed(page)
    ready(page)
    return page


def stay(page) -> None:
    """Touch the page as a parent would, and mark it so that a reload is noticed."""
    page.locator("h1").first.click()
    page.evaluate("window.isSamePage = true")


def stayed(page) -> bool:
    return page.evaluate("Boolean(window.isSamePage)")


def test_a_release_with_a_bad_file_leaves_the_old_one_until_a_retry_succeeds(server, today):
    page = today
    old = release_of(page)
    made = []
    server.release(lambda copy: made.extend(answering(copy, "static/js/app.js")))
    fault_file, asked = made
    faults = every(2, list(FAULTS))
    for fault in faults:
        fault_file.write_text(fault)
        stay(page)
        look_for_update(page)
        assert not is_waiting(page), fault
        assert mark(page) == "ready" and stayed(page), fault
    assert asked.read_text().count("static/js/app.js") >= len(faults)

    server.net.set("refuse")
    page.goto(server.url + "/routines")
    assert release_of(page) == old
    until(lambda: mark(page) == "ready")

    server.net.set("pass")
    fault_file.write_text("")
    stay(page)
    look_for_update(page)
    until(lambda: is_waiting(page), PATIENCE)
    # the only window: leaving the page may be enough, or the next one asks
    until(lambda: visit(page, server.url) and release_of(page) != old, PATIENCE, every=3)
    moved(page, old)


def test_an_untouched_start_moves_to_the_new_release_once(server, today):
    page = today
    old = release_of(page)
    server.release(touched_up)
    stay(page)
    look_for_update(page)
    until(lambda: is_waiting(page), PATIENCE)
    assert stayed(page) and release_of(page) == old

    # the first window stays open, so the new worker has to be asked
    other = page.context.new_page()
    other.goto(server.url + "/journal")
    moved(other, old)
    new = release_of(other)
    assert stayed(page) and release_of(page) == old

    # a third one within a minute waits: two servers that disagree must not make a page dance
    server.release(touched_up)
    stay(page)
    look_for_update(page)
    until(lambda: is_waiting(page), PATIENCE)
    other.goto(server.url)
    until(lambda: mark(other) == "ready")
    other.wait_for_timeout(1500)
    assert release_of(other) == new


def test_an_update_during_a_massage_does_not_touch_it(server, today):
    page = today
    old = release_of(page)
    files = [file["url"] for file in listed(server) if f"/release/{old}/" in file["url"]
             and file["must"]]
    page.goto(server.url + "/routines/first-touch")
    page.evaluate(PLAY)
    page.evaluate("window.isSamePage = true")
    server.release(touched_up)
    look_for_update(page)
    until(lambda: is_waiting(page), PATIENCE)

    # even another start, in another window, does not move while the massage goes on
    other = page.context.new_page()
    other.goto(server.url)
    until(lambda: mark(other) == "ready")
    other.wait_for_timeout(2000)
    assert stayed(page) and release_of(page) == old and release_of(other) == old

    # its files still load although the server no longer has them
    statuses = ask(page, f"await Promise.all({files}.map(async url => (await fetch(url)).status))")
    assert set(statuses) == {200}
    answer = other.goto(server.url + "/strokes")
    assert answer.from_service_worker
    assert stayed(page)

    page.evaluate("stopPlaying()")
    stay(page)
    other.goto(server.url)
    moved(other, old)
    assert stayed(page) and release_of(page) == old
    assert ask(page, f"(await fetch('{files[-1]}')).status") == 200
    assert f"release-{old}" in caches_of(page)

    page.close()
    other.goto(server.url)
    new = release_of(other)
    assert new != old
    until(lambda: caches_of(other) == [f"release-{new}"], PATIENCE)


def test_a_tap_on_the_quiet_notice_moves_to_the_new_release(server, today):
    page = today
    old = release_of(page)
    notice = page.locator("update-notice")
    assert notice.is_hidden()
    server.release(touched_up)
    stay(page)
    look_for_update(page)
    notice.wait_for()
    assert stayed(page)
    notice.get_by_role("button").click()
    moved(page, old)
    assert page.locator("update-notice").is_hidden()


def test_an_unchanged_file_is_not_fetched_again(server, today):
    page = today
    stay(page)
    made = []
    server.release(lambda copy: made.extend(answering(copy)))
    _, asked = made
    look_for_update(page)
    until(lambda: is_waiting(page), PATIENCE)
    paths = asked.read_text().split()
    # every page names the release, so all are new: they come as one
    assert [path.rpartition("/")[2] for path in paths if "/packs/" in path] == ["en.json"]
    assert "/routines" not in paths
    kept_for = {path.split("/", 3)[3] for path in paths if "/static/" in path}
    # the browser itself fetches the scripts that the worker imports
    assert {name for name in kept_for if not name.startswith("static/js/")} == {
        "static/css/all.css"}
    assert "static/js/elements/offline-mark.js" not in kept_for


def test_the_kill_switch_frees_a_phone_from_a_broken_worker(server, phone):
    def broken(copy):
        path = copy / "service_worker/answering.js"
        path.write_text(path.read_text().replace(
            "export async function answer(",
            "export async function answer() { return new Response('broken', { status: 500 }) }\n"
            "export async function answerWell("))

    page = phone.start()
    page.goto(server.url)
    installed(page)
    until(lambda: page.evaluate("document.documentElement.dataset.started"))
    assert save_massage(page) == 1
    server.release(broken)
    stay(page)
    look_for_update(page)
    # a page moves when it has come to rest, so it is left alone between two visits
    until(lambda: visit(page, server.url) == 500, PATIENCE, every=3)

    server.stop()
    server.environment["KILL_SWITCH"] = "1"
    server.back()
    page.goto(server.url)  # the browser asks for the worker after this one
    until(lambda: ask(page, f"!({REGISTRATION})"), PATIENCE)
    until(lambda: caches_of(page) == [], PATIENCE)
    until(lambda: visit(page, server.url) == 200, PATIENCE)
    until(lambda: page.evaluate("document.documentElement.dataset.started"))
    assert massages(page) == 1
    until(lambda: mark(page) != "ready")


@pytest.mark.first_visit
def test_a_first_visit_is_not_told_of_a_newer_version(server, phone):
    page = phone.start()
    # the notice came for the moment in which the very first worker was installed, not yet active
    page.add_init_script("""addEventListener("DOMContentLoaded", () => {
      window.noticed = 0
      new MutationObserver(() => { noticed += !document.querySelector("update-notice").hidden })
        .observe(document.querySelector("update-notice"), { attributes: true })
    })""")
    page.goto(server.url)
    installed(page)
    until(lambda: mark(page) == "ready")
    assert page.evaluate("noticed") == 0
