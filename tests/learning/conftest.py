"""What the app shows, page by page."""

import pytest


@pytest.fixture(scope="session")
def html(kept_app, migrated_sqlite):
    """Every page as HTML, and the player's room, by address."""
    files = kept_app(f"sqlite:///{migrated_sqlite}").extensions["release"].files.values()
    return {file.url: file.body.decode() for file in files if file.type.startswith("text/html")}
