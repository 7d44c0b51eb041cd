"""Typed calls of the extension's roster endpoint (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from admin_api.connection import AdminConnection
from admin_api.leases import LEASE_HEADER, lease_errors

BATCH_LIMIT = 5000
"""Rows that one call of the endpoint takes at most."""

RowStatus = Literal["created", "updated", "unchanged", "disabled", "removed", "rejected"]


@dataclass(frozen=True)
class PersonState:
    """What Keycloak has of a person whom a sync once wrote.

    Attributes:
        id: Keycloak's id, a UUID.
        sourced_id: the roster's id.
        username: as stored, in small letters.
        email: None if there is none.
        enabled: may sign in.
        roster_hash: hash of the row that was written last; None after a hand-made change of the attribute.
        disabled_at: when a sync found that the person had left, as an ISO 8601 date-time; None for who has not.
    """

    id: str
    sourced_id: str
    username: str
    email: str | None
    enabled: bool
    roster_hash: str | None
    disabled_at: str | None = None


@dataclass(frozen=True)
class RowResult:
    """What became of one row.

    Attributes:
        row: position in the batch, from 0.
        status: what was done.
        id: Keycloak's id of the person, where the row was one.
        error: a code, if `status` is `rejected`.
        message: the same for a person.
    """

    row: int
    status: RowStatus
    id: str | None = None
    error: str | None = None
    message: str | None = None


@dataclass(frozen=True)
class RosterApi:
    """The roster endpoint of one realm."""

    connection: AdminConnection
    realm: str

    def people(self) -> Iterator[PersonState]:
        """Everybody a sync ever wrote, as they stream in. Raises AdminApiError."""
        for record in self.state("people"):
            yield PersonState(
                id=record["id"],
                sourced_id=record["sourcedId"],
                username=record["username"],
                email=record.get("email"),
                enabled=record["enabled"],
                roster_hash=record.get("rosterHash"),
                disabled_at=record.get("disabledAt"),
            )

    def state(
        self, of: Literal["people", "classes", "enrollments", "schools", "access-profiles"]
    ) -> Iterator[dict[str, Any]]:
        """Records of one kind, as they stream in. Raises AdminApiError."""
        return self.connection.records(f"{self._path}/state", {"of": of})

    def batch(self, rows: Sequence[Mapping[str, object]], lease: str | None = None) -> list[RowResult]:
        """Write rows. Writing the same rows twice is the same as once.

        Args:
            rows: at most `BATCH_LIMIT`.
            lease: token of a lease; nothing is written if another run has taken it.

        Raises:
            LeaseLostError: it has.
            AdminApiError: the call failed.
        """
        headers = {LEASE_HEADER: lease} if lease else None
        with lease_errors():
            answer = self.connection.post(f"{self._path}/batch", list(rows), headers=headers, repeatable=True)
        return [
            RowResult(
                row=result["row"],
                status=result["status"],
                id=result.get("id"),
                error=result.get("error"),
                message=result.get("message"),
            )
            for result in answer["results"]
        ]

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.realm}/roster"
