"""Files in whatever encoding an export has, as UTF-8."""

from __future__ import annotations

import codecs
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync.errors import Problem, SourceError

_CHUNK = 2**20
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True)
class Utf8File:
    r"""A text file that can be read as UTF-8.

    Attributes:
        path: the file itself, or a copy in UTF-8.
        name: of the file itself.
        checksum: SHA-256 of the file's own bytes, hexadecimal.
        line_end: what its lines end in, `\n` standing for `\r\n` too.
        notes: in which other encoding the file is written.
    """

    path: Path
    name: str
    checksum: str
    line_end: str
    notes: tuple[str, ...] = ()


def as_utf8(path: Path, scratch: Path) -> Utf8File:
    """Recognise a file's encoding: UTF-8 or UTF-16, with or without a byte order mark, or Windows-1252.

    A row that is no UTF-8 is taken for Windows-1252, row by row, because exports are put together from several systems.

    Args:
        path: the file.
        scratch: a folder for a copy in UTF-8, if one is needed.

    Raises:
        SourceError: the file is missing, cannot be read, is empty, or is written in none of these encodings.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_CHUNK)
            if not start.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
                raise SourceError([Problem(path.name, "this file is empty; it needs a header, and rows below it")])
            utf16 = _utf16(start)
            line_end = b"\n" if b"\n" in start else b"\r"
            first_wrong = None if utf16 else _first_row_not_utf8(path.name, file, line_end)
            checksum = _checksum(file)
            copy = scratch / f"{len(list(scratch.iterdir()))}-{path.name}"
            if utf16:
                notes = [_copy_utf16(path.name, file, utf16, copy)]
            elif first_wrong:
                notes = [_copy_windows_1252(path.name, file, line_end, copy)]
            else:
                marked = start.startswith(codecs.BOM_UTF8)
                copy, notes = path, [f"{path.name}: is UTF-8 with a byte order mark"] if marked else []
            return Utf8File(copy, path.name, checksum, line_end.decode(), tuple(notes))
    except FileNotFoundError:
        raise SourceError([Problem(path.name, _missing(path))]) from None
    except OSError as failure:
        raise SourceError([Problem(path.name, f"this file cannot be read: {failure.strerror}")]) from None


def _missing(path: Path) -> str:
    """A file is missing; perhaps only its name is wrong."""
    if path.parent.is_dir():
        for other in sorted(path.parent.iterdir()):
            if other.name.casefold() == path.name.casefold():
                return f"this file is missing from the set; is it the one named {other.name}?"
    return "this file is missing from the set"


def _utf16(start: bytes) -> str | None:
    """The name of the codec if a file that starts like this is UTF-16: told by its mark, or by an ASCII header."""
    for mark, codec in _MARKS.items():
        if start.startswith(mark):
            return codec
    head = start[:8]
    if len(head) > 1 and 0 in head:
        even, odd = head[::2], head[1::2]
        if not any(odd) and all(even):
            return "utf-16-le"
        if not any(even) and all(odd):
            return "utf-16-be"
    return None


def _checksum(file: io.BufferedReader) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _chunks(file: io.BufferedReader) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk


def _first_row_not_utf8(name: str, file: io.BufferedReader, line_end: bytes) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    row = 1
    try:
        for chunk in _chunks(file):
            if b"\0" in chunk:
                row += chunk[: chunk.index(b"\0")].count(line_end)
                message = "this row has a NUL character; export the file as UTF-8 text"
                raise SourceError([Problem(name, message, row)])
            decoder.decode(chunk)
            row += chunk.count(line_end)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return row
    return None


def _copy_utf16(name: str, file: io.BufferedReader, codec: str, copy: Path) -> str:
    decoder = codecs.getincrementaldecoder(codec)()
    row = 1
    try:
        with copy.open("w", encoding="utf-8", newline="") as target:
            for chunk in _chunks(file):
                text = decoder.decode(chunk)
                target.write(text)
                row += text.count("\n")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise SourceError([Problem(name, "this file begins as UTF-16 and does not go on as such", row)]) from None
    return f"{name}: is {codec.upper()} and was read as such"


def _copy_windows_1252(name: str, file: io.BufferedReader, line_end: bytes, copy: Path) -> str:
    rows = []
    with copy.open("wb") as target:
        for row, line in enumerate(_lines(file, line_end), start=1):
            try:
                line.decode("utf-8")
                target.write(line)
            except UnicodeDecodeError:
                rows.append(row)
                target.write(_from_windows_1252(name, row, line))
    count = "1 row is" if len(rows) == 1 else f"{len(rows):,} rows are"
    return f"{name}: {count} not UTF-8 and read as Windows-1252, first row {rows[0]}; export the file as UTF-8"


def _from_windows_1252(name: str, row: int, line: bytes) -> bytes:
    try:
        return line.decode("cp1252").encode()
    except UnicodeDecodeError as failure:
        byte = line[failure.start]
        message = f"byte {byte:#04x} is neither UTF-8 nor Windows-1252; export the file as UTF-8"
        raise SourceError([Problem(name, message, row)]) from None


def _lines(file: io.BufferedReader, line_end: bytes) -> Iterator[bytes]:
    """The lines with their ends."""
    rest = b""
    for chunk in _chunks(file):
        *lines, rest = (rest + chunk).split(line_end)
        for line in lines:
            yield line + line_end
    if rest:
        yield rest
