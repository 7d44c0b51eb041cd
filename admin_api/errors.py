"""What can go wrong between us and Keycloak."""

from __future__ import annotations


class AdminApiError(Exception):
    """Keycloak could not be asked, or answered with an error.

    Attributes:
        status: the HTTP status; None if there was no answer.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class UnreachableError(AdminApiError):
    """Nothing answers at the address, or not in time."""


class RefusedError(AdminApiError):
    """The credentials are wrong (401) or do not suffice (403)."""


class NotFoundError(AdminApiError):
    """The address names something that is not there (404)."""
