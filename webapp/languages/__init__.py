"""Every word of pages, player, reminders and answers, behind one mechanism: gettext."""
