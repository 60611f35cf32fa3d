"""Adding a language: what is extracted, what is checked, and what parents then have."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from config import ROOT
from webapp.languages import catalogue as catalogues
from webapp.languages.checking import faults, of_text
from webapp.languages.extraction import every_text, update, written
from webapp.languages.language import speaking
from webapp.languages.plural import plural


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Where catalogues are in this test."""
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path / "translations")
    yield tmp_path / "translations"
    catalogues.catalogue.cache_clear()


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return every_text()


@pytest.mark.parametrize("text", [
    "Never shake or hurt a baby.",                                  # a template
    "Once a day at most, at a time you choose.",
    "Born before 37 weeks",                                         # a form
    "This code does not work any more.",                            # a refusal of the API
    "Too many tries. Please wait a little.",
    "Show your hands, then smooth the forehead outward.",           # the voice
    "The fingers of both hands part from the middle of the forehead",   # a drawing's words
    "Quiet alert",                                                  # Learn
    "Postpartum Support International",
    "A towel, two hands, your voice. Nothing else is needed.",      # an invitation
])
def test_every_kind_of_text_is_extracted(texts, text):
    found = [known for known in texts if text in str(known.id)]
    assert found and all(known.locations for known in found)


def test_no_script_needs_a_plural_that_a_language_cannot_give():
    """`plural()` asks the catalogue for every form; a form by hand is English only."""
    by_hand = [path.name for path in (ROOT / "templates").rglob("*.html")
               if "data-plural" in path.read_text()]
    assert by_hand == []


POLISH = {"Good for one more minute": ("jeszcze minutę", "jeszcze {n} minuty", "jeszcze {n} minut")}


def test_a_language_has_as_many_plural_forms_as_it_needs(folder):
    polish = Catalog(locale="pl")
    for one, forms in POLISH.items():
        polish.add((one, "Good for {n} more minutes"), forms)
    folder.mkdir()
    with (folder / "pl.po").open("wb") as file:
        write_po(file, polish)
    with speaking("pl"):
        html = plural("left", "Good for one more minute", "Good for {n} more minutes")
    assert dict(re.findall(r'data-plural="(\w+)">([^<]*)', html)) == {
        "many": "jeszcze {n} minut", "one": "jeszcze minutę", "few": "jeszcze {n} minuty"}
    assert '<template data-words="left">' in html       # fractions, which nobody counts


def test_a_catalogue_is_begun_and_brought_up_to_date_without_losing_a_word(folder):
    update("de")
    german = written("de")
    german.get("Today").string = "Heute"
    german.add("A text that is gone", "Ein Text, den es nicht mehr gibt")
    with (folder / "de.po").open("wb") as file:
        write_po(file, german)
    update("de")
    assert written("de").get("Today").string == "Heute"
    assert written("de").obsolete
    found = list(faults("de"))
    assert "not translated yet: 'Journal'" in found
    assert not [fault for fault in found if "'Today'" in fault]


@pytest.mark.parametrize(("english", "said", "why"), [
    ("Until {time}, then", "Bis dann", "has []"),
    ("after %(days)s days.", "nach %(tage)s Tagen.", "has ['%(tage)s']"),
    ("Under 3 months: 38.0 °C or more", "Unter 3 Monaten: 39,0 °C oder mehr", "has the numbers"),
    ("Ask, rest your hands", "Frag erst!", "shouts"),
    ("Ask, rest your hands", "", "not translated yet"),
    (("{n} entry", "{n} entries"), ("{n} Eintrag", "Einträge"), "has []"),
    (("{n} entry", "{n} entries"), ("{n} Eintrag", "{n} E", "{n} E"), "3 plural forms, not 2"),
])
def test_a_translation_that_loses_something_is_found(english, said, why):
    german, text = Catalog(locale="de"), Catalog().add(english)
    german.add(english, said)
    assert any(fault.startswith(why) for fault in of_text(text, german))


@pytest.mark.parametrize(("english", "said"), [
    ("Under 3 months: 38.0 °C or more", "Unter 3 Monaten: 38,0 °C oder mehr"),
    ("{from} to {to}", "bis {to} ab {from}"),
    (("Good for one more minute", "Good for {n} more minutes"),
     ("Noch eine Minute gültig", "Noch {n} Minuten gültig")),
])
def test_what_only_a_translator_can_judge_is_left_to_translators(english, said):
    german, text = Catalog(locale="de"), Catalog().add(english)
    german.add(english, said)
    assert list(of_text(text, german)) == []


def test_the_voice_and_the_invitations_are_held_to_the_same_limits(folder):
    """A language whose sentences are twice as long has no quiet left, and no room on a lock
    screen."""
    folder.mkdir()
    long = Catalog(locale="nl")
    for text in every_text():
        if text.id and not text.pluralizable:
            long.add(text.id, f"{text.id} {text.id} {text.id}")
    with (folder / "nl.po").open("wb") as file:
        write_po(file, long)
    found = [fault.partition(":")[0] for fault in faults("nl")]
    assert any("seconds are spoken" in fault for fault in found)
    assert any("characters" in fault for fault in found)


def test_a_language_without_a_catalogue_stops_the_start_and_says_why(tmp_path):
    from webapp import create_app

    with pytest.raises(LookupError, match=r"no translations/fr\.po: see docs/translating\.md"):
        create_app({"TESTING": True, "INSTANCE_DIR": tmp_path, "LANGUAGES": ("en", "fr"),
                    "DATABASE_URL": "sqlite://", "PUBLIC_URL": "http://localhost"})
