"""The first page opens on a phone that has never seen it. Other browsers do so in their stories."""

import pytest


@pytest.mark.first_visit
def test_today_opens(server, phone):
    page = phone.start()
    assert page.goto(server.url).ok
    assert page.title()
