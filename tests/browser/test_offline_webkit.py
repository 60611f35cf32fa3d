"""The offline story in WebKitGTK: an iPhone in a tab, without push and background sync."""

from browser.offline_story import Story


def test_a_bedtime_without_internet_in_webkit(server, webkit):
    story = Story(server, webkit, webkit.get)
    story.visit("/")
    assert not story.ask("'PushManager' in window || 'SyncManager' in window")
    story.tell()
