"""Where the demo finds and keeps files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

CLONE = Path(__file__).resolve().parents[2]
"""The clone that this package runs from."""

EXAMPLE_DISTRICT = CLONE / "districts" / "cedar-valley"


def cache_folder() -> Path:
    """Where things are kept that are slow to make and the same for every demo of this user."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "homeroom"


@dataclass(frozen=True)
class StateFolder:
    """All that one demo writes. Deleting the folder of a demo that is stopped forgets it.

    Attributes:
        path: the folder, absolute.
    """

    path: Path

    @property
    def lock(self) -> Path:
        """Locked by whoever starts or stops the demo."""
        return self.path / "lock"

    @property
    def record(self) -> Path:
        """The `DemoRecord`."""
        return self.path / "demo.json"

    @property
    def logs(self) -> Path:
        """A file for each server and each tool."""
        return self.path / "logs"

    @property
    def district(self) -> Path:
        """The district folder in use."""
        return self.path / "district"

    @property
    def keycloak(self) -> Path:
        """Keycloak's home folder; its embedded database is in `data/h2`."""
        return self.path / "keycloak"

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data folder."""
        return self.path / "postgres"
