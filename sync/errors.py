"""What can go wrong with a roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from settings.command import CommandError
from settings.exit_code import ExitCode


class SyncError(CommandError):
    """Base of this package's errors."""


@dataclass(frozen=True)
class Problem:
    """Something in a source that keeps it from being read.

    Attributes:
        file: such as `users.csv`; the set itself where no file is to blame.
        message: what is wrong and what to do, without a full stop.
        row: as a spreadsheet counts, the header being 1; None where no row is meant.
        column: name of the column; empty where none is meant.
    """

    file: str
    message: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}, row {self.row}"
        return f"{place}, column {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


class SourceError(SyncError):
    """A source cannot be read as a roster; nothing was changed.

    Attributes:
        problems: everything that was found, at least one.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.REJECTED

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class RejectedSetError(SyncError):
    """A check found the set as a whole unfit; nothing was changed."""

    exit_code: ClassVar[ExitCode] = ExitCode.REJECTED


class GuardError(SyncError):
    """Something would change more than the district allows; nothing was changed."""

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED


class PlanRefusedError(GuardError):
    """A plan would change too much, or is not the one that was approved.

    Attributes:
        plan_id: name of the plan.
        breaches: everything for which it is refused, `sync.guard.Breach`es; may be none if it is not the approved one.
    """

    def __init__(self, message: str, plan_id: str, breaches: Sequence[Any]) -> None:
        super().__init__(message)
        self.plan_id = plan_id
        self.breaches = tuple(breaches)


class RowsRejectedError(SyncError):
    """Keycloak took the run but not every row of it."""


class OutboundError(SyncError):
    """Keycloak has the roster, but an application does not have what it is to have."""


class OutboundRefusedError(OutboundError):
    """Keycloak has the roster; a guard keeps an application from losing too much of what it has."""

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED


class InterruptedRunError(SyncError):
    """A run was told to stop; what was written stays, and the next run writes the rest."""
