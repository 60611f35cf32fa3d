"""Codes that people read aloud and type: Crockford's 32 letters, none mistaken for another."""

import hashlib
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code(length: int) -> str:
    """Return a random code of `length` letters, 5 bits each."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def read_code(text: str, length: int) -> str | None:
    """Return what a person meant by `text`, whatever the case, dashes and spaces; else None."""
    code = "".join(text.replace("-", "").split()).upper().translate(_ALIKE)
    return code if len(code) == length and set(code) <= set(LETTERS) else None


def fingerprint(secret: str) -> str:
    """Return what the database keeps of a secret: enough to know it again, not to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()
