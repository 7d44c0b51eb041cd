"""Records of runs as files of the state folder: `runs/<id>.json`, and who was changed in `runs/<id>.people.gz`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog

from settings.whole_file import write_whole
from sync.records.record import PersonChange, RunRecord

_log = structlog.get_logger()


@dataclass(frozen=True)
class RunFiles:
    """The records of one state folder.

    Attributes:
        state: the state folder; it is made when something is kept.
    """

    state: Path

    def keep(self, record: RunRecord, keep_days: int) -> None:
        """Keep a record and forget what is older than some days. Raises OSError."""
        if record.changes:
            lines = "".join(json.dumps(change.as_json(), ensure_ascii=False) + "\n" for change in record.changes)
            write_whole(self._people(record.id), gzip.compress(lines.encode(), compresslevel=5, mtime=0))
        else:
            self._people(record.id).unlink(missing_ok=True)
        text = json.dumps(record.summary(), ensure_ascii=False, indent=1)
        write_whole(self._file(record.id), f"{text}\n".encode())
        oldest = (record.started - timedelta(days=keep_days)).strftime("%Y%m%dT")
        for path in self._folder.glob("*"):
            if path.name < oldest and not path.name.startswith("."):
                path.unlink(missing_ok=True)

    def latest(self, most: int = 20) -> list[RunRecord]:
        """The newest records, newest first, without their changes; files that are damaged are left out."""
        found: list[RunRecord] = []
        for record in self._records():
            found.append(record)
            if len(found) == most:
                break
        return found

    def last_good(self) -> RunRecord | None:
        """The newest run that made Keycloak equal to the source, without its changes; None if there is none."""
        return next((record for record in self._records() if record.good), None)

    def last_change_of(self, sourced_id: str) -> tuple[RunRecord, PersonChange] | None:
        """The newest run that changed somebody, and how; None if no record tells of one."""
        needle = json.dumps(sourced_id, ensure_ascii=False)
        for path in sorted(self._folder.glob("*.people.gz"), reverse=True):
            for line in _lines(path):
                if needle in line and (change := PersonChange.of_json(json.loads(line))).sourced_id == sourced_id:
                    record = _read(self._file(path.name.removesuffix(".people.gz")))
                    return (record, change) if record else None
        return None

    def _records(self) -> Iterator[RunRecord]:
        for path in sorted(self._folder.glob("*.json"), reverse=True):
            if record := _read(path):
                yield record

    @property
    def _folder(self) -> Path:
        return self.state / "runs"

    def _file(self, run: str) -> Path:
        return self._folder / f"{run}.json"

    def _people(self, run: str) -> Path:
        return self._folder / f"{run}.people.gz"


def _read(path: Path) -> RunRecord | None:
    """A record without its changes; None if the file is damaged."""
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return RunRecord.of_json(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as failure:
        _log.warning("a record of a run cannot be read and is left out", file=path.name, reason=str(failure))
        return None


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            yield from stream
    except (OSError, EOFError, ValueError):
        return
