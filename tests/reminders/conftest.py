"""Families that are invited, and the push service that tells what reached them."""

import pytest
from machines.push_service import PushService
from machines.reminding import Evening


@pytest.fixture
def service():
    service = PushService()
    yield service
    service.close()


@pytest.fixture
def evening(app, phone, service):
    """A family whose reminder is at 18:45 in Berlin, one phone subscribed."""
    app.config["PUSH_SERVICES_EXTRA"] = [service.origin]
    return Evening(app, phone, service)
