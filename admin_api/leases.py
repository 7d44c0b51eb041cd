"""Typed calls of the extension's lease: one run of the sync at a time (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from admin_api.connection import AdminConnection
from admin_api.errors import AdminApiError, LeaseHeldError, LeaseLostError

LEASE_HEADER = "Homeroom-Lease"
"""Header of every call that names a lease."""


@dataclass(frozen=True)
class Lease:
    """A lease as it is now.

    Attributes:
        holder: who holds it: `sync01 (4711)`.
        taken: since when, by the database's clock, ISO 8601.
        seconds: until it runs out, if it is not renewed.
    """

    holder: str
    taken: str
    seconds: float


@dataclass(frozen=True)
class LeaseApi:
    """The lease of one realm. Every call can be made again: whoever takes a lease chooses its token."""

    connection: AdminConnection
    realm: str

    def current(self) -> Lease | None:
        """Who holds it; None for nobody. Raises AdminApiError."""
        answer = self.connection.get(self._path)
        return _lease(answer) if answer else None

    def take(self, token: str, holder: str, seconds: int) -> Lease:
        """Take the lease for some seconds.

        Raises:
            LeaseHeldError: somebody else holds it.
            NotFoundError: the extension in Keycloak is one that has no leases yet.
            AdminApiError: the call failed.
        """
        body = {"holder": holder, "seconds": seconds}
        with lease_errors():
            return _lease(self.connection.post(self._path, body, headers={LEASE_HEADER: token}, repeatable=True))

    def renew(self, token: str, seconds: int) -> Lease:
        """Keep the lease for some seconds from now on. Raises LeaseLostError or another AdminApiError."""
        with lease_errors():
            return _lease(self.connection.put(self._path, {"seconds": seconds}, headers={LEASE_HEADER: token}))

    def release(self, token: str) -> None:
        """Give the lease back; nothing happens if it was lost. Raises AdminApiError."""
        self.connection.delete(self._path, headers={LEASE_HEADER: token})

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.realm}/roster/lease"


@contextmanager
def lease_errors() -> Iterator[None]:
    """Raise what is said about a lease as the error of its kind."""
    try:
        yield
    except AdminApiError as error:
        if error.status == HTTPStatus.CONFLICT:
            match error.answer.get("error"):
                case "lease_held":
                    raise LeaseHeldError(error.answer["holder"], float(error.answer["seconds"])) from None
                case "lease_lost":
                    raise LeaseLostError(str(error), error.status, error.answer) from None
        raise


def _lease(answer: dict[str, Any]) -> Lease:
    return Lease(answer["holder"], answer["taken"], float(answer["seconds"]))
