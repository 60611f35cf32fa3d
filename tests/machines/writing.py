"""What phones write: entries as API.md has them, and a short way to sync."""

import uuid

EVENING = "2026-11-20T18:30:00.000Z"


def an_id() -> str:
    return str(uuid.uuid4())


def entry(kind: str = "massage", fields: dict | None = None, record: str | None = None,
          action: str = "put", recorded_at: str = EVENING, **more) -> dict:
    """Return a fresh entry; `more` replaces or adds members."""
    return {"id": an_id(), "record": record or an_id(), "kind": kind, "action": action,
            "recorded_at": recorded_at, "fields": {} if fields is None else fields, **more}


def massage(local_date: str = "2026-11-20", **fields) -> dict:
    when = {"at": f"{local_date}T18:30:00.000Z", "zone": "Europe/Berlin", "local_date": local_date}
    return entry("massage", {"when": when, "outcome": "given", "routine": "first-touch", **fields})


def sync(phone, entries: list, cursor: int = 0, epoch: str | None = None) -> dict:
    """Return the answer, which has to be 200."""
    asked = {"cursor": cursor, "entries": entries} | ({"epoch": epoch} if epoch else {})
    answer = phone.post("/api/sync", asked)
    assert answer.status_code == 200, answer.text
    return answer.json


def records(answer: dict, kind: str = "massage") -> list[dict]:
    return [record for record in answer["records"] if record["kind"] == kind]


def joined(owner, newcomer, **wish) -> dict:
    """Let `newcomer` join the family of `owner` by an invitation."""
    code = owner.post("/api/invitations").json["code"]
    answer = newcomer.post("/api/invitations/redeem", {"code": code, **wish})
    assert answer.status_code == 201, answer.text
    newcomer.me = answer.json
    return answer.json


def same_phone(phone, other) -> None:
    """Give `other` the cookie of `phone`: one phone, calling from several places at once."""
    cookie = phone.client.get_cookie("device")
    other.client.set_cookie("device", cookie.value)
