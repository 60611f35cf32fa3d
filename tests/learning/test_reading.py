"""Learn can be read by a tired parent, and aloud: at most a school grade of about eight."""

import pytest

from webapp.learning.page import pages

from .reading import grade, sentences_of, syllables_of

HARDEST = 8.5


def prose(page) -> list[str]:
    """Return the sentences of a page. Names of studies and sources are looked up, not read."""
    parts = [page.title, page.summary]
    for section in page.section:
        parts += [section.title, *section.text, *section.yes, *section.no, *section.signs,
                  section.note]
        parts += [words for claim in section.claims for words in (claim.says, claim.but)]
        parts += [words for state in section.states
                  for words in (state.name, state.looks, state.do)]
    return [sentence for part in parts for sentence in sentences_of(part)]


@pytest.mark.parametrize("slug", pages())
def test_each_page_reads_at_grade_eight_at_most(slug):
    assert grade(prose(pages()[slug])) <= HARDEST


@pytest.mark.parametrize("slug", pages())
def test_no_paragraph_is_a_single_endless_sentence(slug):
    assert not [one for one in prose(pages()[slug]) if len(one.split()) > 32]


@pytest.mark.parametrize(("word", "syllables"), [
    ("hand", 1), ("baby", 2), ("massage", 2), ("soles", 1), ("rested", 2), ("smoothed", 1),
    ("gentle", 2), ("certainty", 3), ("evening", 3), ("touches", 2)])
def test_syllables_are_counted_about_as_they_are_spoken(word, syllables):
    assert syllables_of(word) == syllables


def test_a_hard_text_is_found_hard():
    hard = ("Physiological regulation of parasympathetic activity facilitates neurodevelopmental "
            "organisation in hospitalised premature infants.")
    assert grade(sentences_of(hard)) > 12 > HARDEST > grade(sentences_of("Rest a warm hand here."))
