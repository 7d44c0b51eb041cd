"""What can be wrong with a district folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from settings.exit_code import ExitCode


@dataclass(eq=False)
class SettingsError(Exception):
    """A file of the district folder is missing, cannot be read or says something it may not say.

    Attributes:
        message: what is wrong and what to do, without a full stop.
        file: the file, as it was named.
        line: counted from 1; None where the file as a whole is meant.
        key: the path of keys, such as `badges.grades` or `applications[3].access`; empty for the whole file.
    """

    message: str
    file: Path
    line: int | None = None
    key: str = ""
    exit_code: ClassVar[ExitCode] = ExitCode.REJECTED

    @property
    def place(self) -> str:
        """Where it is wrong, for whoever may not see what is written there: file, line and key."""
        line = [] if self.line is None else [f"line {self.line}"]
        return ", ".join([self.file.name, *line, *([self.key] if self.key else [])])

    def __str__(self) -> str:
        place = str(self.file) if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"
