"""GET /health: whether this server can take a family's entries right now."""

import sqlalchemy as sa
from flask import Blueprint, Response, current_app

from .database import db, writing
from .rate_limits import RateCount
from .wire import json_answer

bp = Blueprint("health", __name__)


@bp.get("/health")
def health() -> Response:
    """200 with the release, or 503 when the database cannot be written."""
    release = current_app.extensions["release"].digest
    try:
        with writing(), db.engine.begin() as connection:
            connection.execute(sa.delete(RateCount).where(RateCount.expires_at < 0))
    except sa.exc.SQLAlchemyError:
        return _uncached(json_answer({"status": "database-not-writable", "release": release}, 503))
    return _uncached(json_answer({"status": "ok", "release": release}))


def _uncached(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
