"""axe finds nothing on any kind of page (in a long run on any page), at night and by day."""

from axe_playwright_python.sync_playwright import Axe
from browser.releases import some

from webapp import create_app


def pages() -> list[str]:
    app = create_app({"TESTING": True, "PUBLIC_URL": "http://localhost"})
    files = app.extensions["release"].files
    return sorted(url for url, file in files.items()
                  if file.type.startswith("text/html") and not url.startswith("/release/"))


def test_axe_finds_nothing_on_any_page(server, new_context):
    night, day = [new_context(color_scheme=colours).new_page()
                  for colours in ("dark", "light")]
    found = {}
    for path in some(pages()):
        for page in (night, day):
            page.goto(server.url + path)
        for page in (night, day):
            # elements that fill themselves in from the phone's database have done so
            page.wait_for_load_state("networkidle")
        found[path, "at night"] = violations(night)
        # by day the page is the same in all but its colours
        found[path, "by day"] = violations(day, {"runOnly": ["color-contrast"]})
    assert not {where: rules for where, rules in found.items() if rules}


def violations(page, options: dict | None = None) -> list[tuple]:
    response = Axe().run(page, options=options).response
    assert response["passes"], "axe looked at nothing"
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3])
            for rule in response["violations"]]
