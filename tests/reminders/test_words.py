"""What an invitation says: short, calm, without a name, a promise or a push."""

import datetime as dt
import re
import uuid

from webapp.push.message import MAX_BYTES, TooLong, message
from webapp.reminders.words import words

FORBIDDEN = re.compile(
    r"!|don.t forget|\b(missed|still|streak|should|must|have to|just|simply|easy|perfect|failed|"
    r"sleep better|better|healthy|calmer|mum|mummy|mom|dad|every day|again|today)\b", re.IGNORECASE)


def test_there_are_at_least_twelve_short_calm_invitations():
    said = words()
    texts = [said.fallback, *said.invitations]
    assert len(set(said.invitations)) >= 12
    for text in texts:
        assert len(text) <= 80
        assert "not today" in text or not FORBIDDEN.search(text), text
        assert "!" not in text


def test_each_evening_has_its_own_text_and_the_same_for_all_of_a_family_s_phones():
    family, day = uuid.uuid4(), dt.date(2026, 11, 21)
    fortnight = [words().invitation(family, day + dt.timedelta(days=n)) for n in range(14)]
    assert len(set(fortnight)) >= 12
    assert words().invitation(family, day) == fortnight[0]


def test_another_language_falls_back_to_english():
    assert words("xx") is words("en-GB") is words()


def test_a_message_is_measured_in_bytes_not_in_characters():
    url = "https://hands.example.org/tonight#" + str(uuid.uuid4())
    assert len(message("🤲" * 20, "🤲" * 80, url, "en")) <= MAX_BYTES
    try:
        message("🤲" * 300, "🤲" * 400, url, "en")
    except TooLong:
        return
    raise AssertionError("3,000 bytes were taken")
