"""The vendor's file: which tokens there are, and the seed of each."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pyotp

from hardware_tokens.errors import Problem, TokenFileError
from hardware_tokens.table import Row, read_rows

Encoding = Literal["hex", "base32"]
Algorithm = Literal["sha1", "sha256", "sha512"]

_COLUMNS: Mapping[str, Sequence[str]] = {
    "serial": ("serialnumber", "sn", "tokenserial", "tokenserialnumber", "tokensn"),
    "seed": ("secret", "secretkey", "key", "seedhex", "seedbase32", "tokenseed"),
    "interval": ("timeinterval", "period", "timestep", "timestepinseconds", "otpinterval"),
    "digits": ("otpdigits", "otplength", "length"),
    "algorithm": ("hash", "hashalgorithm"),
}
_WITHOUT_HEADER = ("serial", "seed", "interval", "digits")
_HEX = re.compile(r"(?:[0-9a-f]{2})+", re.IGNORECASE)
_BASE32 = re.compile(r"[a-z2-7]+=*", re.IGNORECASE)
_SERIAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_SHORTEST, _LONGEST = 16, 64
"""Bytes of a seed: fewer are too easy to guess (RFC 4226), more than the block of the hash are of no use."""
_INTERVALS = ("30", "60")
_DIGITS = ("6", "8")
_HASHES: Mapping[str, Callable[..., hashlib._Hash]] = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
}


@dataclass(frozen=True)
class Token:
    """A hardware token.

    Attributes:
        serial: what is printed on it.
        seed: the key, in Base32.
        interval: seconds for which it shows a code.
        digits: how many a code has.
        algorithm: of the HMAC.
    """

    serial: str
    seed: str = field(repr=False)
    interval: int = 30
    digits: int = 6
    algorithm: Algorithm = "sha1"

    @property
    def codes(self) -> pyotp.TOTP:
        """The codes that it shows."""
        return pyotp.TOTP(self.seed, digits=self.digits, interval=self.interval, digest=_HASHES[self.algorithm])


def read_tokens(path: Path, encoding: Encoding | None = None) -> dict[str, Token]:
    """The tokens of a vendor's file, by serial number.

    Args:
        path: CSV with or without a header, in the forms of Feitian, Token2 and Entra ID.
        encoding: of the seeds; None to see it from all of them.

    Raises:
        TokenFileError: the file cannot be read, or something in it is wrong.
    """
    rows = read_rows(path, _COLUMNS, _WITHOUT_HEADER)
    if not rows:
        raise TokenFileError(f"{path}: has no tokens")
    encoding = encoding or _encoding(rows)
    problems: list[Problem] = []
    tokens: dict[str, Token] = {}
    for row in rows:
        faults = [Problem(path, row.number, row.column(name), message) for name, message in _faults(row, encoding)]
        if not faults and row["serial"] in tokens:
            message = f"{row['serial']} is there twice; remove one of the rows"
            faults.append(Problem(path, row.number, row.column("serial"), message))
        problems += faults
        if not faults:
            tokens[row["serial"]] = _token(row, encoding)
    if problems:
        raise TokenFileError(f"{path}: nothing was imported", problems)
    return tokens


def _encoding(rows: Sequence[Row]) -> Encoding:
    """A file has one encoding: that in which every seed can be read; both only by a rare chance."""
    return "hex" if all(_HEX.fullmatch(_compact(row["seed"])) for row in rows) else "base32"


def _faults(row: Row, encoding: Encoding) -> list[tuple[str, str]]:
    faults = []
    if not _SERIAL.fullmatch(row["serial"]):
        faults.append(("serial", "is no serial number; letters, digits, dots and hyphens, 40 at most"))
    seed = _seed(row["seed"], encoding)
    if seed is None:
        kinds = (
            "in Base32 (letters and 2 to 7)" if encoding == "base32" else "hexadecimal (0 to 9 and A to F, in pairs)"
        )
        faults.append(("seed", f"is not {kinds}; use the vendor's file as it came, or say --encoding"))
    elif not _SHORTEST <= len(seed) <= _LONGEST:
        faults.append(("seed", f"has {len(seed)} bytes; a seed has {_SHORTEST} to {_LONGEST}"))
    for name, allowed in (("interval", _INTERVALS), ("digits", _DIGITS), ("algorithm", tuple(_HASHES))):
        if row[name] and _word(row[name]) not in allowed:
            faults.append((name, f"{row[name]!r} is none of {', '.join(allowed)}"))
    return faults


def _token(row: Row, encoding: Encoding) -> Token:
    seed = base64.b32encode(_seed(row["seed"], encoding) or b"").decode().rstrip("=")
    algorithm = next((name for name in ("sha256", "sha512") if _word(row["algorithm"]) == name), "sha1")
    return Token(
        serial=row["serial"],
        seed=seed,
        interval=int(row["interval"] or 30),
        digits=int(row["digits"] or 6),
        algorithm="sha256" if algorithm == "sha256" else "sha512" if algorithm == "sha512" else "sha1",
    )


def _seed(text: str, encoding: Encoding) -> bytes | None:
    compact = _compact(text)
    if encoding == "hex":
        return bytes.fromhex(compact) if _HEX.fullmatch(compact) else None
    if not _BASE32.fullmatch(compact):
        return None
    bare = compact.rstrip("=").upper()
    try:
        return base64.b32decode(bare + "=" * (-len(bare) % 8))
    except binascii.Error:
        return None


def _compact(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def _word(text: str) -> str:
    return text.lower().replace("-", "").removeprefix("hmac")
