"""What HTTP says about the worker, its list and the files of a release."""

import pytest

pytestmark = pytest.mark.sqlite_only

FRESH = ["/service-worker.js", "/manifest.webmanifest", "/precache.json", "/", "/offline"]


@pytest.fixture
def digest(app) -> str:
    return app.extensions["release"].digest


@pytest.mark.parametrize("path", FRESH)
def test_what_changes_in_place_is_asked_for_again_and_costs_nothing_unchanged(client, path):
    first = client.get(path)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "no-cache"

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert "Content-Security-Policy" in again.headers


def test_the_worker_names_its_release_and_has_a_policy_of_its_own(client, digest):
    answer = client.get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert f'import "/release/{digest}/service_worker/worker.js"' in answer.text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_list_names_its_release_and_puts_what_must_be_there_first(client, digest):
    listed = client.get("/precache.json").json
    assert listed["release"] == digest
    assert listed["language"] == "en"
    assert [file["must"] for file in listed["files"]] == sorted(
        (file["must"] for file in listed["files"]), reverse=True)
    urls = [file["url"] for file in listed["files"]]
    assert len(urls) == len(set(urls))
    assert not {"/service-worker.js", "/precache.json", "/health"} & set(urls)


def test_a_file_of_the_release_may_be_kept_for_ever(client, digest):
    answer = client.get(f"/release/{digest}/static/js/app.js")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/javascript"


@pytest.mark.parametrize("name", [
    "static/js/none.js", "config.py", "webapp/__init__.py", "templates/base.html",
    "static/../config.py", "static/js/../../config.py", "static//js/app.js", "static/js/app.js/",
    "%2e%2e/config.py", "", "static/js",
])
def test_a_file_that_the_list_does_not_name_is_nowhere(client, digest, name):
    answer = client.get(f"/release/{digest}/{name}")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_another_release_is_nowhere_and_nobody_keeps_that_answer(client):
    answer = client.get("/release/0123456789abcdef/static/js/app.js")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer.headers


def test_the_worker_has_words(client, digest):
    answer = client.get(f"/release/{digest}/words/en.json")
    assert answer.mimetype == "application/json"
    assert {"invitation_title", "invitation_fallback", "together_title", "together_text",
            "begin", "later", "not_this_evening"} <= set(answer.json)
    assert all(isinstance(words, str) and words for words in answer.json.values())


@pytest.mark.settings(KILL_SWITCH=True)
def test_the_kill_switch_serves_a_worker_that_leaves_and_needs_nothing_else(client):
    answer = client.get("/service-worker.js")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "unregister" in answer.text
    assert "import" not in answer.text
    assert "indexedDB" not in answer.text
