"""Where the pages of a language are, and in which language somebody is answered."""

from flask import Flask, current_app, request
from flask_babel import Babel, Domain

from .catalogue import ENGLISH, PSEUDO, catalogue
from .language import gettext, language, speaking
from .plural import plural

RIGHT_TO_LEFT = ("ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi")


class Catalogues(Domain):
    """Gives Flask-Babel's `_` the catalogue of the moment."""

    def get_translations(self):
        return catalogue(language())


def init_languages(app: Flask) -> None:
    """Put every `_` of `app` behind the catalogues, and lend pages what they say of languages.

    Raises LookupError where a language of this installation has no catalogue.
    """
    for tag in app.config["LANGUAGES"]:
        catalogue(tag)
    Babel(app).domain_instance = Catalogues()
    app.jinja_env.globals.update(page_in=page_in, plural=plural, languages=app.config["LANGUAGES"])
    app.context_processor(lambda: {"language": language(), "direction": direction(language())})


def page_in(tag: str, path: str) -> str:
    """Return the address of a page: English stands at "/", another language under its tag."""
    return path if tag == ENGLISH else f"/{tag}{path}"


def address(tag: str, path: str) -> str:
    """Return the whole address of a page, in the language nearest to `tag`."""
    return current_app.config["PUBLIC_URL"] + page_in(offered(tag), path)


def offered(tag: str) -> str:
    """Return the language of this installation that comes nearest to `tag`, else English."""
    known = current_app.config["LANGUAGES"] if current_app else ()
    return next((each for each in (tag, tag.partition("-")[0]) if each in known), ENGLISH)


def answered(text: str) -> str:
    """Return `text` in the language in which the client of this request wants its answer."""
    wanted = request.accept_languages.best_match(current_app.config["LANGUAGES"], ENGLISH)
    with speaking(wanted):
        return gettext(text)


def direction(tag: str) -> str:
    """Return "rtl" for a language that is written from right to left, else "ltr"."""
    return "rtl" if tag.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def name_of(tag: str) -> str:
    """Return what a language calls itself: "English", "Deutsch"."""
    from babel import Locale  # English alone needs none of it

    if tag == PSEUDO:
        return "Pseudo"
    return Locale.parse(tag, sep="-").get_display_name().capitalize()
