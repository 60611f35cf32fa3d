"""A next release: whole or not at all, and never in the middle of a massage."""

import pytest
from browser.releases import (
    FAULTS,
    answering,
    ask,
    caches_of,
    is_waiting,
    listed,
    look_for_update,
    mark,
    moved,
    ready,
    release_of,
    touched_up,
)
from machines.phones import installed, until

PLAY = """() => new Promise(started => navigator.locks.request("playing", { mode: "shared" }, () => {
  started()
  return new Promise(stop => { window.stopPlaying = stop })
}))"""
SAVE = """await import(document.querySelector("script[type=module]").src.replace("app.js", "nursery/nursery.js"))
  .then(async ({ openNursery }) => {
    const nursery = await openNursery()
    await nursery.save("massage", { when: { at: "2026-03-01T19:00:00.000Z", zone: "Europe/Berlin",
      local_date: "2026-03-01" }, outcome: "given", routine: "first-touch" })
    return (await nursery.all("massage")).length
  })"""
COUNT = """await import(document.querySelector("script[type=module]").src.replace("app.js", "nursery/nursery.js"))
  .then(async ({ openNursery }) => (await (await openNursery()).all("massage")).length)"""


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
    faults = []
    server.release(lambda copy: faults.append(answering(copy, "static/js/app.js")))
    for fault in FAULTS:
        faults[0].write_text(fault)
        stay(page)
        look_for_update(page)
        assert not is_waiting(page), fault
        assert mark(page) == "ready" and stayed(page), fault

    server.net.set("refuse")
    page.goto(server.url + "/routines")
    assert release_of(page) == old
    until(lambda: mark(page) == "ready")

    server.net.set("pass")
    faults[0].write_text("")
    stay(page)
    look_for_update(page)
    until(lambda: is_waiting(page))
    # the only window: leaving the page may be enough, or the next one asks
    page.goto(server.url)
    page.wait_for_timeout(1500)
    page.reload()
    moved(page, old)


def test_an_untouched_start_moves_to_the_new_release_once(server, today):
    page = today
    old = release_of(page)
    server.release(touched_up)
    stay(page)
    look_for_update(page)
    until(lambda: is_waiting(page))
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
    until(lambda: is_waiting(page))
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
    until(lambda: is_waiting(page))

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
    until(lambda: caches_of(other) == [f"release-{new}"], 30)


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
    log = server.folder / "asked.txt"

    def noting(copy):
        with open(copy / "webapp/release.py", "a") as file:
            file.write(f'''

_answer_well = answer_file


def answer_file(**parts):
    with open({str(log)!r}, "a") as log:
        log.write(request.path + "\\n")
    return _answer_well(**parts)
''')

    server.release(noting)
    look_for_update(page)
    until(lambda: is_waiting(page))
    asked = log.read_text().split()
    assert any(path == "/routines" for path in asked)
    fetched = [path for path in asked if "/static/" in path and not path.endswith(".js")]
    assert fetched == []


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
    assert ask(page, SAVE) == 1
    server.release(broken)
    stay(page)
    look_for_update(page)
    page.goto(server.url)
    until(lambda: page.goto(server.url).status == 500, every=0.5)

    server.stop()
    server.environment["KILL_SWITCH"] = "1"
    server.back()
    page.goto(server.url)  # the browser asks for the worker after this one
    until(lambda: ask(page, "(await navigator.serviceWorker.getRegistrations()).length") == 0)
    until(lambda: caches_of(page) == [])
    assert page.goto(server.url).status == 200
    until(lambda: page.evaluate("document.documentElement.dataset.started"))
    assert ask(page, COUNT) == 1
    until(lambda: mark(page) != "ready")
