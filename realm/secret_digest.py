"""A secret of the live realm that nobody gets to see, and that can be compared all the same."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

PREFIX = "hmac-sha256:"
"""How the extension marks a digest that stands in a secret's place (docs/reference/extension.md)."""
_NONCE_BYTES = 32


@dataclass(frozen=True)
class SecretDigest:
    """HMAC-SHA256 of a secret.

    Attributes:
        nonce: the key, another one at each reading.
        digest: hexadecimal digits.
    """

    nonce: bytes
    digest: str

    def matches(self, text: str) -> bool:
        """Whether `text` is the secret."""
        return hmac.compare_digest(hmac.new(self.nonce, text.encode(), hashlib.sha256).hexdigest(), self.digest)

    def __str__(self) -> str:
        return "(secret)"

    __repr__ = __str__


def new_nonce() -> bytes:
    """A key for the digests of one reading."""
    return secrets.token_bytes(_NONCE_BYTES)


def nonce_text(nonce: bytes) -> str:
    """A nonce as the extension takes it: base64url without padding."""
    return base64.urlsafe_b64encode(nonce).decode().rstrip("=")


def with_digests(value: Any, nonce: bytes) -> Any:
    """The extension's answer with digests as values of their own."""
    if isinstance(value, dict):
        return {key: with_digests(item, nonce) for key, item in value.items()}
    if isinstance(value, list):
        return [with_digests(item, nonce) for item in value]
    if isinstance(value, str) and value.startswith(PREFIX):
        return SecretDigest(nonce, value.removeprefix(PREFIX))
    return value
