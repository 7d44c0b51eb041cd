"""A run of the sync without Keycloak, as a program: what it had written once stands in files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click

from admin_api import PersonState
from homeroom.logs import configure_logs
from settings import DistrictFolder
from sync.comparison import compared
from sync.reading import read_usable
from sync.rows import Row, stages

_KINDS = {"person": "people", "class": "classes", "enrollment": "enrollments", "school": "schools"}
_PROFILES = "access-profiles"
_KEPT = ("code", "sourcedId", "username", "email", "rosterHash", "name", "launch")


@dataclass(frozen=True)
class KeptState:
    """What a run wrote, as `sync.state` asks for it; nothing before the first one.

    Attributes:
        folder: a file of JSON lines for each kind of record.
    """

    folder: Path

    def people(self) -> Iterator[PersonState]:
        """Everybody who was written, enabled."""
        for record in self._records("people"):
            address = record.get("email")
            yield PersonState("", record["sourcedId"], record["username"], address, True, record["rosterHash"])

    def state(self, of: Literal["classes", "enrollments", "schools", "access-profiles"]) -> Iterator[dict[str, Any]]:
        """Records of one kind."""
        return self._records(of)

    def keep(self, rows: Iterator[Row]) -> int:
        """Keep what would have been written, if nothing is kept yet, and say how many rows there are."""
        if self.folder.exists():
            return sum(1 for _ in rows)
        self.folder.mkdir()
        count, kinds = 0, (*_KINDS.values(), _PROFILES)
        files = {kind: (self.folder / kind).open("w", encoding="utf-8") for kind in kinds}
        for row in rows:
            count += 1
            file = files[_KINDS.get(row["type"], _PROFILES)]
            file.write(json.dumps({name: row[name] for name in _KEPT if name in row}) + "\n")
        for file in files.values():
            file.close()
        return count

    def _records(self, kind: str) -> Iterator[dict[str, Any]]:
        path = self.folder / kind
        if path.exists():
            with path.open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)


def main(district: str, roster: str, state: str) -> None:
    """Read a roster, compare it with what is kept, make all rows, and print how many."""
    kept = KeptState(Path(state))
    plan = compared(read_usable(DistrictFolder.at(Path(district)), roster).wanted, kept)
    click.echo(json.dumps({"rows": kept.keep(row for stage in stages(plan) for row in stage)}))


if __name__ == "__main__":
    configure_logs(verbose=False)
    main(*sys.argv[1:])
