"""What the server is made of, as requirements.txt pins it, with the licences."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import NamedTuple

PINNED = re.compile(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", re.M)
LONGEST = 40   # some put the whole text of their licence where its name belongs


class Library(NamedTuple):
    name: str
    version: str
    licence: str


def libraries(requirements: Path) -> list[Library]:
    """Return the pinned libraries in the order of the file."""
    pinned = PINNED.findall(requirements.read_text())
    return [Library(name, version, _licence(name)) for name, version in pinned]


def _licence(name: str) -> str:
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return ""
    named = about.get("License-Expression") or about.get("License") or ""
    if 0 < len(named) <= LONGEST:
        return named
    found = (each for each in about.get_all("Classifier", []) if each.startswith("License"))
    return ", ".join(each.rpartition(" :: ")[2] for each in found)
