"""The server's key: made once, private, shared; and whom push services may write to."""

import base64
import threading

import pytest

from webapp import create_app
from webapp.push.keys import key_in, key_of, public_key, subject


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
