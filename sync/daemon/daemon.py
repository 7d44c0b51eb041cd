"""The daemon: one thread that decides, one that runs, and what both have to do with the world."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from admin_api import AdminApiError, AdminConnection, LeaseHeldError, RunsApi
from settings import District, DistrictFolder, SettingsError
from sync.daemon.agenda import Agenda, Trigger
from sync.daemon.alert_book import AlertBook
from sync.daemon.alerting import Alerting
from sync.daemon.clock import Clock
from sync.daemon.metrics import Metrics
from sync.daemon.service import Service
from sync.daemon.status import DaemonStatus, Doing
from sync.daemon.watching import Watcher
from sync.records import RunFiles, RunRecord
from sync.run import Request, Run, run

_LOOK = 5.0
"""Seconds after which the clocks, the open alerts and what came in are looked at again."""
_REST = 2.0
"""Seconds in which several changes of a source count as one."""
_STUCK = 1800.0
"""Seconds without a sign of life from a run after which systemd is no longer told that all is well."""
_log = structlog.get_logger()


class Daemon:
    """The sync of one district, until it is told to stop.

    `stop`, `reload` and the watcher may be called from any thread and from signal handlers; all else belongs to the
    thread that calls `serve`.
    """

    def __init__(self, folder: DistrictFolder, clock: Clock, service: Service | None = None) -> None:
        """Prepare; nothing runs before `serve`.

        Args:
            folder: the district; it is read anew before each run.
            clock: of this machine.
            service: what systemd is told by.

        Raises:
            SettingsError: a file of the district is wrong.
        """
        self._folder = folder
        self._clock = clock
        self._service = service or Service()
        watchdog = self._service.watchdog_seconds
        self._look_again = min(_LOOK, watchdog / 3) if watchdog else _LOOK
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._reload = threading.Event()
        self._changed = threading.Event()
        self._started = clock.now()
        self._step: tuple[str, int, int] = ("", 0, 0)
        self._sign_of_life = clock.monotonic()
        self._job: _Job | None = None
        self._wrong_settings = ""
        self._last: RunRecord | None = None
        self._watcher: Watcher | None = None
        district = folder.district
        self._last_good = _last_good(folder)
        zone = ZoneInfo(district.time_zone)
        self._agenda = Agenda(district.daemon, zone, clock, self._last_good, _settle_seconds(district))
        self.metrics = Metrics(district.realm)
        self.metrics.known_good(self._last_good)
        book = AlertBook(folder.state_path() / "alerts.json")
        self._alerting = Alerting(book, clock, self.metrics)

    def stop(self) -> None:
        """End after the batch that is being written."""
        self._stopping.set()
        self._wake.set()

    def reload(self) -> None:
        """Read the district folder anew."""
        self._reload.set()
        self._wake.set()

    def serve(self) -> None:
        """Run until told to stop."""
        self._watch()
        self._service.ready(self.status().line)
        _log.info("daemon is up", realm=self._folder.district.realm)
        while not self._stopping.is_set():
            self._look()
            self._wake.wait(self._look_again if self._job else min(self._look_again, self._agenda.wait))
            self._wake.clear()
        self._end()

    def status(self, doing: Doing | None = None) -> DaemonStatus:
        """What is going on."""
        return DaemonStatus(
            started=self._started,
            written=self._clock.now(),
            doing=doing or ("running" if self._job else "waiting"),
            step=self._step,
            next_time=self._agenda.next_time,
            failures=self._agenda.failures,
            late=self._agenda.late,
            alerts=tuple((alert.kind, alert.message) for alert in self._alerting.book.open),
            last_run=self._last.summary() if self._last else {},
            last_good=self._last_good,
        )

    def health(self) -> tuple[bool, dict[str, Any]]:
        """Whether runs go well, for `/health`."""
        status = self.status()
        said = {
            "doing": status.doing,
            "failures": status.failures,
            "late": status.late,
            "stuck": self._stuck,
            "wrongSettings": self._wrong_settings or None,
            "alerts": [kind for kind, _ in status.alerts],
            "lastRun": status.last_run.get("outcome"),
            "lastGood": status.last_good.isoformat() if status.last_good else None,
            "nextTime": status.next_time.isoformat() if status.next_time else None,
        }
        return not (status.failures or status.late or status.alerts or self._stuck or self._wrong_settings), said

    def _look(self) -> None:
        """Do whatever is due."""
        if self._job is not None and self._job.ended:
            self._finish(self._job)
        if self._reload.is_set():
            self._reload.clear()
            self._service.reloading()
            self._read_anew()
            self._service.ready(self.status().line)
        if self._changed.is_set():
            self._changed.clear()
            self._agenda.source_changed()
        if self._job is None and (trigger := self._agenda.due()):
            self._read_anew()
            self._begin(trigger)
        self._alerting.look(self._folder.district, late=self._agenda.late)
        self.metrics.next_time(self._agenda.next_time)
        self._say()

    def _begin(self, trigger: Trigger) -> None:
        self._agenda.begin()
        self._sign_of_life = self._clock.monotonic()
        self._step = ("starting", 0, 0)
        self._job = _Job(self._folder, trigger, self._stopping, self._note_step, self._wake.set)
        self.metrics.running(is_running=True)

    def _finish(self, job: _Job) -> None:
        self._job = None
        self._step = ("", 0, 0)
        self.metrics.running(is_running=False)
        match job.result:
            case Run(record=record):
                self._agenda.ended(record.outcome)
                self._last = replace(record, changes=())
                if record.good:
                    self._last_good = record.ended
                self.metrics.run_ended(record, self._agenda.failures)
                self._alerting.run_ended(record, self._agenda.failures)
            case LeaseHeldError(holder=holder, seconds=seconds):
                _log.info("another run is going on", holder=holder, seconds=round(seconds))
                self._agenda.held_by_another(seconds)
                self.metrics.held_by_another()
            case error:
                _log.error("no run could be made", reason=str(error), kind=type(error).__name__)
                self._agenda.ended("failed")
                self._alerting.could_not_run(str(error), self._agenda.failures)

    def _read_anew(self) -> None:
        """Take the district folder as it is now; while it is wrong the settings from before count."""
        folder = DistrictFolder(self._folder.path)
        try:
            district = folder.district
            folder.deployment, folder.applications  # noqa: B018 they are read now, so that what is wrong shows now
        except SettingsError as failure:
            self._wrong_settings = failure.place
            _log.error("the district folder cannot be read", reason=str(failure))
            return
        self._wrong_settings = ""
        self._folder = folder
        self._agenda.use(district.daemon, ZoneInfo(district.time_zone), _settle_seconds(district))
        self._watch()

    def _watch(self) -> None:
        path = _watched(self._folder)
        if self._watcher is not None and self._watcher.path != path:
            self._watcher.close()
            self._watcher = None
        if self._watcher is None and path is not None:
            self._watcher = Watcher(path, self._source_changed)

    def _source_changed(self) -> None:
        self._changed.set()
        self._wake.set()

    def _note_step(self, step: str, done: int, rows: int) -> None:
        self._step = (step, done, rows)
        self._sign_of_life = self._clock.monotonic()

    @property
    def _stuck(self) -> bool:
        return self._job is not None and self._clock.monotonic() - self._sign_of_life > _STUCK

    def _say(self, doing: Doing | None = None) -> None:
        status = self.status(doing)
        if not self._stuck:
            self._service.alive(status.line)
        try:
            status.write(self._folder.state_path())
        except (OSError, SettingsError) as failure:
            _log.warning("the status file cannot be written", reason=str(failure))

    def _end(self) -> None:
        self._service.stopping()
        self._say("stopping")
        if self._watcher is not None:
            self._watcher.close()
        if self._job is not None:
            while not self._job.ended:
                self._wake.wait(self._look_again)
                self._wake.clear()
                self._say("stopping")
            self._finish(self._job)
        self._alerting.finish(_LOOK)
        self._say("stopped")
        _log.info("daemon has ended")


class _Job:
    """A run in a thread of its own.

    Attributes:
        result: the run, or why none could be made; None while it goes on.
    """

    def __init__(
        self,
        folder: DistrictFolder,
        trigger: Trigger,
        stop: threading.Event,
        step: Callable[[str, int, int], None],
        ended: Callable[[], None],
    ) -> None:
        self.result: Run | Exception | None = None
        self._folder = folder
        self._request = Request(trigger=trigger, stop=stop, step=step)
        self._ended = ended
        threading.Thread(target=self._run, name="run").start()

    @property
    def ended(self) -> bool:
        return self.result is not None

    def _run(self) -> None:
        try:
            with AdminConnection.of_account(self._folder.deployment.keycloak) as keycloak:
                self.result = run(self._folder, keycloak, self._request)
        except Exception as error:
            self.result = error
        self._ended()


def _last_good(folder: DistrictFolder) -> datetime | None:
    """When the last good run that records tell of ended, on whatever machine it was."""
    records = RunFiles(folder.state_path()).latest(200)
    try:
        with AdminConnection.of_account(folder.deployment.keycloak, patience=5.0) as keycloak:
            found = RunsApi(keycloak, folder.district.realm).latest(200)
        records += [RunRecord.of_json(record) for record in found]
    except (AdminApiError, ValueError, KeyError) as failure:
        _log.warning("runs of other machines are not known", reason=str(failure))
    return max((record.ended for record in records if record.good), default=None)


def _settle_seconds(district: District) -> float:
    """How long a source of this machine has to be at rest before it is read."""
    return max(_REST, getattr(district.roster, "settle_seconds", 0.0))


def _watched(folder: DistrictFolder) -> Path | None:
    """The source, if it is on this machine and is to be watched."""
    return folder.roster_path() if folder.district.daemon.watch else None
