"""What a parent may ask of the daily invitation, with its limits; submitted by script."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

# Monday is 1, as in the ledger.
WEEKDAYS = [SelectChoice(str(number), name) for number, name in enumerate(
    (_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri"), _l("Sat"), _l("Sun")), start=1)]


class ReminderForm(FlaskForm):
    """One invitation a day for the whole family, at the family's local time."""

    class Meta:
        csrf = False  # submitted as JSON to /api, which has a rule of its own

    on = BooleanField(_l("One quiet invitation a day"))
    time = TimeField(_l("At"), validators=[InputRequired()])
    weekdays = SelectMultipleField(_l("On"), choices=WEEKDAYS,
                                   widget=ListWidget(prefix_label=False),
                                   option_widget=CheckboxInput())
    quiet_from = TimeField(_l("Quiet from"), validators=[InputRequired()])
    quiet_to = TimeField(_l("until"), validators=[InputRequired()])
