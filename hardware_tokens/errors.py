"""What can be wrong with the files, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from settings.command import CommandError
from settings.exit_code import ExitCode


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file.

    Attributes:
        file: which.
        row: as a spreadsheet counts, from 1.
        column: its name; empty if it is about the whole row.
        message: what is wrong and what to do; never a seed.
    """

    file: Path
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        column = f", column {self.column!r}" if self.column else ""
        return f"{self.file.name}, row {self.row}{column}: {self.message}"


class TokenError(CommandError):
    """Base of this package's errors."""


class TokenFileError(TokenError):
    """A file cannot be taken as it is; nothing was changed.

    Attributes:
        problems: all that was found; empty if the file could not be read at all.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.REJECTED

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__("\n".join([message, *(f"  {problem}" for problem in problems)]))
        self.problems = tuple(problems)
