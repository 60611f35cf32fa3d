"""The practical half of Learn: signs, states and warnings are complete and the same everywhere."""

import re
from html.parser import HTMLParser

import pytest

from webapp.learning.page import help_by_country, pages

pytestmark = pytest.mark.sqlite_only

MORE = (        # signs of yes, besides the five that test_words.py knows
    "eyes, head or body turned to you", "growing still to listen", "bright, wide eyes",
    "raised brows", "lifting the head", "reaching, holding on", "hands together or to the mouth",
    "an “ooh” mouth", "small sucking sounds", "giggling", "a soft, curled body", "open hands",
    "steady breathing, good colour", "alert to the swish and sight of your hands",
    "bring the mat, lie down, offer a foot, or say “more”")
QUIET = (
    "looking away", "a glazed or dull look", "yawning", "hiccups", "knitted brow",
    "lips pressed, or a pout", "tongue poking out", "faster breathing",
    "hand to ear, eye or behind the head", "fingers clasped, tugging at clothes",
    "stiff legs, bent feet", "a raised shoulder", "sudden stillness", "sneezing", "a whimper",
    "wriggling", "kicking")
STRONG = (
    "crying, fussing, or a crying face", "arching", "pushing away", "a halt hand, fingers spread",
    "the back of the head towards you", "crawling off", "stiff or limp",
    "spitting up, gagging, choking, coughing", "jerky or jittery", "thrashing",
    "red, pale, mottled or blue", "falling asleep")
BORN_EARLY = ("colour, breathing or heartbeat changing", "fingers splayed",
              "arms held out as in a salute", "hiccups", "eyes drifting off", "limpness")
OLDER = ("“no” or “stop”", "silence", "a shrug", "stiffening", "joking to get away",
         "pulling clothes down")
LADDER = ("go on, and say what you see", "slow your hands", "hands still, three breaths",
          "ask with your eyes", "end warmly", "pick your baby up")


@pytest.mark.parametrize("signs", [MORE, QUIET, STRONG, BORN_EARLY, OLDER, LADDER],
                         ids=["more", "quiet", "strong", "born early", "older", "ladder"])
def test_the_page_of_signs_has_each_of_them_and_what_to_do_next(signs):
    page = words_of("reading-cues")
    assert not [sign for sign in signs if sign.lower() not in page]


@pytest.mark.parametrize(("title", "signs"), [
    ("Quiet ones", QUIET), ("Strong ones: stop", STRONG)])
def test_quiet_and_strong_signs_stand_under_their_own_heading(title, signs):
    [section] = [one for one in pages()["reading-cues"].section if one.title == title]
    assert not [sign for sign in signs if sign not in " ".join(section.signs).lower()]


RED_FLAGS = (
    "grunting", "pauses", "sucking in", "blue", "grey", "pale", "mottled", "floppy",
    "hard to wake", "a fit", "weak or high-pitched cry", "nothing comforts",
    "does not fade under a glass", "bulging soft spot", "stiff neck", "green or bloody vomit",
    "blood in the poo", "swollen hard tummy", "blow to the head", "swollen face", "wheezing")


class Lists(HTMLParser):
    """The items of each list of one class, list by list."""

    def __init__(self, html: str, name: str):
        super().__init__()
        self.name, self.found, self._depth = name, [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "ul" and self.name in (dict(attrs).get("class") or "").split():
            self._depth = 1
            self.found.append([])
        elif self._depth and tag == "li":
            self.found[-1].append("")

    def handle_endtag(self, tag):
        if tag == "ul":
            self._depth = 0

    def handle_data(self, data):
        if self._depth and self.found[-1]:
            self.found[-1][-1] = " ".join((self.found[-1][-1] + data).split())


def test_emergency_signs_are_complete(html):
    [signs] = Lists(html["/worried"], "red-flags").found
    assert not [flag for flag in RED_FLAGS if flag not in " ".join(signs).lower()]


def test_emergency_signs_and_fever_have_the_same_words_on_every_screen(html):
    for name in ("red-flags", "fever", "crying"):
        lists = {url: Lists(body, name).found for url, body in html.items()}
        shown = {url: found for url, found in lists.items() if found}
        assert "/worried" in shown
        [wanted] = shown["/worried"]
        assert len(wanted) >= 3
        for url, found in shown.items():
            assert all(each == wanted for each in found), url


def test_when_not_to_massage_begins_with_the_emergency_signs(html):
    page = html["/learn/when-not-to"]
    assert page.index("red-flags") < page.index("Not today")


SOON = (
    "forceful or keeps coming", "mucus in the poo", "half the usual feeds",
    "no wet nappy for 8 hours", "groin or scrotum", "finger, toe or penis", "after a fall",
    "stays still", "a bruise nobody can explain", "pain when one place is touched",
    "a cry that has changed", "begins or goes on after 4 months", "poor weight gain")


@pytest.mark.parametrize("sign", SOON)
def test_worried_names_what_is_to_be_seen_soon(html, sign):
    assert sign in html["/worried"].lower()


def test_worried_knows_when_a_parent_needs_help_now(html):
    page = html["/worried"].lower()
    for sign in ("harming yourself or your baby", "any need for sleep", "racing thoughts",
                 "confusion", "strange beliefs", "hearing and seeing things", "stay with you"):
        assert sign in page


def test_help_has_the_lines_that_we_know_of():
    numbers = {call.number for country in help_by_country().country for call in country.call}
    assert {"111", "999", "116 123", "85258", "911", "988", "1-833-852-6262",
            "1-800-944-4773"} <= numbers


ASK_FIRST = (
    "37 weeks", "2.5 kg", "neonatal care", "heart", "oxygen", "jaundice", "bleeding",
    "low platelets", "bone disease", "fracture", "dislocation", "collarbone", "nerve",
    "hip dysplasia", "harness", "cast", "operation", "scar", "hernia", "seizures", "shunt",
    "stoma", "tube", "line", "cancer", "kidney", "liver", "spleen", "testicle", "lump",
    "swelling", "weight gain", "skin disease", "medicine patch")
NOT_TODAY = (
    "fever", "48 hours since a vaccine", "vomiting or diarrhoea", "rash", "chickenpox", "thrush",
    "scabies", "full tummy", "hungry", "asleep", "crying hard", "cold room", "angry", "drunk",
    "drugged", "may doze")
LEAVE_OUT = (
    "navel", "soft spots", "front of the neck", "spine", "kidneys", "genitals", "breast buds",
    "breastbone", "vaccine, heel-prick and drip sites", "eczema", "burns, bites", "cradle cap",
    "swollen glands or joints")


@pytest.mark.parametrize("signs", [ASK_FIRST, NOT_TODAY, LEAVE_OUT],
                         ids=["ask first", "not today", "leave out"])
def test_when_not_to_massage_is_complete(signs):
    page = words_of("when-not-to")
    assert not [sign for sign in signs if sign not in page]


@pytest.mark.parametrize(("slug", "facts"), [
    ("oil", ("under six weeks", "half a teaspoon", "sunflower", "coconut", "mustard", "olive",
             "peanut", "sesame", "wheat-germ", "essential oils", "menthol", "mineral", "30 minutes",
             "next day", "new bottle", "does not rule out", "wheezing", "microwave", "oxygen",
             "cloths burn", "into your palm", "115 newborns", "32,000 births", "49 children",
             "not skin care")),
    ("getting-ready", ("30 minutes", "45", "24 °c", "flat towel", "after a caesarean",
                       "neonatal unit", "first six weeks", "six weeks to three months",
                       "three to seven months", "crawling", "one to three years",
                       "three to seven years", "from the due date", "rings", "wipe off")),
    ("a-massage", ("three slow breaths", "may i massage you now?", "five to ten seconds",
                   "rest your hands", "legs and feet", "keep one hand", "thank you",
                   "three to five centimetres")),
    ("safe-hands", ("head and neck", "rolling", "on the back", "firm, flat", "sofas",
                    "drowsy", "awake, and watched", "collarbones", "inside the skull",
                    "twisted bowel", "31", "never a secret")),
    ("bonding", ("born early", "caesarean", "illness", "adoption", "too little help",
                 "low mood", "even after weeks apart")),
    ("loss", ("set a child aside", "nobody asks why", "journal stays", "midwife",
              "health visitor", "family doctor", "emergency number")),
    ("low-mood", ("two weeks or more", "no pleasure", "even when your baby sleeps", "guilt",
                  "far away from your baby", "panic", "frightening thoughts", "adoptive",
                  "not a treatment", "pandas", "postpartum psychosis")),
])
def test_a_page_holds_its_facts(slug, facts):
    page = words_of(slug)
    assert not [fact for fact in facts if fact not in page]


def test_every_page_stands_once_in_learn_under_a_heading(html):
    index = html["/learn"]
    for slug, page in pages().items():
        assert index.count(f'href="/learn/{slug}"') == 1
        part = index[index.index(f'id="{page.group}"'):index.index(f'href="/learn/{slug}"')]
        assert "</nav>" not in part, f"{slug} stands under another heading"


def words_of(slug: str) -> str:
    """What the file of a page says, in small letters."""
    said: list[str] = []

    def gather(part):
        if isinstance(part, str):
            said.append(part)
        elif isinstance(part, tuple):
            for one in part:
                gather(one)
        elif hasattr(part, "__struct_fields__"):
            for name in part.__struct_fields__:
                gather(getattr(part, name))

    gather(pages()[slug].section)
    return re.sub(r"\s+", " ", " ".join(said)).lower()
