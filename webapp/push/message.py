"""What is sent: one Declarative Web Push message, encrypted for one phone.

Safari shows it by itself; elsewhere the worker reads the same JSON. The format is at
https://www.w3.org/TR/push-api/#declarative-push-message.
"""

import hashlib
import uuid

import http_ece
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from .subscription import Subscription, decoded

# Firefox on Android goes through a service with less room than the standard's 3,993 bytes.
MAX_BYTES = 2500
TAG = "invitation"


class TooLong(Exception):
    """More bytes than every push service takes."""


class Unusable(Exception):
    """Nothing can be encrypted with these keys."""


def message(title: str, text: str, url: str, language: str) -> bytes:
    """Return the JSON of a silent notification that replaces the one before it.

    `mutable` is in both places where browsers have looked for it: the worker has the last
    word, for it may know that the family has had its time. Raises TooLong.
    """
    content = {
        "web_push": 8030,
        "mutable": True,
        "notification": {
            "title": title, "body": text, "navigate": url, "lang": language, "dir": "auto",
            "tag": TAG, "silent": True, "mutable": True,
        },
    }
    encoded = msgspec.json.encode(content, enc_hook=str)  # Words are a kind of str
    if len(encoded) > MAX_BYTES:
        raise TooLong(f"{len(encoded)} bytes")
    return encoded


def encrypted(content: bytes, subscription: Subscription) -> bytes:
    """Encrypt for one phone (RFC 8291). Has no clock in it: can be done before the minute.

    By http_ece, as pywebpush itself does, whose checks and copies took a fifth of the work.
    Raises Unusable, so that one broken row never stands in the way of the others.
    """
    try:
        return http_ece.encrypt(
            content, private_key=ec.generate_private_key(ec.SECP256R1()), version="aes128gcm",
            dh=decoded(subscription.p256dh, 65), auth_secret=decoded(subscription.auth, 16))
    except (ValueError, TypeError, http_ece.ECEException) as error:
        raise Unusable(type(error).__name__) from None


def topic(family_id: uuid.UUID, kind: str) -> str:
    """Return 32 characters: of the messages with one topic a push service keeps the last."""
    return hashlib.sha256(f"{kind} {family_id}".encode()).hexdigest()[:32]
