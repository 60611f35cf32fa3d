"""The commands an operator types, as processes of their own."""

import os
import shutil
import stat
import subprocess
import sys

import pytest
from machines.server import Server
from machines.writing import massage, records, sync

from config import ROOT
from webapp.database import db

ADDRESS = {"PUBLIC_URL": "http://localhost"}  # of which the app of other tests is, too


def command(folder, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "webapp", *arguments], cwd=ROOT, text=True, capture_output=True,
        env={**os.environ, "INSTANCE_DIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1",
             **environment}, timeout=120)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Lays the pages into the folder of an installation as an earlier start has kept them: to draw
    them takes longer than any command."""
    folder = tmp_path_factory.mktemp("drawn")
    assert command(folder, "check", **ADDRESS).returncode == 0
    kept, = folder.glob("release-*.msgpack")

    def lay(instance):
        instance.mkdir(mode=0o700, exist_ok=True)
        shutil.copy(kept, instance)

    return lay


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
    server = Server(tmp_path)  # which makes its folder itself
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


def test_a_backup_beside_the_running_server_can_be_restored(tmp_path, drawn):
    drawn(tmp_path / "instance")
    server = Server(tmp_path, **ADDRESS)
    server.start()
    instance, copy = tmp_path / "instance", tmp_path / "copy.sqlite"
    made = command(instance, "backup", str(copy), **ADDRESS)
    server.close()
    assert made.returncode == 0, made.stderr
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    (instance / "warm-hands.sqlite").write_bytes(b"a disk that died")
    restored = command(instance, "restore", str(copy), **ADDRESS)
    assert restored.returncode == 0, restored.stderr
    again = Server(tmp_path, **ADDRESS)
    again.start()
    assert again.healthy()
    again.close()


def test_a_broken_backup_is_not_restored(tmp_path, drawn):
    drawn(tmp_path / "instance")
    server = Server(tmp_path, **ADDRESS)
    server.start()
    server.close()
    before = (tmp_path / "instance/warm-hands.sqlite").read_bytes()
    (tmp_path / "broken").write_bytes(b"not a database, by any means at all")
    result = command(tmp_path / "instance", "restore", str(tmp_path / "broken"),
                     **ADDRESS)
    assert result.returncode == 1
    assert (tmp_path / "instance/warm-hands.sqlite").read_bytes() == before


def test_the_drill_after_a_lost_database_nothing_is_lost_and_nothing_is_there_twice(
        app, database, phone, tmp_path, drawn):
    drawn(tmp_path)
    mother, copy = phone(), str(tmp_path / "copy")
    there = {"DATABASE_URL": database, **ADDRESS}
    before = mother.family()
    old, new = massage(note="before the copy"), massage(note="after the copy")
    sync(mother, [old])
    made = command(tmp_path, "backup", copy, **there)
    assert made.returncode == 0, made.stderr
    assert stat.S_IMODE(os.stat(copy).st_mode) == 0o600
    cursor = sync(mother, [new])["cursor"]
    with app.app_context():
        db.drop_all()
        db.engine.dispose()

    restored = command(tmp_path, "restore", copy, **there)
    assert restored.returncode == 0, restored.stderr
    assert command(tmp_path, "check", **there).returncode == 0
    answer = sync(mother, [], cursor, before["epoch"])
    assert answer["epoch"] != before["epoch"]  # so every phone offers again what it holds
    assert [one["fields"]["note"] for one in records(answer)] == ["before the copy"]
    answer = sync(mother, [old, new], 0, answer["epoch"])
    assert sorted(one["fields"]["note"] for one in records(answer)) == [
        "after the copy", "before the copy"]


def test_what_is_no_copy_of_a_database_changes_nothing(app, database, phone, tmp_path, drawn):
    drawn(tmp_path)
    mother = phone()
    mother.family()
    with app.app_context():
        db.engine.dispose()
    (tmp_path / "broken").write_bytes(b"not a database, by any means at all")
    (tmp_path / "empty").touch()
    for name in ("broken", "empty", "missing"):
        result = command(tmp_path, "restore", str(tmp_path / name), DATABASE_URL=database,
                         **ADDRESS)
        assert (result.returncode, result.stdout) == (1, "")
        assert "Nothing was changed." in result.stderr
    assert not (tmp_path / "missing").exists()
    assert mother.get("/api/me").status_code == 200


def test_a_new_installation_is_well_and_says_so(tmp_path):
    result = command(tmp_path, "check")
    assert result.returncode == 0, result.stderr
    assert "Nothing that is due waits." in result.stdout
    assert "PLEASE" not in result.stdout
