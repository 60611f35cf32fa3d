"""Countries change their clocks at short notice: a new release of the rules moves what waits."""

import sqlalchemy as sa
from machines.reminding import Evening, berlin

from webapp.database import db, writing
from webapp.reminders.projection import ZONE_RULES, FamilyReminder
from webapp.reminders.round import follow_zone_rules


def as_of_older_rules(app, hours_late: int) -> None:
    """Leave every row as an earlier release of the rules had computed it."""
    with app.app_context(), writing():
        for row in db.session.scalars(sa.select(FamilyReminder)):
            row.zone_rules = "2019a"
            row.next_due_at = berlin("18:45") + hours_late * (berlin("01:00") - berlin("00:00"))
        db.session.commit()


def follow(app, limit: int = 1000) -> int:
    with app.app_context(), writing():
        return follow_zone_rules(berlin("13:00"), limit)


def test_what_older_rules_put_an_hour_late_comes_at_its_time(evening, service, app):
    browser = evening.subscribe()
    evening.remind()
    as_of_older_rules(app, 1)
    assert follow(app) == 1
    assert follow(app) == 0
    evening.at("18:45")
    assert len(service.read_by(browser)) == 1


def test_what_older_rules_put_an_hour_early_waits_for_its_time(evening, service, app):
    browser = evening.subscribe()
    evening.remind()
    as_of_older_rules(app, -1)
    evening.at("17:45")
    assert service.read_by(browser) == []
    evening.at("18:45")
    assert len(service.read_by(browser)) == 1


def test_many_are_followed_in_batches_and_an_unreadable_one_stays_silent(app, phone, service):
    app.config["PUSH_SERVICES_EXTRA"] = [service.origin]
    for _ in range(5):
        Evening(app, phone, service).remind()
    as_of_older_rules(app, 1)
    with app.app_context(), writing():
        db.session.scalars(sa.select(FamilyReminder)).first().zone = "Nowhere/Atlantis"
        db.session.commit()
    assert [follow(app, 2) for _ in range(4)] == [2, 2, 1, 0]
    with app.app_context(), writing():
        rows = db.session.scalars(sa.select(FamilyReminder)).all()
    assert {row.zone_rules for row in rows} == {ZONE_RULES}
    assert sorted(row.silence or "" for row in rows) == ["", "", "", "", "unreadable"]


def test_the_machine_s_own_rules_do_not_count():
    import zoneinfo

    assert zoneinfo.TZPATH == ()
