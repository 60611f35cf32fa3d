"""The offline guarantee: whatever a page needs is in the list of what the phone keeps."""

import hashlib
from urllib.parse import urlsplit

import brotli
import pytest
from offline.reading import DEFINED, Page, fetched_by, path_of

pytestmark = pytest.mark.sqlite_only

PAGES = {
    "/", "/routines", "/routines/new", "/routines/own", "/strokes", "/journal", "/learn",
    "/worried", "/family", "/join", "/recover", "/reminders", "/tonight", "/settings", "/offline",
}
# Fragments that are a state of a page, not a place on it.
STATES = {"mine", "play", "practise", "three-minutes"}
FIRST_PAGE, WHOLE_PACK = 60_000, 300_000


@pytest.fixture
def listed(client):
    """The files of /precache.json by address."""
    answer = client.get("/precache.json")
    return {file["url"]: file for file in answer.json["files"]}


@pytest.fixture
def answers(client, listed):
    """What an anonymous browser gets for every file of the list."""
    return {url: client.get(url) for url in listed}


@pytest.fixture
def pages(answers):
    return {url: Page(answer.text) for url, answer in answers.items()
            if answer.mimetype == "text/html"}


def test_the_list_has_every_page(listed):
    assert set(listed) >= PAGES
    assert {"/manifest.webmanifest"} <= set(listed)
    assert all(listed[page]["must"] for page in PAGES)
    assert any(url.startswith("/routines/") and url not in PAGES for url in listed)
    assert any(url.startswith("/strokes/") for url in listed)


def test_every_file_answers_anyone_with_the_listed_bytes(answers, listed):
    for url, answer in answers.items():
        assert answer.status_code == 200, url
        assert "Set-Cookie" not in answer.headers, url
        assert len(answer.data) == listed[url]["bytes"], url
        assert hashlib.sha256(answer.data).hexdigest() == listed[url]["digest"], url


def test_the_compressed_answer_holds_the_same_bytes(client, answers):
    for url, answer in answers.items():
        packed = client.get(url, headers={"Accept-Encoding": "br"})
        if packed.content_encoding == "br":
            assert brotli.decompress(packed.data) == answer.data, url


def test_a_known_phone_gets_the_same_bytes(phone, answers):
    ours = phone()
    ours.family()
    for url, answer in answers.items():
        again = ours.client.get(url)
        assert again.data == answer.data, url
        assert "Set-Cookie" not in again.headers, url


def test_every_answer_carries_the_policy(answers):
    for url, answer in answers.items():
        policy = answer.headers["Content-Security-Policy"]
        # an animation in a drawing counts as a style attribute in Firefox; there are no others
        attributes = "style-src-attr 'unsafe-inline'"
        assert "default-src 'none'" in policy and attributes in policy, url
        assert "unsafe" not in policy.replace(attributes, ""), url
        assert "require-trusted-types-for 'script'" in policy, url
        assert answer.headers["X-Content-Type-Options"] == "nosniff", url


def test_nothing_is_inline(pages):
    assert {url: page.inline for url, page in pages.items() if page.inline} == {}


def test_a_browser_fetches_only_what_is_listed(answers, listed):
    strays = {
        (url, named) for url, answer in answers.items()
        for named in fetched_by(url, answer.content_type, _text(answer))
        if path_of(named) not in listed or urlsplit(named).netloc
    }
    assert strays == set()


def test_what_must_be_there_needs_only_what_must_be_there(answers, listed):
    strays = {
        (url, named) for url, answer in answers.items() if listed[url]["must"]
        for named in fetched_by(url, answer.content_type, _text(answer))
        if not listed.get(path_of(named), {"must": True})["must"]
        and answer.mimetype != "application/manifest+json"
    }
    assert strays == set()


def test_every_link_leads_to_a_page_of_the_list(pages):
    strays = set()
    for url, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in ("https", "tel", "mailto", "sms"):
                continue
            target = pages.get(parts.path or url)
            is_state = not parts.fragment or parts.fragment in STATES
            place = parts.fragment.removeprefix("practise-")
            if parts.scheme or not target or not (is_state or place in target.ids):
                strays.add((url, link))
    assert strays == set()


def test_a_page_loads_the_module_of_every_element_it_uses(answers, pages):
    missing = {
        (url, element) for url, page in pages.items()
        for element in page.elements - _defined(_home(url), answers)
    }
    assert missing == set()


def test_the_first_page_is_small(app, answers):
    needed = _needed("/", answers)
    size = sum(_wire_size(app, url) for url in needed)
    assert size <= FIRST_PAGE, f"{size} bytes in {len(needed)} files"


def test_the_whole_pack_is_small(app, client, listed):
    """What a new phone fetches: pages and scripts as one file each, all else by itself."""
    packs = client.get("/precache.json").json["packs"].values()
    singly = [url for url, file in listed.items() if file["must"] and "pack" not in file]
    size = sum(_wire_size(app, url) for url in [*packs, *singly])
    assert size <= WHOLE_PACK, f"{size} bytes"


def test_each_pack_holds_the_very_files_that_name_it(client, listed, answers):
    packs = client.get("/precache.json").json["packs"]
    for name, url in packs.items():
        pack = client.get(url).json
        named = {each for each, file in listed.items() if file.get("pack") == name}
        assert named and pack.keys() == named
        for each in named:
            answer = answers[each]
            assert pack[each] == [
                answer.content_type, answer.headers["Cache-Control"], answer.text]


def _home(url: str) -> str:
    """Return the page that shows `url`: the player's room stands in a routine's page."""
    return "/routines/just-hold" if "/room/" in url else url


def _defined(url: str, answers) -> set[str]:
    scripts = (answers[name] for name in _needed(url, answers) if name.endswith(".js"))
    return {tag for script in scripts for tag in DEFINED.findall(script.text)}


def _needed(url: str, answers) -> set[str]:
    """Return `url` and all that a browser fetches for it, the manifest's pictures aside."""
    needed, waiting = set(), [url]
    while waiting:
        name = waiting.pop()
        if name in needed or name not in answers:
            continue
        needed.add(name)
        answer = answers[name]
        if answer.mimetype != "application/manifest+json":
            waiting += map(path_of, fetched_by(name, answer.content_type, _text(answer)))
    return needed


def _wire_size(app, url: str) -> int:
    file = app.extensions["release"].files[url]
    return len(file.compressed if file.compressible else file.body)


def _text(answer) -> str:
    is_text = answer.mimetype.startswith("text/") or answer.mimetype.endswith("json")
    return answer.text if is_text else ""
