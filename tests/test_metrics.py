"""What an operator's Prometheus reads, and that nobody else does."""

import pytest
from machines.reminding import berlin
from machines.writing import massage, sync
from prometheus_client.parser import text_string_to_metric_families
from time_machine import travel

KNOWN = pytest.mark.settings(METRICS_TOKEN="a long secret")


def read(client, at: str = "20:00") -> dict:
    """Return {(name, labels): value} as Prometheus would read it."""
    with travel(berlin(at), tick=False):
        answer = client.get("/metrics", headers={"Authorization": "Bearer a long secret"})
    assert answer.status_code == 200, answer.text
    return {(sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples}


@pytest.mark.parametrize("headers", [
    {}, {"Authorization": "Bearer another"}, {"Authorization": "Bearer "},
    {"Authorization": "Bearer é"}])
@KNOWN
def test_without_the_token_there_is_nothing(client, headers):
    assert client.get("/metrics", headers=headers).status_code == 404


def test_an_installation_without_a_token_has_no_such_page(client):
    headers = {"Authorization": "Bearer None"}
    assert client.get("/metrics", headers=headers).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@KNOWN
def test_an_evening_is_counted(evening, service, client):
    evening.subscribe(None, 500)
    evening.subscribe(evening.second_phone())
    evening.remind()
    evening.at("18:45")
    evening.at("18:47")
    numbers = read(client)
    assert numbers["warm_hands_deliveries_24h", "delivered", ""] == 2
    assert numbers["warm_hands_retries_24h",] == 1
    assert numbers["warm_hands_reminders",] == 1
    assert numbers["warm_hands_subscriptions",] == 2
    assert numbers["warm_hands_due_lag_seconds", "round"] == 0
    assert numbers["warm_hands_due_lag_seconds", "delivery"] == 0


@KNOWN
def test_a_worker_that_does_not_run_shows_as_lag(evening, client):
    evening.subscribe()
    evening.remind()
    assert read(client, "18:55")["warm_hands_due_lag_seconds", "round"] == 600


@KNOWN
def test_syncs_are_timed_and_their_entries_counted(phone, client):
    mother = phone()
    mother.family()
    sync(mother, [massage(), massage()])
    sync(mother, [])
    numbers = read(client)
    assert numbers["warm_hands_sync_seconds_count",] == 2
    assert numbers["warm_hands_ledger_entries_total",] == 2
    assert sum(value for (name, *_), value in numbers.items() if name.endswith("_bucket")) > 0


@KNOWN
def test_no_number_names_anybody(evening, client):
    evening.subscribe()
    evening.remind()
    evening.at("18:45")
    with travel(berlin("20:00"), tick=False):
        text = client.get("/metrics", headers={"Authorization": "Bearer a long secret"}).text
    for name in (evening.family, evening.phone.me["device"], "/push/", "Berlin"):
        assert name not in text
