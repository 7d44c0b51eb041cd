"""Keeps records in both places: those of runs, and those of commands that change something beside the runs."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import click
import structlog

from admin_api import AdminApiError, AdminConnection, RunsApi
from settings import DistrictFolder
from sync.examine import Verdict
from sync.lease import this_process
from sync.records.record import Command, RunRecord
from sync.records.recording import outcome_of, with_source
from sync.records.run_files import RunFiles
from sync.roster import Roster

_POSTED_CHANGES = 10_000
"""More changed people than this are in the file of the record only."""
_log = structlog.get_logger()


@dataclass
class Note:
    """A record that comes about.

    Attributes:
        record: as far as it is known; its outcome is that of an end without an error.
    """

    record: RunRecord

    def tell(self, **fields: Any) -> None:
        """Put values into fields of the record."""
        self.record = replace(self.record, **fields)

    def source(self, roster: Roster, verdict: Verdict) -> None:
        """Take down what was read, and what was found in it."""
        self.record = with_source(self.record, roster, verdict)


@contextmanager
def recorded_command(folder: DistrictFolder, keycloak: AdminConnection, command: Command) -> Iterator[Note]:
    """Keep a record of what is done within, however it ends; none if somebody was asked and said no."""
    clock = time.monotonic()
    note = Note(new_record("command", command))
    try:
        yield note
    except click.Abort:
        raise
    except BaseException as error:
        note.tell(outcome=outcome_of(None, error), message=str(error) or type(error).__name__)
        _end(folder, keycloak, note, clock)
        raise
    _end(folder, keycloak, note, clock)


def new_record(trigger: str, command: Command = "run") -> RunRecord:
    """The record of what begins now, and has changed nothing yet."""
    began = datetime.now(UTC)
    # To the millisecond, as records are shown in the order of their ids.
    run = f"{began:%Y%m%dT%H%M%S}{began.microsecond // 1000:03}Z-{uuid.uuid4().hex[:8]}"
    return RunRecord(run, began, began, 0.0, this_process(), trigger, "nothing", command=command)


def keep(folder: DistrictFolder, keycloak: AdminConnection, record: RunRecord) -> None:
    """Keep a record in both places; what cannot be kept is history and stops nobody."""
    days = folder.district.daemon.keep_days
    try:
        RunFiles(folder.state_path()).keep(record, days)
    except OSError as failure:
        _log.warning("the run's record could not be written", run=record.id, reason=str(failure))
    posted = [change.as_json() for change in record.changes[:_POSTED_CHANGES]]
    try:
        RunsApi(keycloak, folder.district.realm).keep(record.id, {**record.summary(), "changes": posted}, days)
    except AdminApiError as failure:
        _log.warning("the run's record could not be kept in Keycloak", run=record.id, reason=str(failure))


def _end(folder: DistrictFolder, keycloak: AdminConnection, note: Note, clock: float) -> None:
    note.tell(ended=datetime.now(UTC), seconds=time.monotonic() - clock)
    keep(folder, keycloak, note.record)
