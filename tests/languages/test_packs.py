"""What a phone of one language keeps: its pages, and no word of another but the way to its own."""

import pytest
from offline.reading import Page, path_of
from offline.test_shells import WHOLE_PACK

pytestmark = [pytest.mark.sqlite_only, pytest.mark.settings(LANGUAGES=("en", "en-XA"))]


@pytest.fixture
def lists(client):
    return {language: client.get(f"{home}/precache.json").json
            for language, home in (("en", ""), ("en-XA", "/en-XA"))}


def urls(listed) -> set[str]:
    return {file["url"] for file in listed["files"]}


def test_each_list_has_its_own_language_and_what_all_share(lists):
    english, theirs = urls(lists["en"]), urls(lists["en-XA"])
    assert [lists[one]["language"] for one in lists] == ["en", "en-XA"]
    assert not [url for url in english if "en-XA" in url]
    assert {"/en-XA/", "/en-XA/worried", "/en-XA/offline", "/"} <= theirs
    assert "/worried" not in theirs
    assert {url.removeprefix("/en-XA") or "/" for url in theirs if url.startswith("/en-XA/")
            and "." not in url} == {url for url in english if "." not in url}
    assert any(url.endswith("/room/en-XA.html") for url in theirs)
    assert any(url.endswith("/words/en-XA.json") for url in theirs)


def test_what_a_page_fetches_is_in_its_own_list(client, lists):
    for listed in lists.values():
        kept = urls(listed)
        pages = [url for url in kept if client.get(url).mimetype == "text/html"]
        strays = {(url, name) for url in pages for name in Page(client.get(url).text).fetched
                  if name.startswith("/") and path_of(name) not in kept}
        assert strays == set()


def test_every_link_leads_to_a_page_that_is_kept_too(client, lists):
    theirs = urls(lists["en-XA"])
    for url in theirs - {"/"}:
        if url.startswith("/en-XA/") and "." not in url:
            led = {path_of(link) for link in Page(client.get(url).text).links
                   if link.startswith("/")}
            assert led <= theirs, url


def test_each_page_names_its_twins_so_that_a_phone_finds_its_own(client):
    for url in ("/worried", "/en-XA/worried"):
        page = client.get(url).text
        assert '<link rel="alternate" hreflang="en" href="/worried">' in page
        assert '<link rel="alternate" hreflang="en-XA" href="/en-XA/worried">' in page
        # known before theme.js looks
        assert page.index("hreflang") < page.index("js/theme.js")


def test_a_phone_fetches_one_language_not_all(app, client, lists):
    files = app.extensions["release"].files
    for listed in lists.values():
        singly = [file["url"] for file in listed["files"] if file["must"] and "pack" not in file]
        size = sum(len(files[url].compressed if files[url].compressible else files[url].body)
                   for url in [*listed["packs"].values(), *singly])
        assert size < WHOLE_PACK


def test_another_set_of_languages_is_another_release(app, tmp_path):
    from webapp.release import digest_of_release

    alone, both = digest_of_release(("en",)), digest_of_release(("en", "en-XA"))
    assert app.extensions["release"].digest == both != alone
