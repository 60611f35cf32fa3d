"""Codes that people read aloud and type: Crockford's 32 letters, none mistaken for another."""

import hashlib
import hmac
import secrets

from flask import current_app

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code(length: int, secret: bytes | None = None) -> str:
    """Return a code of `length` letters, 5 bits each: random, or made of a `secret`'s bytes."""
    return "".join(LETTERS[byte % 32] for byte in secret or secrets.token_bytes(length))[:length]


def secret_of(claim: str | None, purpose: str) -> bytes:
    """Return 32 secret bytes: random, or the same each time for a claim's `purpose`."""
    if claim is None:
        return secrets.token_bytes(32)
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.digest(key, f"{purpose} {claim}".encode(), "sha256")


def read_code(text: str, length: int) -> str | None:
    """Return what a person meant by `text`, whatever the case, dashes and spaces; else None."""
    code = "".join(text.replace("-", "").split()).upper().translate(_ALIKE)
    return code if len(code) == length and set(code) <= set(LETTERS) else None


def fingerprint(secret: str) -> str:
    """Return what the database keeps of a secret: enough to know it again, not to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()
