"""What Chromium itself counts and times."""

from playwright.sync_api import sync_playwright

from bench.running import temporary_server

TOUCH = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


def first_visit(path: str) -> tuple[int, int]:
    """Return the bytes of all bodies Chromium received for `path`, without a worker.

    First those until the page had loaded, which is what it needs to be usable; then with what it
    loads at rest, until it was quiet.
    Headers are left out: HTTP/2, which phones get, sends those that repeat as a few bytes.
    """
    from machines.phones import CHROMIUM

    with temporary_server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_context(**TOUCH, service_workers="block").new_page()
        received = []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.dataReceived",
                   lambda event: received.append(event["encodedDataLength"]))
        # brotli is what a browser accepts over HTTPS; over plain HTTP it has to be asked for
        page.set_extra_http_headers({"Accept-Encoding": "br"})
        with page.expect_request("**/nursery/sync.js"):
            page.goto(server.url + path, wait_until="load")
            needed = sum(received)
        page.wait_for_load_state("networkidle")
        browser.close()
    return int(needed), int(sum(received))
