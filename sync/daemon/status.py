"""What the daemon is doing, in a file of the state folder."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import psutil
from pydantic import TypeAdapter

from settings.whole_file import write_whole

Doing = Literal["waiting", "running", "stopping", "stopped"]
_SILENT = timedelta(minutes=2)


@dataclass(frozen=True)
class DaemonStatus:
    """What a daemon is doing.

    Attributes:
        host: name of its machine.
        pid: its process.
        started: when, in UTC.
        written: when this was written.
        doing: what.
        step: of the run that is going on: step, rows done, rows in all.
        next_time: the next time of the schedule.
        failures: runs that failed in a row.
        late: whether no run went well for too long.
        alerts: open ones: kind and message.
        last_run: summary of the last run's record; empty before the first.
        last_good: when the last good run ended.
    """

    started: datetime
    written: datetime
    doing: Doing
    host: str = field(default_factory=socket.gethostname)
    pid: int = field(default_factory=os.getpid)
    step: tuple[str, int, int] = ("", 0, 0)
    next_time: datetime | None = None
    failures: int = 0
    late: bool = False
    alerts: tuple[tuple[str, str], ...] = ()
    last_run: Mapping[str, Any] = field(default_factory=dict)
    last_good: datetime | None = None

    @property
    def line(self) -> str:
        """The same in a line, for `systemctl status`."""
        if self.doing == "running":
            step, done, rows = self.step
            return f"{step} {done:,} of {rows:,} rows" if rows else (step or "running")
        due = f", next run {self.next_time:%Y-%m-%d %H:%M %Z}" if self.next_time else ""
        last = f", last run {self.last_run['outcome']}" if self.last_run else ""
        return f"{self.doing}{due}{last}"

    def is_alive(self, now: datetime) -> bool:
        """Whether the daemon seems to be there: by its process on this machine, by how old this is on another one."""
        if self.doing == "stopped":
            return False
        if self.host == socket.gethostname():
            return psutil.pid_exists(self.pid)
        return now - self.written < _SILENT

    def as_json(self) -> Any:
        """The status as a JSON object."""
        return _STATUS.dump_python(self, mode="json")

    def write(self, state: Path) -> None:
        """Put it in place of the one before. Raises OSError."""
        write_whole(state / "daemon.json", _STATUS.dump_json(self, indent=1) + b"\n")

    @classmethod
    def read(cls, state: Path) -> DaemonStatus | None:
        """The last one that a daemon wrote; None if none ever did, or if it cannot be read."""
        try:
            return _STATUS.validate_json((state / "daemon.json").read_bytes())
        except (OSError, ValueError):
            return None


_STATUS = TypeAdapter(DaemonStatus)
