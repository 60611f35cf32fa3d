"""The offline story in Firefox, which has no background sync."""

from browser.offline_story import Story


def test_a_bedtime_without_internet_in_firefox(server, firefox):
    page = firefox().new_page()
    story = Story(server, page, page.goto)
    assert not story.ask("'SyncManager' in window")
    story.tell()
