"""The settings page: choices that stay on this phone."""

from collections.abc import Iterator

from flask import Flask

from config import ROOT

from ..qr import qr_path
from ..release import Shell
from .forms import LanguageForm, PhoneSettings
from .libraries import libraries


def init(app: Flask) -> None:
    app.jinja_env.globals["qr_path"] = qr_path


def shells() -> Iterator[Shell]:
    yield Shell("/settings", "settings/settings.html", {
        "Form": PhoneSettings, "LanguageForm": LanguageForm,
        "libraries": libraries(ROOT / "requirements.txt")})
