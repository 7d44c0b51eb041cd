"""The badge code: what the QR code of a badge holds.

`HB1` and, in RFC 4648 Base32 without padding, 33 bytes: a version, the user's id, a secret. docs/reference/extension.md
defines it and contracts/badge-vectors.json has examples.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from uuid import UUID

from badge_tool.errors import InvalidBadgeCodeError

PREFIX = "HB1"
VERSION = 1
SECRET_BYTES = 16
_PAYLOAD_BYTES = 1 + 16 + SECRET_BYTES
_PAYLOAD_CHARACTERS = -(-_PAYLOAD_BYTES * 8 // 5)
_WHITE_SPACE = " \t\r\n\f\v"
_SHAPE = re.compile(rf"{PREFIX}([A-Z2-7]{{{_PAYLOAD_CHARACTERS}}})", re.ASCII)


@dataclass(frozen=True)
class BadgeCode:
    """A badge code in its parts.

    Attributes:
        user_id: Keycloak's id of the person.
        secret: 16 random bytes, of which Keycloak keeps the SHA-256 alone.
    """

    user_id: UUID
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_BYTES:
            raise ValueError(f"the secret of a badge has {SECRET_BYTES} bytes, not {len(self.secret)}")

    @classmethod
    def parse(cls, text: str) -> BadgeCode:
        """Read a code; surrounding white space and small letters are accepted, everything else is refused.

        Raises:
            InvalidBadgeCodeError: the text is no badge code. The message does not repeat it.
        """
        shape = _SHAPE.fullmatch(_ascii_upper(text.strip(_WHITE_SPACE)))
        if shape is None:
            raise InvalidBadgeCodeError("this is not a badge code")
        characters = shape[1]
        payload = base64.b32decode(characters + "=" * (-len(characters) % 8))
        if payload[0] != VERSION:
            raise InvalidBadgeCodeError(f"badge codes of version {payload[0]} are not known")
        code = cls(UUID(bytes=payload[1:17]), payload[17:])
        if str(code) != PREFIX + characters:
            raise InvalidBadgeCodeError("the last character of this badge code has bits that mean nothing")
        return code

    def __str__(self) -> str:
        payload = bytes([VERSION]) + self.user_id.bytes + self.secret
        return PREFIX + base64.b32encode(payload).decode("ascii").rstrip("=")

    @property
    def secret_sha256(self) -> bytes:
        """What Keycloak stores of the secret, 32 bytes."""
        return hashlib.sha256(self.secret).digest()


def _ascii_upper(text: str) -> str:
    # str.upper() turns letters outside ASCII into ASCII ones (a dotless i into I), which would accept look-alikes.
    return text.upper() if text.isascii() else text
