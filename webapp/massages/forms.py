"""What a parent may write about a massage, with its limits; submitted by script as an entry."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

# In the order in which a parent reads them; the values are the ledger's.
OUTCOMES = [
    SelectChoice("given", _l("A massage")),
    SelectChoice("resting-hands", _l("Resting hands")),
    SelectChoice("stopped", _l("Stopped when it was enough")),
    SelectChoice("not-today", _l("Baby said not today")),
]


class MassageForm(FlaskForm):
    """A massage added afterwards, or the parts of one that can be changed later."""

    class Meta:
        csrf = False  # submitted as JSON to /api, which has a rule of its own

    day = DateField(_l("Day"), validators=[InputRequired()])
    routine = SelectField(_l("Routine"), validators=[InputRequired()])
    outcome = RadioField(_l("How it was"), choices=OUTCOMES, default="given")
    note = TextAreaField(_l("A note, if you like"), validators=[Length(max=2000)])
