"""Lets the rest of the server follow a change of a record, without standing in its way."""

import logging
from typing import Any

from flask import current_app
from sqlalchemy.exc import OperationalError

from ..database import db
from ..families.family import Family
from .record import Record

log = logging.getLogger(__name__)


def let_follow(family: Family, record: Record, before: dict | None) -> None:
    """Call what follows this kind of record. What it cannot compute is undone, and logged.

    The family's entries are worth more than what we make of them: were an error to go through,
    the phone would send the same batch again for ever. A database that breaks off does go
    through, for a second try can help there.
    """
    for project in current_app.extensions["projections"].get(record.kind, ()):
        try:
            with db.session.begin_nested():
                project(family, record, before)
        except OperationalError:
            raise
        except Exception as error:
            # neither the words of the error nor its values: they may quote what the family wrote
            log.error("%s could not follow a record: %s at %s", project.__qualname__,
                      type(error).__name__, _place(error))


def _place(error: BaseException) -> str:
    trace: Any = error.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
