"""The settings page: choices that stay on this phone."""

from collections.abc import Iterator

from ..release import Shell
from .forms import PhoneSettings


def shells() -> Iterator[Shell]:
    yield Shell("/settings", "settings/settings.html", {"Form": PhoneSettings})
