"""Each phone of a family is invited in its own language."""

import pytest

from webapp.languages.pseudo import pseudo
from webapp.reminders.words import words

pytestmark = [pytest.mark.sqlite_only, pytest.mark.settings(LANGUAGES=("en", "en-XA"))]


def subscribe(phone, browser, language: str) -> None:
    wish = {**browser.subscription(), "language": language}
    assert phone.put("/api/push-subscription", wish).status_code == 204


def test_two_phones_of_one_family_are_invited_in_two_languages(app, evening, service):
    ours, theirs = service.browser(), service.browser()
    subscribe(evening.phone, ours, "en")
    subscribe(evening.second_phone(), theirs, "en-XA")
    evening.remind()
    evening.at("18:45")
    [english], [other] = [[arrival.content["notification"] for arrival in service.read_by(one)]
                          for one in (ours, theirs)]
    assert english["body"] in words("en").invitations
    assert (other["title"], other["body"]) == (pseudo(english["title"]), pseudo(english["body"]))
    assert (english["lang"], other["lang"]) == ("en", "en-XA")
    assert english["navigate"].startswith("http://localhost/tonight#")
    assert other["navigate"].startswith("http://localhost/en-XA/tonight#")


def test_a_language_that_is_not_offered_here_is_english(app, evening, service):
    browser = service.browser()
    subscribe(evening.phone, browser, "fr-CA")
    evening.remind()
    evening.at("18:45")
    [arrival] = service.read_by(browser)
    assert arrival.content["notification"]["body"] in words("en").invitations
    assert arrival.content["notification"]["navigate"].startswith("http://localhost/tonight#")
