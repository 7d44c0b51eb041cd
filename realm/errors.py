"""What can go wrong with realm-as-code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from realm.plan import Change
from settings.command import CommandError
from settings.exit_code import ExitCode

_SHOWN = 20
"""How many changes an error lists by name."""


class RealmError(CommandError):
    """Base of this package's errors."""


class TooManyDeletesError(RealmError):
    """The plan deletes more than the district allows."""

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED

    def __init__(self, deletes: int, allowed: int) -> None:
        super().__init__(
            f"the plan deletes {deletes} resources, and {allowed} are allowed; nothing was changed. "
            f"If that is meant, say --allow-deletes {deletes}; the limit is realm_policy.max_deletes in district.yaml"
        )


class ApplyError(RealmError):
    """Keycloak refused a change; those before it are done.

    Attributes:
        change: what was refused.
        reason: why.
        done: what was changed before.
        left: what is still to do, the refused change included.
    """

    def __init__(self, change: Change, reason: str, done: tuple[Change, ...], left: tuple[Change, ...]) -> None:
        shown = [f"  {other}" for other in left[:_SHOWN]]
        more = [f"  and {len(left) - _SHOWN} more"] if len(left) > _SHOWN else []
        super().__init__(
            "\n".join(
                [
                    f"stopped at {change}: {reason}",
                    f"{len(done)} changes are done; run the command again to go on. Not done:",
                    *shown,
                    *more,
                ]
            )
        )
        self.change = change
        self.reason = reason
        self.done = done
        self.left = left


class NotFinishedError(RealmError):
    """A change was accepted by Keycloak and is not to be seen afterwards."""

    def __init__(self, remaining: str) -> None:
        super().__init__(f"Keycloak took the changes but does not show them all; still pending are: {remaining}")


class StalePlanError(RealmError):
    """A saved plan is not what would be done now."""

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file}: {why}; nothing was changed. Make a new plan, read it, and apply that")


class PlanFileError(RealmError):
    """A file is no saved plan."""

    exit_code: ClassVar[ExitCode] = ExitCode.REJECTED

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file}: this is not a saved plan: {why}")


class UnwritableTextError(RealmError):
    """A live text cannot be written into a file so that it is read as it was."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"the realm holds the text {text!r}, which a file would take for a reference to something kept elsewhere"
        )


class NoSuchRealmError(RealmError):
    """The server does not have the realm."""

    def __init__(self, realm: str) -> None:
        super().__init__(f"the server has no realm {realm!r}, or the account may not see it")


class ExportFolderError(RealmError):
    """Files of an export cannot be written where they should go."""

    def __init__(self, folder: Path, others: Sequence[str], reason: str = "") -> None:
        super().__init__(
            f"{folder}: {reason}"
            if reason
            else f"{folder}: there are files here that this export would not write: {', '.join(others)}; "
            "they would be read together with it, so move them or choose another folder"
        )
