"""What a parent reads: calm, the same everywhere, and complete where a list must be."""

import re

import pytest

from webapp.learning.page import help_by_country, pages

from .reading import Text

pytestmark = pytest.mark.sqlite_only

# On screen nobody is told what they ought to have done. "Just hold" is the name of a button.
NEVER = ("should", "must", "just", "simply", "easy", "perfect", "missed", "streak", "failed",
         "don't forget")
PROMISES = ("proven", "cures", "heals", "boosts", "detox", "guarantees", "clinically")


@pytest.fixture(scope="module")
def shells(html):
    """The words of every page by its path, those in templates and labels too."""
    return {url: read(body) for url, body in html.items()}


def read(body: str) -> str:
    return Text(body, labels=True).text.replace("’", "'")


@pytest.mark.parametrize("word", NEVER + PROMISES)
def test_no_page_says(shells, word):
    said = {url for url, words in shells.items()
            if re.search(rf"\b{word}\b", words.replace("Just hold", ""), re.I)}
    assert not said


def test_no_page_shouts(shells):
    assert not {url for url, words in shells.items() if "!" in words}


FEVER = ("Under 3 months: 38.0 °C (100.4 °F) or more, or below 36 °C (96.8 °F)",
         "3 to 6 months: 39.0 °C (102.2 °F) or more")


def test_fever_is_named_with_the_same_numbers_everywhere(shells):
    for url, words in shells.items():
        rest = words
        for sentence in FEVER:
            rest = rest.replace(sentence, "")
        assert not re.search(r"\b3[5-9]([.,]\d)? ?°|\b(9[5-9]|10[0-4])([.,]\d)? ?°F", rest), url


def test_fever_is_named_where_it_matters(shells):
    for url in ("/worried", "/learn/when-not-to"):
        assert all(sentence in shells[url] for sentence in FEVER), url


def test_wherever_emergency_signs_are_asked_about_the_fever_is_named_once(html):
    asking = {url: read(body) for url, body in html.items() if "red-flags" in body}
    assert {"/worried", "/routines/fussy-evening"} < set(asking)
    assert any(url.endswith("/room/en.html") for url in asking)
    for url, words in asking.items():
        assert [words.count(sentence) for sentence in FEVER] == [1, 1], url


YES = ("looking into your eyes", "smiling", "looking at your face", "babbling or cooing",
       "arms and legs that move smoothly")
NOT_NOW = ("pulling away", "frowning", "turning the head away", "arching the back", "crying",
           "squirming", "flailing arms or legs")


def test_the_page_of_signs_has_all_that_are_taught(shells):
    words = shells["/learn/reading-cues"].lower()
    assert not [sign for sign in YES + NOT_NOW if sign not in words]


def test_all_six_states_are_there_and_one_is_best():
    states = [state for section in pages()["six-states"].section for state in section.states]
    assert len(states) == 6
    assert [state.name for state in states if state.best] == ["Quiet alert"]


def test_every_page_of_learn_says_where_it_comes_from_and_who_has_not_seen_it(shells):
    for slug, page in pages().items():
        assert page.sources, slug
        assert "No clinician has reviewed" in shells[f"/learn/{slug}"], slug


def test_worried_can_be_called_from_and_says_that_numbers_change(client):
    page = client.get("/worried").text
    assert "Numbers can change" in page
    for country in help_by_country().country:
        for call in country.call:
            assert f'href="{call.href}"' in page
            assert re.fullmatch(r"tel:\+?\d{3,}|sms:\d{3,}(\?.*)?", call.href), call


def test_worried_and_low_mood_are_one_tap_from_where_they_are_needed(client):
    assert 'href="/worried"' in client.get("/").text
    assert 'href="/learn/low-mood"' in client.get("/worried").text


SITUATIONS = [
    ("ages", "expecting", "warm hands on the bump"),
    ("ages", "in the neonatal unit", "ask the nurse first, every day"),
    ("ages", "home after neonatal care", "with your team's yes"),
    ("ages", "first six weeks", "no tummy strokes until the navel has healed"),
    ("ages", "six weeks to about seven months", "wait 48 hours after vaccines"),
    ("ages", "crawling", "follow them"),
    ("ages", "one and two years", "offer a choice of two"),
    ("ages", "three to seven years", "agree on a stop word"),
    ("families", "fathers, partners", "nobody is the helper here"),
    ("families", "grandparents", "agree with the parents first"),
    ("families", "after a caesarean", "never too late"),
    ("families", "adoption and foster care", "the child sets the distance"),
    ("families", "special needs", "no bending or rolling of the neck"),
    ("families", "when you feel low", "massage is not treatment"),
]


@pytest.mark.parametrize(("slug", "situation", "advice"), SITUATIONS,
                         ids=[row[1] for row in SITUATIONS])
def test_every_family_finds_its_situation(shells, slug, situation, advice):
    words = shells[f"/learn/{slug}"].lower()
    assert situation in words
    assert advice in words


@pytest.mark.parametrize(("trouble", "help_when"), [
    ("colic", "no wet nappy for eight hours"), ("constipation", "ribbon-like poo"),
    ("teeth", "have these seen"), ("snuffles", "fast or hard breathing"),
    ("growing pains", "one leg only")])
def test_each_small_trouble_says_when_it_is_not_small(shells, trouble, help_when):
    words = shells["/learn/small-troubles"].lower()
    assert trouble in words
    assert help_when in words


def test_rhymes_are_words_and_the_app_plays_no_song(shells):
    rhymes = [section for section in pages()["rhymes"].section if section.note]
    assert len(rhymes) == 5
    assert "The app plays no songs" in shells["/learn/rhymes"]
