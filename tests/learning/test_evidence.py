"""Everything that the five source documents say is there, with whose claim it is and how sure."""

import re
from collections import Counter

import pytest

from webapp.learning.page import pages

from .reading import Text

pytestmark = pytest.mark.sqlite_only

# How sure each claim is, by a phrase that only this claim has, on the pages of claims.
GRADE_OF = {
    # interaction
    "a secure attachment": "limited", "a close bond": "limited",
    "a sound mind all through life": "limited",
    "after a caesarean, an early birth, illness, adoption or too little support": "belief",
    "with special needs": "belief", "with and without words": "some", "long before speech": "some",
    "seeing your baby’s signs": "some", "all the senses meet": "belief",
    "eyes, touch, voice, smell, movement, warmth": "belief", "trust, confidence": "belief",
    "compassion and respect": "belief", "loved and valued": "belief", "can confide": "belief",
    "body, mind and spirit": "belief", "less worry among people": "limited",
    "fathers meet their baby on a deeper level": "limited",
    "when we hold, kiss, smell and look": "limited",
    # stimulation
    "digestion. it may help": "limited", "moves the blood": "belief", "oxygen and food": "belief",
    "wakes all systems": "belief", "hormones, also those of growth": "limited",
    "weight in babies born at term": "limited", "defences against illness": "limited",
    "nerves grow new branches": "belief", "join both sides of the head": "belief",
    "learning, focus and language": "belief", "many senses at once": "belief",
    "get to know their body": "belief", "its middle": "belief", "its balance": "belief",
    "muscle tone": "limited", "the teachers’ list says more of it": "limited",
    "the other two lists say more even": "limited",
    "muscles, ligaments and tendons": "belief", "walking sooner": "belief",
    "stronger bones": "limited", "asthma and mucus": "belief", "helps with breathing": "belief",
    # relief
    "gas, colic": "some", "constipation": "limited", "cramps": "limited",
    "growing pains": "limited", "stiff or tense muscles": "limited", "eases teething": "belief",
    "touch during small tests": "some", "stuffy nose": "belief", "nerves out of order": "belief",
    "a tense body or mind": "belief", "skin that dislikes touch": "belief",
    # relaxation
    "longer or deeper sleep": "some", "cortisol": "limited",
    "dopamine, serotonin, oxytocin": "belief", "calmer states": "limited",
    "less crying, a longer quiet": "limited", "quiet and alert time": "limited",
    "can calm down": "limited", "less restless": "limited",
    "a steadier heart and breath": "limited", "supple limbs": "belief", "well all round": "belief",
    # parents
    "able and sure": "some", "valued in your part": "some", "the signs, the states": "some",
    "your child’s own rhythm": "some", "ways to comfort a fussy baby": "some",
    "feeling closer": "some", "a family routine": "some", "company": "some",
    "one with one, or play": "limited", "less stress for mother, father and baby": "limited",
    "soft music": "limited", "relaxes as much as getting": "limited",
    "view of having children": "limited", "joy in being a parent": "limited",
    "smiles and laughter": "limited", "a child in hospital": "belief",
    "low mood after birth": "limited", "time with the baby went better": "limited",
    "one father in ten": "good", "raises prolactin": "belief", "shapes their minds": "belief",
    # born early
    "five grams more": "some", "fewer days in hospital": "limited",
    "milk that stays down": "limited", "growth of mind and nerves": "limited",
    "a faster recovery": "limited", "fewer signs of stress": "limited",
    # figures and pictures
    "the results come at once and last": "belief", "five thousand touch points": "belief",
    "a brain on the outside": "belief", "hunger for touch": "belief",
    "going without it hurts": "belief", "closer bonds": "belief", "lower blood pressure": "belief",
    "more blood to parts of the brain": "belief", "softer muscles": "belief",
    "less pain": "belief", "more juice for digestion": "belief",
    "calm, glad and in love": "belief",
}

# Each list of each document: how many it has, then each entry with its phrases of above.
LISTS = {
    ("klaus", "interaction"): (5, [
        ("bonding, secure attachment", "a secure attachment", "a close bond"),
        ("communication in words and without", "with and without words"),
        ("trust and confidence", "trust, confidence"),
        ("all the senses", "all the senses meet"),
        ("love, respect, being valued", "loved and valued", "compassion and respect"),
    ]),
    ("klaus", "stimulation"): (6, [
        ("circulatory and digestive systems", "moves the blood", "digestion. it may help"),
        ("hormonal and immune systems", "hormones, also those of growth",
         "defences against illness"),
        ("coordination and balance", "its balance"),
        ("learning and concentration", "learning, focus and language"),
        ("muscular development and growth", "muscles, ligaments and tendons"),
        ("mind and body awareness", "get to know their body"),
    ]),
    ("klaus", "relief"): (5, [
        ("gas and colic", "gas, colic"),
        ("constipation and elimination", "constipation"),
        ("growing pains and tension", "growing pains", "stiff or tense muscles"),
        ("teething discomfort", "eases teething"),
        ("cramps", "cramps"),
    ]),
    ("klaus", "relaxation"): (5, [
        ("sleep patterns", "longer or deeper sleep"),
        ("flexibility and more muscle tone", "supple limbs", "the teachers’ list says more of it"),
        ("behavioural states", "calmer states"),
        ("calm and able to calm themself", "can calm down"),
        ("stress hormones", "cortisol"),
    ]),
    ("klaus", "families"): (4, [
        ("delayed bonding", "after a caesarean, an early birth, illness, adoption or too little "
         "support"),
        ("children with special needs", "with special needs"),
        ("fathers on a deeper level", "fathers meet their baby on a deeper level"),
        ("growth of early babies", "five grams more"),
    ]),
    ("iltf", "facilitates"): (4, [
        ("parenting skills", "able and sure", "ways to comfort a fussy baby"),
        ("interaction", "with and without words"),
        ("bonding and attachment", "a secure attachment"),
        ("reading cues", "seeing your baby’s signs"),
    ]),
    ("iltf", "article"): (4, [
        ("less stress for all, soft music", "less stress for mother, father and baby",
         "soft music"),
        ("preterm babies, December 2007", "fewer signs of stress"),
        ("a class and low mood, 2002", "low mood after birth", "time with the baby went better"),
        ("immediate and lasting results", "the results come at once and last"),
    ]),
    ("iltf", "parents"): (9, [
        ("indicators of bonding", "eyes, touch, voice, smell, movement, warmth"),
        ("pre-verbal communication", "long before speech"),
        ("confident and competent", "able and sure"),
        ("one-on-one quiet time or play", "one with one, or play"),
        ("self-esteem, skills, role", "valued in your part"),
        ("unique rhythms and patterns", "your child’s own rhythm"),
        ("cues and states of awareness", "the signs, the states"),
        ("hospitalized child", "a child in hospital"),
        ("fathers interact", "fathers meet their baby on a deeper level"),
    ]),
    ("iltf", "children"): (19, [
        ("love, compassion, respect", "compassion and respect"),
        ("well-being", "well all round"),
        ("confide in parents", "can confide"),
        ("gastrointestinal functioning", "digestion. it may help"),
        ("relaxation, calm, less crying", "less crying, a longer quiet", "can calm down"),
        ("normalizes muscle tone", "the other two lists say more even"),
        ("circulation", "moves the blood"),
        ("immune function", "defences against illness"),
        ("midline orientation", "its middle"),
        ("sensory and body awareness", "get to know their body"),
        ("neurological development", "nerves grow new branches"),
        ("deeper, sounder sleep", "longer or deeper sleep"),
        ("oxygen, nutrients, respiration", "oxygen and food", "helps with breathing"),
        ("pain and teething", "touch during small tests", "eases teething"),
        ("congestion, gas, colic", "stuffy nose", "gas, colic"),
        ("hormones, growth hormone, weight", "hormones, also those of growth",
         "weight in babies born at term"),
        ("cortisol", "cortisol"),
        ("all indicators of bonding", "all the senses meet"),
        ("all systems, neurons branch", "wakes all systems", "nerves grow new branches"),
    ]),
    ("advice", "claims"): (6, [
        ("growth and development, preterm", "five grams more", "fewer days in hospital",
         "milk that stays down", "growth of mind and nerves", "nerves grow new branches"),
        ("muscle tone, walking", "muscles, ligaments and tendons", "walking sooner"),
        ("bones", "stronger bones"),
        ("breathing, asthma, mucus", "asthma and mucus"),
        ("view of childbearing, satisfaction", "view of having children",
         "joy in being a parent"),
        ("bond, laughter, stress, confidence", "a close bond", "smiles and laughter",
         "less stress for mother, father and baby", "able and sure"),
    ]),
    ("advice", "more"): (3, [
        ("gas and colic", "gas, colic"),
        ("circulation and stiffness", "moves the blood", "stiff or tense muscles"),
        ("help to sleep", "longer or deeper sleep"),
    ]),
    ("miles", "oxytocin"): (7, [
        ("bonding and attachment", "closer bonds"),
        ("blood pressure", "lower blood pressure"),
        ("blood to parts of the brain", "more blood to parts of the brain"),
        ("muscle tension", "softer muscles"),
        ("pain relief", "less pain"),
        ("digestive enzymes and acid", "more juice for digestion"),
        ("calm, happy, in love", "calm, glad and in love"),
    ]),
    ("miles", "article"): (16, [
        ("courses name colic", "gas, colic"),
        ("courses name constipation", "constipation"),
        ("courses name teething", "eases teething"),
        ("after a difficult or delayed start", "after a caesarean, an early birth, illness, "
         "adoption or too little support"),
        ("5000 receptors", "five thousand touch points"),
        ("external brain", "a brain on the outside"),
        ("touch hunger and its price", "hunger for touch", "going without it hurts"),
        ("postnatal depression, interactions", "low mood after birth",
         "time with the baby went better"),
        ("baby's sleep, own relaxation", "longer or deeper sleep",
         "less stress for mother, father and baby"),
        ("confidence to recognise needs", "able and sure"),
        ("mother–infant attachment", "a secure attachment", "feeling closer"),
        ("secure when parents see the cues", "seeing your baby’s signs"),
        ("oxytocin when we hold, kiss, smell", "when we hold, kiss, smell and look"),
        ("fathers and caring", "fathers meet their baby on a deeper level"),
        ("one father in ten", "one father in ten"),
        ("prolactin, reorganised brain", "raises prolactin", "shapes their minds"),
    ]),
    ("storm", "stimulates"): (5, [
        ("all systems, digestion, circulation, immunity, elimination", "wakes all systems",
         "digestion. it may help", "moves the blood", "defences against illness", "constipation"),
        ("learning, language, senses, both sides, body", "learning, focus and language",
         "many senses at once", "join both sides of the head", "get to know their body"),
        ("normalizes muscle tone", "the other two lists say more even"),
        ("hormones of calm and sleep", "dopamine, serotonin, oxytocin", "longer or deeper sleep"),
        ("weight and healing, born early", "five grams more", "a faster recovery"),
    ]),
    ("storm", "relaxes"): (9, [
        ("hormone balance, self-soothing", "cortisol", "dopamine, serotonin, oxytocin",
         "can calm down"),
        ("sleep patterns", "longer or deeper sleep"),
        ("state regulation", "calmer states"),
        ("quiet alert longer", "quiet and alert time"),
        ("hyperactivity", "less restless"),
        ("self regulation", "can calm down"),
        ("normalizes muscle tone", "muscle tone"),
        ("flexibility", "supple limbs"),
        ("heart rate and respiration", "a steadier heart and breath"),
    ]),
    ("storm", "relief"): (9, [
        ("gas, tummy, colic", "gas, colic"),
        ("constipation", "constipation"),
        ("cramps", "cramps"),
        ("growing pains", "growing pains"),
        ("excess mucus", "asthma and mucus", "stuffy nose"),
        ("teething", "eases teething"),
        ("disorganization of the nervous system", "nerves out of order"),
        ("physical and psychological tension", "a tense body or mind", "stiff or tense muscles"),
        ("sensitivity to touch", "skin that dislikes touch"),
    ]),
    ("storm", "interaction"): (9, [
        ("bond, attachments, lifelong mental health", "a secure attachment",
         "a sound mind all through life"),
        ("trust and confidence", "trust, confidence"),
        ("reading cues", "seeing your baby’s signs"),
        ("loved, respected", "loved and valued"),
        ("body-mind-spirit", "body, mind and spirit"),
        ("pre-verbal and nonverbal", "with and without words", "long before speech"),
        ("all senses", "all the senses meet"),
        ("social and public situations", "less worry among people"),
        ("one-to-one time", "one with one, or play"),
    ]),
    ("storm", "parents"): (6, [
        ("feel closer", "feeling closer"),
        ("less stress, as if massaged", "less stress for mother, father and baby",
         "relaxes as much as getting"),
        ("comfortable and confident", "able and sure"),
        ("support system", "company"),
        ("comfort a fussy baby", "ways to comfort a fussy baby"),
        ("family routine", "a family routine"),
    ]),
}
ENTRIES = [(voice, entry[0], entry[1:]) for (voice, _), (_, entries) in LISTS.items()
           for entry in entries]

# What the documents tell that is no claim of benefit: the document, the fact, its page, a phrase.
TOLD = [
    (0, "research and words of families", "/learn/people", "research and the words of families"),
    (0, "four groups", "/learn/people", "interaction, stimulation, relief, relaxation"),
    (0, "Klaus, doctor for newborns", "/learn/people", "marshall klaus, doctor for newborns"),
    (0, "Klaus at UCSF", "/learn/people", "university of california in san francisco (ucsf)"),
    (0, "Klaus, humane care", "/learn/people", "kinder care around birth"),
    (0, "Klaus, three books", "/learn/people",
     "“bonding”, “your amazing newborn”, “care of the high-risk infant”"),
    (0, "Klaus on skin to skin, early or at term", "/learn/people",
     "massage and skin to skin, for babies born early or at term"),
    (0, "Klaus: calms, grows, bonds", "/learn/people",
     "to calm them, to help them grow and to help parents bond"),
    (0, "IAIM especially skilled", "/learn/people", "he found iaim teachers very skilled"),
    (0, "a mother of a fussy son", "/learn/people", "every day, at times more than once"),
    (0, "her son's pain", "/learn/people", "he had been in pain, and her touch could calm him"),
    (0, "what a bond is", "/learn/people", "one of a kind between two people, and it lasts"),
    (0, "touch, talk and long looks", "/learn/bonding", "touch and talk, warmth and smell, and long"
     " looks"),
    (0, "delayed: premature birth", "/learn/bonding", "a baby born early"),
    (0, "delayed: caesarean", "/learn/bonding", "getting over a caesarean"),
    (0, "delayed: complications", "/learn/bonding", "illness, yours or your baby’s"),
    (0, "delayed: adoption", "/learn/bonding", "adoption"),
    (0, "delayed: lack of support", "/learn/bonding", "too little help, or too little comfort"),
    (0, "delayed: depression", "/learn/bonding", "low mood after the birth"),
    (0, "as children grow", "/learn/ages", "it can be a good time to talk"),
    (0, "children with special needs", "/learn/families", "children with special needs"),
    (1, "ages old, India, the West", "/learn/people", "loved in india, and it grows in the west"),
    (1, "not as for adults", "/learn/people", "not at all like massage for adults"),
    (1, "both enjoy it", "/learn/people", "that both enjoy"),
    (1, "the parent massages", "/learn/teachers", "the parent massages, not the teacher"),
    *((1, f"yes: {sign}", "/learn/reading-cues", sign) for sign in (
        "looking into your eyes", "smiling", "looking at your face", "babbling or cooing",
        "arms and legs that move smoothly")),
    *((1, f"not now: {sign}", "/learn/reading-cues", sign) for sign in (
        "pulling away", "frowning", "turning the head away", "arching the back", "crying",
        "squirming", "flailing arms or legs")),
    (1, "protocol: times", "/learn/evidence", "15 minutes each, at nine, eleven and one"),
    (1, "protocol: days and number", "/learn/evidence", "from monday to friday: 15 in all"),
    (1, "protocol: therapists", "/learn/evidence", "licensed therapists followed a set plan"),
    (1, "protocol: first to last day", "/learn/evidence", "from the first day to the last"),
    (1, "parasympathetic, a guess", "/learn/evidence", "that is their guess"),
    (1, "never a home schedule", "/learn/evidence", "it is never a plan for home"),
    (1, "its journal", "/learn/evidence", "infant behavior and development"),
    (1, "UK study 2002", "/learn/evidence", "a short report from the united kingdom in 2002"),
    (1, "how is not clear", "/learn/evidence", "reading signs, or oxytocin, may be part of it"),
    (1, "ILTF", "/learn/teachers", "international loving touch foundation (iltf)"),
    (1, "one of the first trainings", "/learn/teachers", "one of the first trainings"),
    (1, "states of awareness", "/learn/six-states", "babies move between six states"),
    (1, "never too late", "/learn/families", "never too late"),
    (1, "expecting", "/learn/ages", "still expecting"),
    (1, "several years old", "/learn/ages", "three to seven years"),
    (1, "CIMI", "/learn/teachers", "cimi, certified infant massage instructor"),
    (1, "CEIM", "/learn/teachers", "ceim, certified educator of infant massage"),
    (1, "babies come to expect it", "/learn/people", "look forward to it more each week"),
    (1, "a reader asks for teachers", "/learn/people", "one reader asked for good teachers"),
    (2, "what it is", "/learn/people", "gentle rubbing, made for babies"),
    (2, "who massages", "/learn/evidence",
     "a trained therapist, or a parent, grandparent or guardian who has learned it well"),
    (2, "gentle touch is good for all", "/learn/people", "gentle touch is good for all, it says"),
    (2, "someone who cares", "/learn/people", "babies need to know that someone cares"),
    (2, "learn it first", "/learn/people", "learn it well first"),
    (2, "references without a list", "/learn/people", "studies it does not name"),
    (3, "McClure's words", "/learn/people", "an ancient art, not a fad"),
    (3, "McClure: respect", "/learn/people", "answer with love, and you listen with respect"),
    (3, "McClure's book", "/learn/people", "infant massage: a handbook for loving parents"),
    (3, "Crystal Miles, ten years", "/learn/people", "worked with families for ten years"),
    (3, "Connected Babies", "/learn/teachers", "connectedbabies.co.uk"),
    (3, "oxytocin at birth or feed", "/learn/people", "oxytocin can peak at a birth or a feed"),
    (3, "a different beginning", "/learn/people", "those who began in another way"),
    (3, "Uvnäs Moberg", "/learn/people", "kerstin uvnäs moberg studies oxytocin, touch and warmth"),
    (3, "Isobel", "/learn/people", "a baby called isobel"),
    (3, "Bergman", "/learn/people", "even after weeks apart"),
    (3, "Bergman: birth, surgery, illness", "/learn/people",
     "after a very early birth, surgery or illness"),
    (3, "adoption and foster care", "/learn/families", "adoption and foster care"),
    (3, "up to seven years", "/learn/teachers", "families up to seven years"),
    (3, "fathers get low too", "/learn/families", "one father in ten"),
    (3, "bonding is a process, people are resilient", "/learn/people", "people are strong"),
    (3, "never too late to bond", "/learn/people", "it is never too late"),
    (3, "ritual: undress", "/learn/a-massage", "undress your baby"),
    (3, "ritual: oil into the palm", "/learn/oil", "pour it into your palm"),
    (3, "ritual: the swish", "/learn/a-massage", "hear the swish and see it"),
    (3, "ritual: still palms", "/learn/a-massage", "show still, open palms"),
    (3, "ritual: eye to eye", "/learn/a-massage", "meet the eyes"),
    (3, "ritual: the question", "/learn/a-massage", "may i massage you now?"),
    (3, "ritual: the first time", "/learn/teachers", "a newborn cannot know what it means"),
    (3, "ritual: read the cues later", "/learn/a-massage", "may be a yes"),
    (3, "permission teaches healthy touch", "/learn/teachers",
     "a child learns that touch is theirs to choose"),
    (3, "different thresholds", "/learn/people", "not all equally much"),
    (3, "enclosed and secure", "/learn/people", "where they feel enclosed and safe"),
    (3, "still touch: breathe", "/learn/bonding", "rest a still hand on your baby, and breathe"),
    (3, "still touch: no pressure, no movement", "/learn/a-massage",
     "they do not move, and they do not press"),
    (3, "use: before an area", "/learn/a-massage", "rest your hands on the first place"),
    (3, "use: an answer", "/learn/a-massage", "if it may be too much, answer with resting hands"),
    (3, "use: until both are ready", "/learn/a-massage", "stay until you are both ready"),
    (3, "IAIM UK", "/learn/teachers", "iaim.org.uk"),
    (4, "Linda Storm", "/learn/people", "linda storm wrote the list of infant massage usa"),
    (4, "Infant Massage USA", "/learn/teachers", "infantmassageusa.org"),
    (4, "mama, papa or caregiver", "/learn/people", "mama, papa or caregiver"),
    ("all", "IAIM", "/learn/teachers", "international association of infant massage (iaim)"),
    ("all", "grandparents", "/learn/families", "grandparents"),
    ("all", "guardians", "/learn/evidence", "guardian"),
    ("all", "tone: more or more even", "/learn/evidence", "more of it, or more even?"),
]


@pytest.fixture(scope="module")
def claims():
    """Every claim of Learn with its page."""
    return [(slug, claim) for slug, page in pages().items() for section in page.section
            for claim in section.claims]


@pytest.fixture(scope="module")
def shells(html):
    """The words of each page, in small letters."""
    return {url: Text(body).text.lower() for url, body in html.items()}


def having(claims, phrase):
    return [claim for slug, claim in claims
            if slug in ("benefits", "evidence") and phrase in claim.says.lower()]


def test_each_list_is_here_as_long_as_the_document_has_it():
    assert {name: len(entries) for name, (_, entries) in LISTS.items()} == {
        name: count for name, (count, _) in LISTS.items()}
    total = Counter()
    for (voice, group), (count, _) in LISTS.items():
        if (voice, group) not in (("klaus", "families"),):
            total[voice] += count
    assert (total["klaus"], total["storm"]) == (21, 38)
    assert LISTS["iltf", "parents"][0] + LISTS["iltf", "children"][0] == 28


@pytest.mark.parametrize(("voice", "entry", "phrases"), ENTRIES,
                         ids=[f"{voice}: {entry}" for voice, entry, _ in ENTRIES])
def test_each_entry_is_claimed_by_its_document_with_its_grade_and_source(
        claims, voice, entry, phrases):
    for phrase in phrases:
        found = having(claims, phrase)
        assert len(found) == 1, phrase
        assert voice in found[0].said, phrase
        assert found[0].grade == GRADE_OF[phrase], phrase
        assert found[0].source, phrase


def test_no_claim_says_it_is_of_a_document_that_does_not_make_it(claims):
    wrong = {}
    for claim in (claim for slug, claim in claims if slug == "benefits"):
        voices = {voice for voice, _, phrases in ENTRIES for phrase in phrases
                  if phrase in claim.says.lower()}
        if voices != set(claim.said):
            wrong[claim.says] = voices ^ set(claim.said)
    assert not wrong


@pytest.mark.parametrize(("document", "fact", "url", "phrase"), TOLD,
                         ids=[f"{row[0]}: {row[1]}" for row in TOLD])
def test_what_else_a_document_tells_is_on_its_page(shells, document, fact, url, phrase):
    assert phrase in shells[url]


WORDS = {"good": "Good several sound studies agree",
         "some": "Some studies point one way, but are weak",
         "limited": "Limited few, small or indirect studies",
         "belief": "Belief what people hold; not shown by studies"}
VOICES = {"klaus": "the teachers’ list", "iltf": "Loving Touch", "advice": "the advice page",
          "miles": "Connected Babies", "storm": "Infant Massage USA"}


def test_a_reader_sees_the_grade_in_words_and_whose_claim_it_is(html, claims):
    for slug, claim in claims:
        words = Text(html[f"/learn/{slug}"]).text
        # what stands after the claim, up to its source
        after = words.split(claim.says, 1)[1].split(claim.source, 1)[0]
        assert after.strip().startswith(WORDS[claim.grade]), claim.says
        assert claim.but in after
        said_by = f"Said by {', '.join(VOICES[voice] for voice in claim.said)}."
        assert after.rstrip().endswith(said_by) if claim.said else "Said by" not in after


def test_only_a_number_is_graded_good(claims):
    assert [claim.but for _, claim in claims if claim.grade == "good"] == ["For the number."]


HOLD = re.compile(r"\b(?:believe|say|said|write|called|names|hope|hold|view|can grow|dislike"
                  r"|has not been tested|differs?|often name)\b", re.I)


def test_a_belief_is_told_as_what_people_hold(claims):
    for _, claim in claims:
        if claim.grade == "belief":
            assert HOLD.search(f"{claim.says} {claim.but}"), claim.says


# Promises that no screen makes, in whatever words surround them.
FORBIDDEN = [
    r"brain cells?", r"\bimmun(?:e|ity)\b", r"\bprevents?\b", r"\bboost", r"\bcures?\b",
    r"\bheals\b", r"\bhealing (?:touch|hands|power|process)", r"nothing more healing",
    r"\bdetox", r"\bguarantee", r"\bclinically\b", r"\bproven\b", r"natural remed",
    r"evidence-based", r"highly recommended", r"\bregulates?\b",
    r"stimulates? the brain", r"balances? (?:the )?hormones",
    r"clears? (?:the )?(?:lungs?|mucus|chest|airways?)", r"(?:treats?|helps?|eases?) asthma",
    r"(?:improves?|increases?|better|more) (?:circulation|blood flow)",
    r"(?:creates?|builds?|makes) (?:a )?(?:secure attachment|bond)", r"repairs? (?:the )?bond",
    r"helps? (?:\w+ ){0,3}walk\b", r"teaches? (?:\w+ )?self-sooth",
    r"strengthens? (?:the )?bones?",
    r"(?<!nobody can promise that massage )has no side effects",
]


@pytest.mark.parametrize("promise", FORBIDDEN)
def test_no_screen_promises(shells, promise):
    assert not {url: found[0] for url, words in shells.items()
                if (found := re.search(promise, words))}


def test_asthma_is_named_once_and_never_instead_of_a_doctor(claims, shells):
    [claim] = [claim for _, claim in claims if "asthma" in claim.says.lower()]
    assert claim.grade == "belief"
    assert "There is no good evidence. Never wait with a doctor for it." in claim.says
    assert {url for url, words in shells.items() if "asthma" in words} == {
        "/learn/benefits", "/learn/people"}


def test_the_protocol_of_a_study_is_never_a_plan_for_home(claims, shells):
    [claim] = having(claims, "fewer signs of stress")
    assert "never a plan for home" in claim.but
    assert {url for url, words in shells.items() if "nine, eleven and one" in words} == {
        "/learn/evidence"}


ANCHORS = [("34 studies", "in 20 of them"), ("14 trials", "about five grams more a day"),
           ("34 mothers", "62 mothers"), ("three massages a day", "from monday to friday"),
           ("18 cases of severe harm", "of 60 studies, 31 did not say")]


@pytest.mark.parametrize("phrases", ANCHORS, ids=["healthy", "early", "mood", "stress", "harm"])
def test_the_five_anchors_are_explained_with_their_numbers(shells, phrases):
    assert all(phrase in shells["/learn/evidence"] for phrase in phrases)


STUDIES = [
    "Bennett", "Vickers", "Wang", "Field", "Rodovanski", "Massaro", "Guzzetta", "Niemi",
    "Hernandez-Reif", "Karkhaneh", "Onozawa", "Glover", "O’Higgins", "Geary", "Gürol",
    "Jump", "Cullen", "Cheng", "Gordon", "Paulson", "Morris", "Khilnani", "Beider",
    "Mindell", "Rezaei", "Ferber", "Sheidaei", "Park", "Carnes", "Dobson", "Liu", "Wegh",
    "Xu", "Fairhurst", "Bergman", "Lin", "Erçelik",
]


@pytest.mark.parametrize("name", STUDIES)
def test_each_study_is_listed(shells, name):
    assert name.lower() in shells["/learn/people"]


def test_studies_behind_a_grade_are_listed_among_the_studies(shells):
    for section in pages()["benefits"].section:
        for claim in section.claims:
            for name in re.findall(r"(\S+) (?:and \S+ )?(?:19|20)\d\d\b", claim.source):
                assert name.lower() in shells["/learn/people"], claim.source


@pytest.mark.parametrize("name", [
    "iaim.net", "iaim.org.uk", "Infant Massage USA", "ILTF", "Connected Babies", "Crystal Miles",
    "McClure", "Linda Storm", "CIMI", "CEIM"])
def test_whom_to_ask_for_teaching(shells, name):
    assert name.lower() in shells["/learn/teachers"]


def test_addresses_may_change_and_nothing_leaves_the_app_unmarked(html, shells):
    assert "check before you travel: these may change" in shells["/learn/teachers"]
    for slug in ("benefits", "evidence", "people", "teachers"):
        page = html[f"/learn/{slug}"]
        assert not re.search(r'<a [^>]*href="(?:https?:)?//', page), slug


@pytest.mark.parametrize("slug", ["people", "teachers"])
def test_nobody_named_is_said_to_approve(shells, slug):
    assert re.search(r"(?:nobody|none).{0,40} has seen or approved", shells[f"/learn/{slug}"])
