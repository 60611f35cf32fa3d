"""What a parent may write about the family, with its limits; submitted by script."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

RELATIONS = [
    SelectChoice("", _l("Rather not say")),
    SelectChoice("mother", _l("Mother")),
    SelectChoice("father", _l("Father")),
    SelectChoice("parent", _l("Parent")),
    SelectChoice("grandparent", _l("Grandparent")),
    SelectChoice("guardian", _l("Guardian")),
    SelectChoice("foster-parent", _l("Foster parent")),
    SelectChoice("family-friend", _l("Family or friend")),
]

SITUATIONS = [
    SelectChoice("preterm", _l("Born before 37 weeks")),
    SelectChoice("neonatal-care", _l("Was in neonatal care")),
    SelectChoice("hip", _l("Hips")),
    SelectChoice("heart", _l("Heart")),
    SelectChoice("bone", _l("Bones")),
    SelectChoice("skin", _l("Skin")),
    SelectChoice("bleeding", _l("Bleeding")),
    SelectChoice("seizure", _l("Seizures")),
    SelectChoice("surgery", _l("An operation")),
    SelectChoice("device", _l("A tube, line, shunt or stoma")),
    SelectChoice("other", _l("Something else")),
]


class _Unsent(FlaskForm):
    class Meta:
        csrf = False  # submitted as JSON to /api, which has a rule of its own


class CaregiverForm(_Unsent):
    """Who holds this phone."""

    name = StringField(_l("Your name, if you like"), validators=[Length(max=80)])
    relation = SelectField(_l("You are the child's"), choices=RELATIONS)


class ChildForm(_Unsent):
    """A child; everything is optional, and unknown means resting hands only."""

    name = StringField(_l("Name, if you like"), validators=[Length(max=80)])
    birth_date = DateField(_l("Birth date"), validators=[Optional()])
    due_date = DateField(_l("Due date, while expecting or when born early"),
                         validators=[Optional()])
    situations = SelectMultipleField(
        _l("Anything a massage has to know about"), choices=SITUATIONS,
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    cleared = BooleanField(_l("Our team said yes"))
    cleared_on = DateField(_l("On"), validators=[InputRequired()])


class InvitationForm(_Unsent):
    """The code that another phone of the family shows: 8 characters, a dash is welcome."""

    code = StringField(
        _l("Code from the other phone"), validators=[InputRequired(), Length(min=8, max=12)],
        render_kw={"autocapitalize": "characters", "spellcheck": "false",
                   "placeholder": "ABCD-EFGH"})
    label = StringField(_l("A name for this phone"), validators=[Length(max=80)])


class RecoveryForm(_Unsent):
    """The code that was shown once when the family began: 16 characters."""

    code = StringField(
        _l("Recovery code"), validators=[InputRequired(), Length(min=16, max=24)],
        render_kw={"autocapitalize": "characters", "spellcheck": "false",
                   "placeholder": "ABCD-EFGH-JKMN-PQRS"})
