"""Typed calls of the extension's records of runs (docs/reference/extension.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from admin_api.connection import AdminConnection


@dataclass(frozen=True)
class RunsApi:
    """The records of one realm's runs, JSON objects; what is in them is the sync's affair."""

    connection: AdminConnection
    realm: str

    def keep(self, run: str, record: Mapping[str, object], keep_days: int) -> None:
        """Keep a record, in place of one of the same run, and forget those that are older. Raises AdminApiError."""
        self.connection.put(f"{self._path}/{run}", record, {"keepDays": keep_days})

    def latest(self, most: int = 20) -> list[dict[str, Any]]:
        """Records without their changes, newest first. Raises AdminApiError."""
        return list(self.connection.get(self._path, {"max": most}))

    def of_person(self, sourced_id: str, most: int = 1) -> list[dict[str, Any]]:
        """Records of runs that changed somebody, newest first, with that person's changes. Raises AdminApiError."""
        return list(self.connection.get(self._path, {"person": sourced_id, "max": most}))

    def one(self, run: str) -> dict[str, Any]:
        """A record with all its changes. Raises NotFoundError or another AdminApiError."""
        return dict(self.connection.get(f"{self._path}/{quote(run, safe='')}"))

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.realm}/roster/runs"
