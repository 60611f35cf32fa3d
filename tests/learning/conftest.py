"""What the app shows, page by page."""

import pytest


@pytest.fixture
def html(app):
    """Every page as HTML, and the player's room, by address."""
    files = app.extensions["release"].files.values()
    return {file.url: file.body.decode() for file in files if file.type.startswith("text/html")}
