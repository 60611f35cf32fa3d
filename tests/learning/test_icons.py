"""What a home screen and a notification ask for is there, in the size it says."""

import json
import struct

import pytest

from config import ROOT

pytestmark = pytest.mark.sqlite_only

SIZES = {"icon-192": 192, "icon-512": 512, "maskable-512": 512, "apple-touch-180": 180,
         "badge-96": 96}


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize(("name", "side"), SIZES.items())
def test_an_icon_has_its_size(name, side):
    assert size((ROOT / f"static/icons/{name}.png").read_bytes()) == (side, side)


def test_the_pictures_for_the_home_screen_weigh_little():
    assert sum(path.stat().st_size for path in (ROOT / "static/icons").iterdir()) < 30_000


def test_the_manifest_tells_a_phone_all_it_needs(client):
    answer = client.get("/manifest.webmanifest")
    manifest = json.loads(answer.text)
    assert (manifest["id"], manifest["start_url"], manifest["scope"]) == ("/", "/", "/")
    assert manifest["display"] == "standalone"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert "maskable" in {icon["purpose"] for icon in manifest["icons"]}
    assert [shortcut["url"] for shortcut in manifest["shortcuts"]] == [
        "/", "/routines/just-hold#play", "/journal", "/worried"]


def test_every_picture_of_the_manifest_is_served_in_the_stated_size(client):
    manifest = client.get("/manifest.webmanifest").get_json(force=True)
    for picture in manifest["icons"] + manifest["screenshots"]:
        stated = tuple(int(part) for part in picture["sizes"].split("x"))
        assert size(client.get(picture["src"]).data) == stated
