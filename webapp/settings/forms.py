"""The choices for this phone. They are kept on it; nothing is sent, and no other phone follows."""

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerRangeField, RadioField
from wtforms.fields.choices import SelectChoice

from ..languages.language import language
from ..languages.pages import name_of


class PhoneSettings(FlaskForm):
    """Field names are the keys under which the phone keeps them."""

    class Meta:
        csrf = False

    theme = RadioField(
        _l("Night or day"), default="system",
        choices=[SelectChoice("night", _l("Night")), SelectChoice("day", _l("Day")),
                 SelectChoice("system", _l("As the phone"))],
    )
    text = RadioField(
        _l("Letters"), default="normal",
        choices=[SelectChoice("normal", _l("Normal")), SelectChoice("large", _l("Large")),
                 SelectChoice("larger", _l("Larger"))],
    )
    tone = RadioField(
        _l("Skin in the pictures"), default="in-turn",
        choices=[SelectChoice("in-turn", _l("All, in turn")), SelectChoice("light", _l("Light")),
                 SelectChoice("tan", _l("Tan")), SelectChoice("brown", _l("Brown")),
                 SelectChoice("dark", _l("Dark"))],
    )
    hand = RadioField(
        _l("The hand that holds the phone"), default="right",
        choices=[SelectChoice("right", _l("Right")), SelectChoice("left", _l("Left"))],
    )
    pace = RadioField(
        _l("Pace"), default="normal",
        choices=[SelectChoice("slower", _l("Slower")), SelectChoice("normal", _l("Normal")),
                 SelectChoice("shorter", _l("Shorter"))],
    )
    brightness = RadioField(
        _l("Light while hands are on"), default="normal",
        choices=[SelectChoice("dim", _l("Dimmer")), SelectChoice("normal", _l("Normal")),
                 SelectChoice("bright", _l("Brighter"))],
    )
    voice = BooleanField(_l("Voice"), default=True,
                         description=_l("The phone reads each step aloud, slowly."))
    chime = BooleanField(_l("Chime"), default=True,
                         description=_l("A soft tone when a new step begins."))
    buzz = BooleanField(_l("Buzz"), default=False,
                        description=_l("Where the phone can: felt when a new step begins."))
    background = RadioField(
        _l("A sound beneath it"), default="none",
        choices=[SelectChoice("none", _l("None")), SelectChoice("rain", _l("Rain")),
                 SelectChoice("heartbeat", _l("Heartbeat")), SelectChoice("hum", _l("Hum"))],
    )
    volume = IntegerRangeField(_l("How loud"), default=4)


def languages() -> list[SelectChoice]:
    return [SelectChoice(tag, name_of(tag)) for tag in current_app.config["LANGUAGES"]]


class LanguageForm(FlaskForm):
    """What this phone reads and hears; a language is called as it calls itself."""

    class Meta:
        csrf = False

    language = RadioField(_l("Language"), default=language, choices=languages)
