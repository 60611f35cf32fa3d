"""The offline story in WebKitGTK: an iPhone in a tab, without push and background sync."""

from browser.offline_story import FOUND, Story
from browser.releases import massages, nursery, save_massage


def test_a_bedtime_without_internet_in_webkit(server, webkit):
    story = Story(server, webkit, webkit.get)
    story.visit("/")
    assert not story.ask("'PushManager' in window || 'SyncManager' in window")
    story.tell()


def test_a_parent_who_turns_pages_quickly_finds_everything_in_webkit(server, webkit):
    """WebKit never ends a transaction of a page that it froze; then nothing could be read."""
    story = Story(server, webkit, webkit.get)
    story.is_kept()
    story.ask(nursery(FOUND))
    assert save_massage(webkit) == 1
    for _ in range(6):
        story.visit("/")
        story.visit("/journal")
        assert massages(webkit) == 1
