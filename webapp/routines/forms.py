"""What a parent may write about a routine of their own; submitted by script as an entry."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

# A child of two or more is tucked in where a baby goes to the cot.
ENDINGS = [
    SelectChoice("cuddle", _l("a cuddle")),
    SelectChoice("goodnight", _l("off to bed")),
    SelectChoice("thanks", _l("a thank you, nobody is lifted")),
]


class RoutineForm(FlaskForm):
    """The name of an own routine and how it ends; its steps are put together beside it."""

    class Meta:
        csrf = False  # submitted as JSON to /api, which has a rule of its own

    title = StringField(_l("Its name"), validators=[Length(max=80)])
    ending = RadioField(_l("Always last"), choices=ENDINGS, default="cuddle")
