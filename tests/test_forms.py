"""What a form lets a parent write is what the API keeps: the limits are the same on both sides."""

import uuid

import pytest
from flask import Flask
from flask_babel import Babel

from webapp.families import asked
from webapp.families.forms import CaregiverForm, ChildForm, InvitationForm, RecoveryForm
from webapp.families.invitation import LETTERS as INVITATION_LETTERS
from webapp.families.recovery import LETTERS as RECOVERY_LETTERS
from webapp.ledger.entry import Refused, check
from webapp.ledger.kinds import KINDS
from webapp.massages.forms import MassageForm
from webapp.reminders.forms import ReminderForm
from webapp.routines.forms import RoutineForm
from webapp.routines.library import library

FAMILY = uuid.UUID("0b0c7a8e-6f5e-4f0e-9d5b-111111111111")
TEXTS = [("massage", MassageForm, "note"), ("caregiver", CaregiverForm, "name"),
         ("child", ChildForm, "name"), ("routine", RoutineForm, "title")]


@pytest.fixture(autouse=True)
def babel():
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


def accepts(kind: str, **fields) -> bool:
    record = str(uuid.uuid5(FAMILY, kind))
    entry = {"id": str(uuid.uuid4()), "record": record, "kind": kind, "action": "put",
             "recorded_at": "2026-11-21T18:45:00.000Z", "fields": fields}
    try:
        check(entry, FAMILY)
    except Refused:
        return False
    return True


def field(form: type, name: str):
    return getattr(form(formdata=None), name)


def longest(form: type, name: str) -> int:
    return int(field(form, name).flags.maxlength)


def values(form: type, name: str) -> list[str]:
    return [choice.value for choice in field(form, name).choices]


@pytest.mark.parametrize(("kind", "form", "name"), TEXTS)
def test_a_text_may_be_exactly_as_long_as_the_ledger_keeps(kind, form, name):
    limit = longest(form, name)
    assert accepts(kind, **{name: "x" * limit})
    assert not accepts(kind, **{name: "x" * (limit + 1)})


@pytest.mark.parametrize(("kind", "form", "names"), [
    ("massage", MassageForm, ["routine", "outcome", "note"]),
    ("caregiver", CaregiverForm, ["name", "relation"]),
    ("child", ChildForm, ["name", "birth_date", "due_date", "situations", "cleared"]),
    ("reminder", ReminderForm, ["on", "time", "weekdays", "quiet_from", "quiet_to"]),
])
def test_a_form_asks_only_for_fields_that_the_ledger_knows(kind, form, names):
    # the days become a massage's `when` and the `on` of what the team agreed to
    asked_for = set(form(formdata=None)._fields) - {"day", "cleared_on"}
    assert asked_for == set(names)
    assert asked_for <= set(KINDS[kind].__struct_fields__)


def test_every_outcome_situation_relation_and_weekday_that_can_be_chosen_is_kept():
    assert all(accepts("massage", outcome=outcome) for outcome in values(MassageForm, "outcome"))
    assert accepts("child", situations=values(ChildForm, "situations"))
    relations = [slug for slug in values(CaregiverForm, "relation") if slug]
    assert all(accepts("caregiver", relation=slug) for slug in relations)
    assert accepts("reminder", weekdays=[int(day) for day in values(ReminderForm, "weekdays")])


def test_every_ending_of_an_own_routine_is_a_stroke_that_is_kept():
    for slug in values(RoutineForm, "ending"):
        assert library().stroke(slug).kind == "pause"
        assert accepts("routine", steps=[{"stroke": slug, "seconds": 5}] * 60)


def test_what_can_be_left_empty_can_be_taken_back():
    assert accepts("child", name=None, birth_date=None, due_date=None)
    assert accepts("massage", note=None)
    assert accepts("caregiver", name=None, relation=None)


def test_codes_fit_with_and_without_their_dashes():
    for form, letters in ((InvitationForm, INVITATION_LETTERS), (RecoveryForm, RECOVERY_LETTERS)):
        code = field(form, "code").flags
        assert code.minlength == letters
        assert code.maxlength >= letters + letters // 4 - 1


def test_a_phones_name_is_as_long_as_the_api_takes():
    label = asked.Label.__metadata__[0]
    assert longest(InvitationForm, "label") == label.max_length
