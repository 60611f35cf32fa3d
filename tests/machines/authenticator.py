"""A passkey provider in software: what a phone's own does for `navigator.credentials`.

WebAuthn Level 3 §6.1 (authenticator data), §6.5.4 (attestation "none"); keys are ES256.
"""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from struct import pack

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """Holds one passkey. `origin` is the page that asks, as the browser reports it."""

    def __init__(self, origin: str = "http://localhost"):
        self.origin, self.host = origin, "localhost"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.user, self.uses = os.urandom(32), b"", 0
        self.flags = PRESENT | VERIFIED

    def create(self, options: dict) -> dict:
        """Answer `navigator.credentials.create`, as `toJSON()` would say it."""
        self.user = decoded(options["user"]["id"])
        point = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"),
                              -3: point.y.to_bytes(32, "big")})
        attested = bytes(16) + pack(">H", len(self.id)) + self.id + public
        statement = cbor2.dumps({"fmt": "none", "attStmt": {},
                                 "authData": self._data(ATTESTED) + attested})
        client = self._client("webauthn.create", options["challenge"])
        return self._said({"clientDataJSON": encoded(client),
                           "attestationObject": encoded(statement)})

    def get(self, options: dict) -> dict:
        """Answer `navigator.credentials.get`."""
        self.uses += 1
        client = self._client("webauthn.get", options["challenge"])
        data = self._data()
        signature = self.key.sign(data + hashlib.sha256(client).digest(),
                                  ec.ECDSA(hashes.SHA256()))
        return self._said({"clientDataJSON": encoded(client), "authenticatorData": encoded(data),
                           "signature": encoded(signature), "userHandle": encoded(self.user)})

    def _data(self, more: int = 0) -> bytes:
        return (hashlib.sha256(self.host.encode()).digest() + bytes([self.flags | more])
                + pack(">I", self.uses))

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _said(self, response: dict) -> dict:
        return {"id": encoded(self.id), "rawId": encoded(self.id), "type": "public-key",
                "response": response, "clientExtensionResults": {}}


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "==")
