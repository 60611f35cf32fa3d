"""The page where the daily invitation is set, and the one it leads to."""

from collections.abc import Iterator

from ..release import Shell
from .forms import ReminderForm


def shells() -> Iterator[Shell]:
    yield Shell("/reminders", "reminders/reminders.html", {"Form": ReminderForm})
    yield Shell("/tonight", "tonight/tonight.html")
