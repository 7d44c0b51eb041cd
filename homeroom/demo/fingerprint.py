"""One short name for the content of many files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path], *facts: str) -> str:
    """A name of 16 hexadecimal digits that changes when a file's path, a file's content or a fact does.

    Args:
        files: files, and folders with all that is in them.
        facts: anything else that matters.
    """
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(f"{fact}\0".encode())
    for path in files:
        inside = sorted(found for found in path.rglob("*") if found.is_file()) if path.is_dir() else [path]
        for file in inside:
            digest.update(f"{file.relative_to(path.parent)}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def sha256_of(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
