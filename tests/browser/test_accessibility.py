"""axe finds nothing on any page, at night and by day."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from webapp import create_app


def pages() -> list[str]:
    app = create_app({"TESTING": True, "PUBLIC_URL": "http://localhost"})
    files = app.extensions["release"].files
    return sorted(url for url, file in files.items()
                  if file.type.startswith("text/html") and not url.startswith("/release/"))


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    from machines.server import Server

    server = Server(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.close()


@pytest.mark.parametrize("colours", ["dark", "light"])
def test_axe_finds_nothing_on_any_page(running, new_context, colours):
    page = new_context(color_scheme=colours, service_workers="block").new_page()
    found = {}
    for path in pages():
        page.goto(running.url + path)
        # elements that fill themselves in from the phone's database have done so
        page.wait_for_load_state("networkidle")
        violations = Axe().run(page).response["violations"]
        if violations:
            found[path] = [(rule["id"], [node["target"] for node in rule["nodes"]][:3])
                           for rule in violations]
    assert not found
