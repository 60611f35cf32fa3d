"""A made-up language, longer and accented, proves that no word is hard-coded."""

import re

import pytest
from languages.reading import Texts

from webapp.languages.pseudo import pseudo

pytestmark = [pytest.mark.sqlite_only, pytest.mark.settings(LANGUAGES=("en", "en-XA"))]

# a plain vowel is English; these are no words
PLAIN = re.compile(r"[aeiouAEIOU]")
NO_WORDS = re.compile(r"\{\w+\}|ABCD-EFGH[-\w]*|http://localhost|[0-9a-f]{16}")


@pytest.fixture
def files(app):
    """The files of the made-up language by address: pages, the player's room, the worker's."""
    found = app.extensions["release"].files.values()
    return {file.url: file for file in found if file.language == "en-XA"}


def plain(texts) -> list[str]:
    return [text for text in texts if PLAIN.search(NO_WORDS.sub("", text))]


def test_every_page_is_there_in_it_and_says_so(app, files):
    release = app.extensions["release"]
    english = {url for url, file in release.files.items() if file.type.startswith("text/html")
               and not url.startswith("/release/") and not url.startswith("/en-XA/")}
    assert len(english) > 60
    assert {f"/en-XA{url}" for url in english} <= files.keys()
    for url in english:
        assert '<html lang="en-XA" dir="ltr">' in files[f"/en-XA{url}"].body.decode(), url


def test_no_word_on_any_page_is_hard_coded(files):
    pages = [file for file in files.values() if file.type.startswith("text/html")]
    assert any("/room/en-XA.html" in page.url for page in pages)
    said = {page.url: plain(Texts(page.body.decode()).found) for page in pages}
    assert {url: texts for url, texts in said.items() if texts} == {}


def test_the_worker_and_the_home_screen_say_nothing_else(client, app):
    digest = app.extensions["release"].digest
    words = client.get(f"/release/{digest}/words/en-XA.json").json
    assert plain(words.values()) == []
    manifest = client.get("/en-XA/manifest.webmanifest").get_json(force=True)
    named = [manifest["name"], manifest["short_name"], manifest["description"],
             *(one["name"] for one in manifest["shortcuts"]),
             *(one["label"] for one in manifest["screenshots"])]
    assert plain(named) == []
    assert (manifest["id"], manifest["lang"]) == ("/", "en-XA")
    assert manifest["start_url"] == "/en-XA/"
    assert all(one["url"].startswith("/en-XA/") for one in manifest["shortcuts"])


def test_every_link_stays_in_the_language(files):
    for url, file in files.items():
        if file.type.startswith("text/html"):
            away = re.findall(r'<a\b[^>]*? href="(/(?!en-XA/)[^"]*)', file.body.decode())
            assert away == [], url


def test_a_refusal_is_in_the_language_that_asks(phone):
    ours = phone()
    english = ours.get("/api/me")
    theirs = ours.get("/api/me", headers={"Accept-Language": "en-XA"})
    assert english.json["error"]["message"] == "This phone is not known here."
    assert theirs.json["error"] == {"code": "device-unknown",
                                    "message": pseudo("This phone is not known here.")}


def test_an_entry_that_is_refused_says_why_in_that_language_too(phone):
    ours = phone()
    me = ours.family()
    answer = ours.post("/api/sync", {"cursor": 0, "epoch": me["epoch"], "entries": [{}]},
                       headers={"Accept-Language": "en-XA"})
    assert plain([answer.json["refused"][0]["message"]]) == []


@pytest.mark.parametrize(("text", "said"), [
    ("Good for {n} more minutes", "{n}"), ("after %(days)s days.", "%(days)s"),
    ("100 %% <b>of it</b>", "%% <b>"), ("at https://hands.example/a", "https://hands.example/a"),
])
def test_what_is_filled_in_and_what_is_no_word_stays(text, said):
    assert said in pseudo(text)
    assert pseudo(text) != text


def test_it_is_a_third_longer_and_no_slower_to_read_aloud():
    text = "Show two still hands, and look. Ask: may I touch your face?"
    assert 1.25 < len(pseudo(text)) / len(text) < 1.5
    assert len(pseudo(text).split()) == len(text.split())


@pytest.mark.settings(LANGUAGES=("en",))
def test_parents_never_meet_it(app, client):
    release = app.extensions["release"]
    assert not [url for url in release.files if "en-XA" in url]
    assert client.get("/en-XA/").status_code == 404
    assert "hreflang" not in client.get("/").text
    assert "language-choice" not in client.get("/settings").text
