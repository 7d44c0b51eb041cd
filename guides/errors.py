"""What can be wrong with guides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from settings.command import CommandError
from settings.exit_code import ExitCode


@dataclass(frozen=True)
class Flaw:
    """Something that a writer of guides has to mend.

    Attributes:
        file: where it is.
        line: counted from 1.
        message: what is wrong and what to do, without a full stop.
    """

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class GuidesError(CommandError):
    """Base of this package's errors."""


class FlawedGuidesError(GuidesError):
    """Guides cannot be built as they are written; nothing was changed.

    Attributes:
        flaws: all of them, in the order of files and lines.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.REJECTED

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        self.flaws = tuple(sorted(flaws, key=lambda flaw: (str(flaw.file), flaw.line)))
        super().__init__("\n".join(str(flaw) for flaw in self.flaws))


class OutputError(GuidesError):
    """The guides cannot be put where they were asked for."""


class PaperError(GuidesError):
    """The PDFs cannot be made."""
