"""A bedtime without internet: every page, from a cold start, whatever the network does."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from browser.releases import ask, caches_of, mark, pages_of, ready, release_of, some
from machines import every
from machines.phones import WorkerControl, installed, until
from playwright.sync_api import expect

A_MOMENT = 600  # milliseconds: a page has come to rest

COMPLAINTS = """
  window.complaints = []
  addEventListener("securitypolicyviolation", event =>
    complaints.push(event.violatedDirective + " " + event.blockedURI))
  addEventListener("error", event =>
    complaints.push(String(event.message ?? event.target?.src ?? event.target?.href)), true)
  addEventListener("unhandledrejection", event => complaints.push(String(event.reason)))
"""
ANSWERED_BY = "performance.getEntriesByType('navigation')[0].workerFinalSourceType"


@pytest.fixture
def kept(server, phone):
    """A phone that has been to Today once, with everything kept; its page."""
    page = phone.start()
    page.goto(server.url)
    installed(page)
    ready(page)
    return page


def test_every_page_starts_cold_without_a_server(server, phone, kept):
    paths = some(pages_of(server))
    assert len(paths) > 15
    phone.kill()
    server.stop()

    page = phone.start()
    page.add_init_script(COMPLAINTS)
    errors = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(server.url)
    worker = WorkerControl(page, server.url)
    for path in paths:
        worker.stop()
        answer = page.goto(server.url + path)
        assert answer.status == 200 and answer.from_service_worker, path
        assert page.evaluate(ANSWERED_BY) == "cache", path  # before the worker has woken up
        page.locator("h1").first.wait_for(state="attached")
        until(lambda: page.evaluate("document.documentElement.dataset.started"))
        expect(page.locator(":not(:defined)"), path).to_have_count(0)  # some come at rest
        until(lambda: mark(page) in ("ready", None))
        assert page.evaluate("complaints") == [], path
        assert errors == [], path


def test_an_address_that_is_nowhere_ends_at_the_offline_page(server, kept):
    server.stop()
    kept.goto(server.url + "/nowhere")
    assert kept.locator("h1").first.text_content()
    assert release_of(kept)


def test_a_network_that_never_answers_is_not_waited_for(server, phone, kept):
    phone.kill()
    server.net.set("hang")
    page = phone.start()
    began = time.monotonic()
    page.goto(server.url + "/routines", wait_until="domcontentloaded")
    page.locator("h1").first.wait_for()
    took = time.monotonic() - began
    assert took < 4, f"{took:.1f} s"
    until(lambda: mark(page) == "ready")


@pytest.mark.in_turn
def test_the_mark_tells_the_truth_about_the_cache(server, kept):
    server.stop()
    cache = f"release-{release_of(kept)}"
    ask(kept, f"await (await caches.open('{cache}')).delete('/journal')")
    kept.reload()
    until(lambda: mark(kept) == "not-ready")
    assert "✓" not in kept.locator("offline-mark").inner_text()

    server.back()
    kept.reload()
    until(lambda: mark(kept) == "ready")
    assert ask(kept, f"Boolean(await caches.match('/journal', {{ cacheName: '{cache}' }}))")


@pytest.mark.in_turn
def test_a_page_begins_with_what_the_one_before_it_saw(kept):
    seen = "JSON.parse(sessionStorage.getItem('offline-mark'))"
    kept.evaluate(f"""sessionStorage.setItem("offline-mark",
        JSON.stringify({{ ...{seen}, time: "long before" }}))""")
    reload_and_hold_the_clock(kept)
    expect(kept.locator("offline-mark")).to_contain_text("long before")
    kept.clock.run_for(A_MOMENT)
    expect(kept.locator("offline-mark")).not_to_contain_text("long before")
    assert mark(kept) == "ready"


@pytest.mark.in_turn
def test_what_the_phone_knows_is_shown_before_anything_is_loaded_for_the_server(kept):
    files = []
    kept.on("request", lambda request: files.append(request.url.partition("/static/js/")[2]))
    reload_and_hold_the_clock(kept)
    expect(kept.locator("[data-chosen] [data-start]")).to_be_visible()
    assert "nursery/nursery.js" in files and "nursery/sync.js" not in files
    with kept.expect_request("**/nursery/sync.js"):
        kept.clock.run_for(A_MOMENT)


def reload_and_hold_the_clock(page):
    now = datetime.now(UTC)
    page.clock.install(time=now)
    page.clock.pause_at(now + timedelta(seconds=10))
    page.reload()


@pytest.mark.first_visit
def test_the_mark_is_not_ready_before_the_worker_is(server, phone):
    page = phone.start()
    # the page comes through, its worker does not
    page.context.route("**/service-worker.js", lambda route: route.abort())
    page.goto(server.url)
    until(lambda: mark(page) == "not-ready")
    assert caches_of(page) == []


@pytest.mark.in_turn
def test_no_lost_file_makes_the_page_blank(server, phone, kept):
    files = ask(kept, """performance.getEntriesByType("resource")
        .map(entry => new URL(entry.name).pathname).filter(path => path.startsWith("/release/"))""")
    assert len(files) > 8
    server.stop()
    cache = f"release-{release_of(kept)}"
    for path in ["/", *every(4, sorted(set(files)))]:
        ask(kept, f"""await caches.open('{cache}').then(async cache => {{
            window.aside = await cache.match('{path}')
            await (await caches.open('aside')).put('{path}', window.aside)
            await cache.delete('{path}') }})""")
        kept.goto(server.url)
        assert len(kept.locator("main").inner_text()) > 20, path
        ask(kept, f"""await caches.match('{path}', {{ cacheName: 'aside' }})
            .then(async kept => (await caches.open('{cache}')).put('{path}', kept))""")


@pytest.mark.in_turn
def test_a_page_whose_scripts_are_lost_says_so_and_offers_to_load_again(server, kept):
    server.stop()
    digest = release_of(kept)
    ask(kept, f"""await (await caches.open('release-{digest}'))
        .delete('/release/{digest}/static/js/app.js')""")
    kept.context.new_cdp_session(kept).send("Network.clearBrowserCache")
    kept.goto(server.url)
    assert kept.locator("#not-started").is_hidden()
    kept.locator("#not-started").wait_for()
    server.back()
    kept.get_by_role("button", name="Load the page again").click()
    until(lambda: kept.evaluate("document.documentElement.dataset.started"))
    assert kept.locator("#not-started").is_hidden()


def test_only_the_worker_may_be_registered(kept):
    refusal = ask(kept, "await navigator.serviceWorker.register('/elsewhere.js').catch(String)")
    assert "TrustedScriptURL" in refusal
    refusal = ask(kept, """await (async () => trustedTypes.createPolicy("another", {}))()
        .then(() => "allowed", String)""")
    assert "disallowed" in refusal or "Content Security Policy" in refusal
