"""What an operator reads about reminders, and when it asks for somebody."""

from machines.reminding import berlin

from webapp.reminders.health import findings


def unwell(app, at: str) -> list[str]:
    with app.app_context():
        return [finding.words for finding in findings(berlin(at)) if not finding.is_well]


def well(app, at: str) -> str:
    with app.app_context():
        return " ".join(finding.words for finding in findings(berlin(at)) if finding.is_well)


def test_a_quiet_installation_is_well(evening, app):
    assert unwell(app, "20:00") == []
    assert "Nothing that is due waits." in well(app, "20:00")


def test_a_delivered_invitation_is_counted(evening, app):
    evening.subscribe()
    evening.remind()
    evening.at("18:45")
    assert unwell(app, "20:00") == []
    assert "1 delivered" in well(app, "20:00")
    assert "Families with a reminder: 1. Invited phones: 1." in well(app, "20:00")


def test_a_worker_that_does_not_run_is_noticed(evening, app):
    evening.subscribe()
    evening.remind()
    assert unwell(app, "18:45") == []
    [words] = unwell(app, "18:48")
    assert words.startswith("Their time has come: 1 not planned, 0 not sent.")
    evening.at("18:40")
    [words] = unwell(app, "18:48")
    assert words.startswith("Their time has come: 0 not planned, 1 not sent.")


def test_a_key_that_push_services_refuse_is_named(evening, app):
    evening.subscribe(None, 403)
    evening.remind()
    evening.at("18:45")
    [words] = unwell(app, "20:00")
    assert words.startswith("Refused with 403: 1.") and "VAPID_PRIVATE_KEY" in words


def test_what_came_too_late_is_said(evening, app):
    evening.subscribe()
    evening.remind()
    evening.at("18:40")
    evening.at("20:30")
    assert any("time was over: 1" in words for words in unwell(app, "20:31"))
