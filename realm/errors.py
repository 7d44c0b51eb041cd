"""What can go wrong with realm-as-code."""

from __future__ import annotations

from typing import ClassVar

from settings.command import CommandError
from settings.exit_code import ExitCode


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
    """Keycloak refused a change; those before it are done."""

    def __init__(self, change: str, done: int, total: int, reason: str) -> None:
        super().__init__(
            f"stopped at {change}: {reason}\n{done} of {total} changes are done; run the command again to go on"
        )


class NotFinishedError(RealmError):
    """A change was accepted by Keycloak and is not to be seen afterwards."""

    def __init__(self, remaining: str) -> None:
        super().__init__(f"Keycloak took the changes but does not show them all; still pending are: {remaining}")
