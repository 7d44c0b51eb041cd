"""The modules of QR codes, thousands a second.

`qrcode` makes them, but takes 5 ms for one. A symbol without its mask is linear: that of a text is the exclusive or of
the symbols of its bits, error correction included. So `qrcode` is asked once for each bit that a text of some length
can have, and from then on symbols are put together from its answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import islice
from operator import xor
from typing import Any, Final, Literal

from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import ALPHA_NUM, QRData

from badge_tool.masks import best_mask

LEVELS = {"H": ERROR_CORRECT_H, "Q": ERROR_CORRECT_Q, "M": ERROR_CORRECT_M, "L": ERROR_CORRECT_L}
"""Error correction, from the most to the least."""
_MASKS = range(8)
_ALPHANUMERIC: Final = 2
_BYTES: Final = 4
"""Mode indicators (ISO/IEC 18004, table 2)."""
_CHARACTERS = ALPHA_NUM.decode()
_VALUES = {character: value for value, character in enumerate(_CHARACTERS)}
_HIGH_BITS, _LOW_BITS, _LAST_BITS = 5, 6, 6
"""Two characters are 11 bits in alphanumeric mode, which are looked up in two parts; one that is left over has 6."""


def smallest_version(length: int, level: str, *, alphanumeric: bool = True) -> int:
    """The smallest version of QR, 1 to 40, that holds so many alphanumeric characters, or so many bytes."""
    return _code("0" * length, level, mode=_ALPHANUMERIC if alphanumeric else _BYTES).best_fit()


def is_alphanumeric(text: str) -> bool:
    """Whether QR's alphanumeric mode has every character: capitals, digits and a few signs."""
    return _VALUES.keys() >= set(text)


def modules(text: str, level: str, version: int) -> list[str]:
    """The rows of a QR code from top to bottom, a dark module as `1` and a light one as `0`, without a quiet zone.

    The same as `qrcode` makes of the text with the mask that it finds best.

    Args:
        text: any; one that is not alphanumeric, such as a web address, is on many sheets at once and kept.
        level: error correction, `H` to `L`.
        version: of QR, 1 to 40.
    """
    side = 17 + 4 * version
    symbol = (
        _family(len(text), level, version).symbol(text) if is_alphanumeric(text) else _of_bytes(text, level, version)
    )
    bits = f"{symbol:0{side * side}b}"[::-1]
    return [bits[start : start + side] for start in range(0, side * side, side)]


@dataclass(frozen=True)
class _Family:
    """The symbols of all texts of one length, as integers: see `masks`.

    Attributes:
        side: modules a side.
        blank: symbol of a text of no bits but zeros, under the first mask.
        of_parts: for each few bits of a text what they change in it, by their value.
        of_masks: what each mask changes.
        of_judged_masks: what each mask changes while it is judged, which `qrcode` does without the marks that name it.
    """

    side: int
    blank: int
    of_parts: tuple[tuple[int, ...], ...]
    of_masks: tuple[int, ...]
    of_judged_masks: tuple[int, ...]

    def symbol(self, text: str) -> int:
        """The symbol of a text, under its best mask."""
        unmasked = self.blank
        for changes, value in zip(self.of_parts, _parts(text), strict=True):
            unmasked ^= changes[value]
        mask = best_mask([unmasked ^ change for change in self.of_judged_masks], self.side)
        return unmasked ^ self.of_masks[mask]


@lru_cache(maxsize=16)
def _family(length: int, level: str, version: int) -> _Family:
    # Not a text of zeros: the library fails where a whole block of codewords is 0.
    text = "1" * length
    code = _code(text, level, version)
    known = _symbol(code, 0)
    of_bits = (known ^ _symbol(_code(other, level, version), 0) for other in _with_one_bit_changed(text))
    of_parts = tuple(_combinations(tuple(islice(of_bits, size))) for size in _part_sizes(length))
    return _Family(
        code.modules_count,
        reduce(xor, (changes[value] for changes, value in zip(of_parts, _parts(text), strict=True)), known),
        of_parts,
        tuple(known ^ _symbol(code, mask) for mask in _MASKS),
        tuple(known ^ _symbol(code, mask, judged=True) for mask in _MASKS),
    )


def _parts(text: str) -> Iterator[int]:
    """The bits that alphanumeric mode makes of a text, a few at a time: as many as `_part_sizes` says."""
    values = [_VALUES[character] for character in text]
    for first, second in zip(values[::2], values[1::2], strict=False):
        pair = first * len(_CHARACTERS) + second
        yield pair >> _LOW_BITS
        yield pair & (1 << _LOW_BITS) - 1
    if len(values) % 2:
        yield values[-1]


def _part_sizes(length: int) -> tuple[int, ...]:
    return (_HIGH_BITS, _LOW_BITS) * (length // 2) + (_LAST_BITS,) * (length % 2)


def _with_one_bit_changed(text: str) -> Iterator[str]:
    """The text with another first bit, with another second bit and so on to the last."""
    for start in range(0, len(text), 2):
        values = [_VALUES[character] for character in text[start : start + 2]]
        number = reduce(lambda high, low: high * len(_CHARACTERS) + low, values)
        for bit in reversed(range(_HIGH_BITS + _LOW_BITS if len(values) > 1 else _LAST_BITS)):
            changed = divmod(number ^ 1 << bit, len(_CHARACTERS))[-len(values) :]
            yield text[:start] + "".join(_CHARACTERS[value] for value in changed) + text[start + 2 :]


def _combinations(changes: Sequence[int]) -> tuple[int, ...]:
    """What some bits change, for each number that they can be; `changes`: what each of them does, the highest first."""
    combined = [0]
    for change in reversed(changes):
        combined += [other ^ change for other in combined]
    return tuple(combined)


@lru_cache(maxsize=16)
def _of_bytes(text: str, level: str, version: int) -> int:
    code = _code(text, level, version, mode=_BYTES)
    return _symbol(code, code.best_mask_pattern())


def _code(text: str, level: str, version: int | None = None, *, mode: Literal[2, 4] = _ALPHANUMERIC) -> QRCode[Any]:
    code = QRCode(version=version, error_correction=LEVELS[level], border=0)
    code.add_data(QRData(text, mode))
    return code


def _symbol(code: QRCode[Any], mask: int, *, judged: bool = False) -> int:
    code.makeImpl(judged, mask)
    return int("".join(["1" if module else "0" for row in code.modules for module in row])[::-1], 2)
