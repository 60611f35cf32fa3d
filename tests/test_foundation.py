"""The app answers on both databases."""

import pytest


def test_the_server_says_that_it_is_well(client, app):
    answer = client.get("/health")
    assert answer.json == {"status": "ok", "release": app.extensions["release"].digest}
    assert answer.headers["Warm-Hands"] == "1"


def test_an_unknown_api_address_answers_with_an_error_body(client):
    answer = client.get("/api/nothing-here")
    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "not-found"


@pytest.mark.sqlite_only
def test_every_answer_carries_the_security_headers(client):
    for path in ("/health", "/api/nothing-here", "/nothing-here", "/release/x/y"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
