"""The server's key: made once, private, shared; and whom push services may write to."""

import base64
import threading

import pytest
from conftest import Phone
from machines.reminding import Evening

from webapp import create_app
from webapp.push.keys import Keys, check, key_in, key_of, public_key, subject

_A_KEY = base64.urlsafe_b64encode(b"\x01" * 32).rstrip(b"=").decode()


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "instance" / "vapid.pem"
    first, second = key_in(path), key_in(path)
    assert public_key(first) == public_key(second)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["vapid.pem"]


def test_processes_that_start_together_have_the_same_key(tmp_path):
    found, start = [], threading.Barrier(6)

    def run():
        start.wait()
        found.append(public_key(key_in(tmp_path / "vapid.pem")))

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1


def test_a_given_key_is_taken_as_pem_or_in_base64url(tmp_path):
    vapid = key_in(tmp_path / "vapid.pem")
    raw = vapid.private_key.private_numbers().private_value.to_bytes(32)
    text = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    assert public_key(key_of(text)) == public_key(vapid)
    assert public_key(key_of(vapid.private_pem().decode())) == public_key(vapid)


@pytest.mark.parametrize("text", ["x", "-----BEGIN PRIVATE KEY-----", "é" * 43])
def test_what_is_no_key_is_refused_by_name(text):
    with pytest.raises(ValueError, match="VAPID_PRIVATE_KEY"):
        key_of(text)


@pytest.mark.parametrize(("given", "url", "expected"), [
    (None, "http://localhost:8000", "mailto:warm-hands@localhost"),
    (None, "https://hands.example.org", "https://hands.example.org"),
    ("mailto:me@example.org", "https://hands.example.org", "mailto:me@example.org"),
    ("mailto:me@localhost", "http://127.0.0.1:8000", "mailto:me@localhost"),
])
def test_push_services_learn_whom_to_write_to(given, url, expected):
    assert subject(given, url) == expected


@pytest.mark.parametrize("given", [
    "mailto:me@localhost", "https://localhost", "me@example.org", "mailto: me@example.org",
    "https://example.org/contact", "mailto:me@", "mailto:me@example.org\n", "http://example.org"])
def test_a_subject_that_services_refuse_is_refused_at_the_start(given):
    with pytest.raises(ValueError, match="VAPID_SUBJECT"):
        subject(given, "https://hands.example.org")


def test_the_app_gives_phones_the_public_key(tmp_path):
    app = create_app({"INSTANCE_DIR": tmp_path, "PUBLIC_URL": "http://localhost",
                      "DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite'}"})
    assert len(app.config["VAPID_PUBLIC_KEY"]) == 87


def test_a_phone_is_reached_with_the_key_it_subscribed_with(phone, service, tmp_path, database):
    """The key is replaced; phones that have not opened the app since go on being invited."""
    def started() -> tuple:
        app = create_app({
            "DATABASE_URL": database, "INSTANCE_DIR": tmp_path, "TESTING": True,
            "PUBLIC_URL": "http://localhost", "RATELIMIT_ENABLED": False,
            "PUSH_SERVICES_EXTRA": [service.origin]})
        return app, Evening(app, lambda: Phone(app), service)

    app, evening = started()
    browser = service.browser()
    browser.application_server_key = app.config["VAPID_PUBLIC_KEY"]
    evening.phone.put("/api/push-subscription", browser.subscription())
    evening.remind()
    evening.at("18:45")
    assert len(service.read_by(browser)) == 1

    (tmp_path / "vapid.pem").rename(tmp_path / "vapid-2026-11.pem")
    after, _ = started()
    assert after.config["VAPID_PUBLIC_KEY"] != app.config["VAPID_PUBLIC_KEY"]
    evening.app = after
    evening.at("18:45", 22)
    assert len(service.read_by(browser)) == 2
    for one in (app, after):
        with one.app_context():
            one.extensions["sqlalchemy"].engine.dispose()


def test_a_phone_that_subscribed_with_a_foreign_key_is_told_so(evening, service, tmp_path):
    browser = service.browser()
    browser.application_server_key = public_key(key_in(tmp_path / "foreign.pem"))
    answer = evening.phone.put("/api/push-subscription", browser.subscription())
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "push-key-unknown")
    assert answer.json["error"]["field"] == "application_server_key"


def test_former_keys_may_be_given_as_a_setting_and_are_named_when_they_are_none(tmp_path):
    with pytest.raises(ValueError, match="VAPID_FORMER_KEYS"):
        create_app({"INSTANCE_DIR": tmp_path, "PUBLIC_URL": "http://localhost",
                    "DATABASE_URL": "sqlite://", "VAPID_FORMER_KEYS": ["x"]})


def test_a_key_that_does_not_sign_stops_the_start():
    class Broken(Keys):
        def sign(self, claims, public=None):
            header = super().sign(claims, public)
            return header.replace(".", ".A", 1)

    with pytest.raises(ValueError, match="VAPID_PRIVATE_KEY"):
        check(Broken(key_of(_A_KEY)), "mailto:me@example.org")
