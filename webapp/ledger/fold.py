"""Fold entries into the record they are about. The twin of static/js/nursery/fold.js.

Both are tested over tests/cases/fold.json. Pure: any order, any number of repeats, same record.
"""

WITHDRAWN = "withdrawn"  # stamped like a field, so a put can never write a field of this name


def fold(record: dict | None, entry: dict) -> dict:
    """Return `record` with `entry` folded in; neither is changed.

    record: {"kind", "record", "fields": {}, "stamps": {field: [at, recorded_at, entry id]},
    "withdrawn": bool}, or None before the first entry. entry: as on the wire, on the server also
    with "received_at". Times are RFC 3339 UTC with milliseconds, so they compare as strings.
    """
    folded = {
        "kind": entry["kind"], "record": entry["record"],
        "fields": {}, "stamps": {}, "withdrawn": False,
    } if record is None else {
        # a record has one kind; whoever says otherwise must not make the order matter
        "kind": min(record["kind"], entry["kind"]), "record": record["record"],
        "fields": dict(record["fields"]), "stamps": dict(record["stamps"]),
        "withdrawn": record["withdrawn"],
    }
    stamp = stamp_of(entry)
    for name, value in _said(entry).items():
        if name in folded["stamps"] and list(folded["stamps"][name]) >= stamp:
            continue
        folded["stamps"][name] = stamp
        if name == WITHDRAWN:
            folded["withdrawn"] = value
        elif value is None:
            folded["fields"].pop(name, None)
        else:
            folded["fields"][name] = value
    return folded


def stamp_of(entry: dict) -> list[str]:
    """Return [at, recorded_at, entry id]: the greater stamp wins a field.

    A clock in the future counts from when the server received the entry, so it beats nobody
    for ever; a tie goes to the later `recorded_at`, then to the greater id.
    """
    recorded_at = entry["recorded_at"]
    return [min(recorded_at, entry.get("received_at") or recorded_at), recorded_at, entry["id"]]


def _said(entry: dict) -> dict:
    match entry["action"]:
        case "put":
            return {name: value for name, value in entry["fields"].items() if name != WITHDRAWN}
        case "withdraw":
            return {WITHDRAWN: True}
        case "restore":
            return {WITHDRAWN: False}
    return {}
