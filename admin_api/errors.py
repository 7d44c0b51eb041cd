"""What can go wrong between us and Keycloak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class AdminApiError(Exception):
    """Keycloak could not be asked, or answered with an error.

    Attributes:
        status: the HTTP status; None if there was no answer.
        answer: the JSON object that came back; empty if none did.
    """

    def __init__(self, message: str, status: int | None = None, answer: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.answer: Mapping[str, Any] = answer or {}


class NoAccountError(AdminApiError):
    """The deployment names no account to act with."""


class UnreachableError(AdminApiError):
    """Nothing answers at the address, or not in time."""


class RefusedError(AdminApiError):
    """The credentials are wrong (401) or do not suffice (403)."""


class NotFoundError(AdminApiError):
    """The address names something that is not there (404)."""


class LeaseHeldError(AdminApiError):
    """Another run of the sync holds the lease (409).

    Attributes:
        holder: who: `sync01 (4711)`.
        seconds: until it runs out, if it is not renewed.
    """

    def __init__(self, holder: str, seconds: float) -> None:
        super().__init__(
            f"{holder} is syncing this realm; its lease runs for {seconds:.0f} s if it is not renewed", 409
        )
        self.holder = holder
        self.seconds = seconds


class LeaseLostError(AdminApiError):
    """The lease of this run ran out and another one took it (409); what this run planned is out of date."""
