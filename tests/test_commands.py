"""The commands an operator types, as processes of their own."""

import os
import stat
import subprocess
import sys

import pytest
from machines.server import Server

from config import ROOT


def command(folder, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "webapp", *arguments], cwd=ROOT, text=True, capture_output=True,
        env={**os.environ, "INSTANCE_DIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1",
             **environment}, timeout=60)


@pytest.mark.parametrize("name", ["serve", "work"])
def test_an_installation_does_not_start_without_its_address(tmp_path, name):
    result = command(tmp_path, name)
    assert result.returncode == 1
    assert "PUBLIC_URL, VAPID_SUBJECT" in result.stderr


def test_machines_that_share_a_database_have_to_share_their_keys(tmp_path):
    result = command(tmp_path, "serve", DATABASE_URL="postgresql://nowhere/x",
                     PUBLIC_URL="https://a.example", VAPID_SUBJECT="mailto:a@a.example")
    assert result.returncode == 1
    assert "SECRET_KEY, VAPID_PRIVATE_KEY" in result.stderr


def test_an_unknown_command_says_which_there_are(tmp_path):
    result = command(tmp_path, "dance")
    assert result.returncode == 1
    assert "run | serve | work" in result.stderr


def test_secrets_are_for_the_owner_alone_and_stay_the_same(tmp_path):
    server = Server(tmp_path)
    server.start()
    instance = tmp_path / "instance"
    secrets = {path.name: path.read_bytes() for path in (instance / "secret-key",
                                                         instance / "vapid.pem")}
    for name in secrets:
        assert stat.S_IMODE((instance / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(instance.stat().st_mode) == 0o700
    server.stop()
    server.back()
    server.close()
    assert secrets == {name: (instance / name).read_bytes() for name in secrets}


def test_a_backup_beside_the_running_server_can_be_restored(tmp_path):
    server = Server(tmp_path)
    server.start()
    instance, copy = tmp_path / "instance", tmp_path / "copy.sqlite"
    made = command(instance, "backup", str(copy))
    server.close()
    assert made.returncode == 0, made.stderr
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    (instance / "warm-hands.sqlite").write_bytes(b"a disk that died")
    restored = command(instance, "restore", str(copy))
    assert restored.returncode == 0, restored.stderr
    again = Server(tmp_path)
    again.start()
    assert again.healthy()
    again.close()


def test_a_broken_backup_is_not_restored(tmp_path):
    server = Server(tmp_path)
    server.start()
    server.close()
    before = (tmp_path / "instance/warm-hands.sqlite").read_bytes()
    (tmp_path / "broken").write_bytes(b"not a database, by any means at all")
    result = command(tmp_path / "instance", "restore", str(tmp_path / "broken"))
    assert result.returncode == 1
    assert (tmp_path / "instance/warm-hands.sqlite").read_bytes() == before


def test_a_new_installation_is_well_and_says_so(tmp_path):
    result = command(tmp_path, "check")
    assert result.returncode == 0, result.stderr
    assert "Nothing that is due waits." in result.stdout
    assert "PLEASE" not in result.stdout
