"""Only our own pages may write: the browser says where a request comes from."""

import pytest

from attacks.surface import api_calls

OWN = "http://localhost"
EVIL = "https://evil.example"
REFUSED = [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""}, {"Sec-Fetch-Site": "cross-site", "Origin": OWN},
    {"Sec-Fetch-Site": "same-site", "Origin": OWN}, {"Origin": EVIL}, {"Origin": "null"}, {},
    {"Origin": "http://localhost:81"}, {"Origin": "https://localhost"}, {"Origin": "localhost"},
    {"Origin": "http://localhost.evil.example"}, {"Referer": f"{OWN}/"},
    {"Origin": EVIL, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
]
LET_IN = [{"Sec-Fetch-Site": "same-origin"}, {"Origin": OWN},
          {"Sec-Fetch-Site": "same-origin", "Origin": EVIL}]


@pytest.mark.parametrize("headers", REFUSED, ids=str)
def test_other_sites_write_nothing(app, phone, headers):
    mother = phone()
    mother.family()
    for method, path in api_calls(app):
        if method == "GET":
            continue
        answer = mother.client.open(path, method=method, json={}, headers=headers)
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "cross-site"), path
    assert mother.get("/api/me").status_code == 200


@pytest.mark.parametrize("headers", LET_IN, ids=str)
def test_our_own_pages_write(phone, headers):
    mother = phone()
    mother.family()
    answer = mother.client.post("/api/sync", json={"cursor": 0, "entries": []}, headers=headers)
    assert answer.status_code == 200


def test_a_form_of_another_site_cannot_speak_json(phone):
    mother = phone()
    mother.family()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = mother.client.post("/api/sync", data='{"cursor":0,"entries":[]}',
                                    content_type=kind, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 415


def test_no_answer_lets_another_site_read(app, phone):
    mother = phone()
    mother.family()
    for method, path in api_calls(app):
        answer = mother.client.open(path, method=method, headers={"Origin": EVIL})
        assert "access-control" not in str(answer.headers).lower()
    answer = mother.client.options("/api/sync", headers={
        "Origin": EVIL, "Access-Control-Request-Method": "POST"})
    assert "access-control" not in str(answer.headers).lower()
