"""A bad content file stops the start, and says which file and which key."""

import shutil

import pytest

from webapp.routines.library import CONTENT, ContentError, library, load


@pytest.fixture
def content(tmp_path):
    """A copy of what we ship, and a way to break it."""
    shutil.copytree(CONTENT, tmp_path / "content")

    def breaking(name: str, old: str, new: str):
        path = tmp_path / "content" / name
        text = path.read_text()
        assert old in text, f"{name} no longer says {old}"
        path.write_text(text.replace(old, new, 1))
        return tmp_path / "content"

    return breaking


FIRST = "routines/first-touch.toml"
BEDTIME = "routines/bedtime-wind-down.toml"
OURS = "routines/our-time.toml"
LEGS = "strokes/legs.toml"
TUMMY = "strokes/tummy.toml"
HOLDS = "strokes/holds.toml"
BACK = "strokes/back.toml"
FACE = "strokes/face.toml"
MOVES = "strokes/movements.toml"
STORY = "strokes/story.toml"

BAD = [
    ("a key nobody knows", FIRST, "minutes = 3", "minutes = 3\nmood = 1", "unknown field `mood`"),
    ("a missing key", FIRST, "minutes = 3\n", "", "minutes"),
    ("a stroke that nobody uses", LEGS, 'optional = true\nfrom_age', 'from_age', "optional"),
    ("hands that move nobody knows where", MOVES, 'parts = ["legs", "tummy"]\n', "", ".area"),
    ("a part that no parent can name", MOVES, 'parts = ["arms", "chest"]', 'parts = ["hair"]',
     "parts"),
    ("a used stroke called optional", LEGS, "sided = true\nfrom_age",
     "sided = true\noptional = true\nfrom_age", "optional"),
    ("text for a number", FIRST, "minutes = 3", 'minutes = "3"', "minutes"),
    ("steps of another length", FIRST, "seconds = 35", "seconds = 36", "minutes"),
    ("a stroke that is not there", FIRST, 'stroke = "h3"', 'stroke = "h33"', "step[3].stroke"),
    ("a cover that is not there", FIRST, 'cover = "h3"', 'cover = "x"', "cover"),
    ("a stroke too early", FIRST, 'stroke = "l3"', 'stroke = "l1"', "step[4].stroke"),
    ("an age in no known words", FIRST, '"2 years"', '"two years"', "until_age"),
    ("no child left", FIRST, '"2 years"', '"birth"', "the file"),
    ("a number read aloud", FIRST, "Thumbs along one sole", "2 thumbs along one sole",
     "step[4].say[0]"),
    ("a word of guilt", FIRST, "Meet, ask, hold.", "You should hold.", "summary"),
    ("hands that are not wiped", BEDTIME, "wipe = true", "wipe = false", "step[9].wipe"),
    ("a wipe that nobody hears", "strokes/pauses.toml", "Wipe your hands before you turn",
     "Clean hands before you turn", "step["),
    ("no word for the sleepy adult", BEDTIME, "If you are sleepy, your", "At bedtime your",
     "step[0].say[0]"),
    ("two voices at once", BEDTIME, "[11, ", "[1, ", "step[0].say"),
    ("a step that chatters", BEDTIME, "seconds = 40\n", "seconds = 14\n", "minutes"),
    ("asking twice", FIRST, 'stroke = "h3"', 'stroke = "h6"', "step"),
    ("touch before the question", FIRST, 'stroke = "settle"', 'stroke = "h1"', "step[1].stroke"),
    ("a spoken step under half a minute", FIRST, "seconds = 15\njoins = true", "seconds = 15",
     "step"),
    ("not TOML at all", FIRST, "slug = ", "slug ", "the file"),
    ("another slug than the file's", FIRST, '"first-touch"', '"second-touch"', "slug"),
    ("a path that cannot be drawn", LEGS, "M72 85 Q79 99 69 114", "M72 85 Q79 99",
     "stroke[0].picture.hands[0].path"),
    ("a path in an unknown letter", LEGS, "M72 85 Q79", "M72 85 h3 Q79", "stroke[0].picture"),
    ("a still drawing with a moving hand", HOLDS, 'path = "M29 98"', 'path = "M29 98 L40 98"',
     "stroke[1].picture.rhythm"),
    ("a drawing without words", LEGS, "described = ", "describe = ", "stroke[0].picture"),
    ("a tummy circle that turns the wrong way", TUMMY, "M50 76 A8 8 0 1 1 50.1 76",
     "M50 76 A8 8 0 1 0 49.9 76", "stroke[3].picture.hands[0].path"),
    ("a tummy stroke over the ribs", TUMMY, "M53 62 L53 76", "M53 50 L53 76",
     "stroke[0].picture.hands[0].path"),
    ("a thumb on the navel", TUMMY, "M42 67 L35 67", "M48 67 L35 67",
     "stroke[2].picture.hands[0].path"),
    ("fingertips on the spine", BACK, "M37 42 A3 3", "M51 42 L37 42 A3 3",
     "stroke[3].picture.hands[0].path"),
    ("a river over the spine", STORY, "M34 46 L44 52", "M34 46 L54 52",
     "stroke[4].picture.hands[0].path"),
    ("a thumb over an eye", FACE, "M43 39 Q33 34 23 39", "M43 39 Q33 34 32 50",
     "stroke[1].picture.hands[0].path"),
    ("circles on a temple", FACE, "M18 71 A3 3 0 1 1 17.9 71", "M18 42 A3 3 0 1 1 17.9 42",
     "stroke[4].picture.hands[0].path"),
    ("a sweep over the soft spot", FACE, "M45 27 Q31 25 18 36", "M45 14 Q31 25 18 36",
     "stroke[0].picture.hands[0].path"),
    ("fingers on the throat", FACE, "Q20 94 46 99", "Q20 94 46 108",
     "stroke[5].picture.hands[0].path"),
    ("legs that cross", MOVES, "M36 85 Q6 98 42 112", "M36 85 Q6 98 56 112",
     "stroke[2].picture.limbs[0].to"),
    ("a straight leg", MOVES, "M36 85 Q6 98 42 112", "M36 85 Q38 98 40 112",
     "stroke[2].picture.limbs[0].to"),
    ("a limb that cannot bend so", MOVES, "M36 85 Q6 98 42 112", "M36 85 L42 112",
     "stroke[2].picture.limbs[0].to"),
    ("a way that cannot be drawn", BACK, "M38 42 L38 80", "M38 42 L38",
     "stroke[4].picture.ways[0]"),
    ("an unknown purpose", LEGS, '["relaxation", "interaction"]', '["cure"]',
     "stroke[0].purposes"),
    ("legs after the chest", OURS, 'stroke = "a3"', 'stroke = "l3"', "legs after chest"),
    ("a tummy stroke under another name", "routines/tummy-ease.toml", 'stroke = "t4"',
     'stroke = "t4"\narea = "back"', "step[3].area: a tummy stroke stays"),
    ("what wakes, at bedtime", BEDTIME, 'stroke = "c3"', 'stroke = "l8"', "l8 wakes"),
    ("a movement at bedtime", BEDTIME, 'stroke = "b5"\n', 'stroke = "m1"\n', "m1 wakes"),
    ("a story on bare skin", "routines/weather-on-my-back.toml", "clothed = true",
     "clothed = false", "s1 is done over clothes"),
    ("rain on a bare toddler", "routines/on-the-move.toml", "clothed = true", "",
     "s1 is done over clothes"),
    ("a stroke that nobody was checked for", "routines/just-hold.toml",
     'stroke = "h2"', 'stroke = "h7"', "h7 is no hold"),
    ("an end without thanks", "routines/weather-on-my-back.toml", "thank each other",
     "swap over now", "the closing says thank you"),
    ("the same stroke twice", LEGS, 'slug = "l3"', 'slug = "l1"', "stroke[2].slug"),
]


@pytest.mark.parametrize(("name", "old", "new", "key"), [bad[1:] for bad in BAD],
                         ids=[bad[0] for bad in BAD])
def test_a_bad_file_is_refused_with_its_name_and_key(content, name, old, new, key):
    with pytest.raises(ContentError) as refused:
        load(content(name, old, new))
    folder = name.split("/")[0]
    assert str(refused.value).startswith((name, f"{folder}/", "routines/"))
    assert key in str(refused.value)


def test_what_we_ship_is_read_in_order_and_only_once():
    assert library() is library()
    assert [routine.position for routine in library().routines] == sorted(
        routine.position for routine in library().routines)


def test_a_new_stroke_and_routine_are_only_data(content):
    folder = content(LEGS, 'slug = "l1"', 'slug = "l1"')
    (folder / "routines/again.toml").write_text(
        (folder / FIRST).read_text().replace('"first-touch"', '"again"'))
    assert load(folder).routine("again").seconds == 180
