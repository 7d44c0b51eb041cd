"""A whole run for a district folder: read, examine, refuse what is unfit, compare, guard, write, send on, record.

`sync run`, the daemon and the demo all call `run`; `check` and `plan` call the steps that they share with it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from admin_api import AdminConnection, LeaseApi, LeaseHeldError, RosterApi
from settings import DistrictFolder
from sync.apply import Outcome, apply
from sync.approval import Approval, require_unused
from sync.comparison import compared, outgoing
from sync.errors import RowsRejectedError
from sync.examine import Verdict
from sync.guard import guard
from sync.lease import leased
from sync.outbound.sending import Sent, require_good, send_rosters
from sync.plan import Plan
from sync.reading import read_usable
from sync.records import RunRecord
from sync.records.keeping import keep, new_record
from sync.records.recording import begun, outcome_of, recorded, with_source
from sync.reports.delivery import deliver, wished_report
from sync.reports.report import Report
from sync.roster import Origin, Roster
from sync.run_api import RunApi

_log = structlog.get_logger()


@dataclass(frozen=True)
class Request:
    """How a run is asked for.

    Attributes:
        source: in place of the one that district.yaml names.
        trigger: what started it, for its record.
        wait: for how many seconds to wait for a run that is going on.
        approval: somebody's word that a plan is right which the guard would refuse.
        stop: set to end the run after the batch that is being written.
        step: told of each step, and while writing of the rows that are done and of how many there are.
    """

    source: str | None = None
    trigger: str = "command"
    wait: float = 0.0
    approval: Approval | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    step: Callable[[str, int, int], None] = lambda _step, _done, _rows: None


@dataclass
class Run:
    """A run, and how far it came.

    Attributes:
        record: what is kept of it.
        origin: of the roster that was read.
        verdict: what the checks found.
        report: the registrar's, if the district has one written.
        changes: the plan.
        approval: the one by which the plan was let through.
        outcome: what became of the plan.
        sent: what became of the rosters for applications.
        error: why it did not end well.
    """

    record: RunRecord
    origin: Origin | None = None
    verdict: Verdict | None = None
    report: Report | None = None
    changes: Plan | None = None
    approval: Approval | None = None
    outcome: Outcome | None = None
    sent: tuple[Sent, ...] = ()
    error: BaseException | None = None


def run(folder: DistrictFolder, keycloak: AdminConnection, request: Request) -> Run:
    """Make Keycloak equal to the roster, and record what came of it.

    Whatever goes wrong on the way is in the answer, because it is recorded too.

    Raises:
        LeaseHeldError: another run is going on; nothing was done or recorded.
        SettingsError: `district.yaml` is wrong.
    """
    clock = time.monotonic()
    done = Run(new_record(request.trigger))
    lease, seconds = LeaseApi(keycloak, folder.district.realm), folder.district.daemon.lease_seconds
    api: RunApi | None = None
    _log.info("run begins", run=done.record.id, trigger=request.trigger)
    try:
        with leased(lease, request.stop, seconds=seconds, wait=request.wait) as held:
            api = RunApi(RosterApi(keycloak, folder.district.realm), held, request.stop)
            _steps(folder, keycloak, request, api, done)
    except LeaseHeldError:
        raise
    except (Exception, KeyboardInterrupt) as error:
        done.error = error
    done.record = recorded(
        done.record,
        outcome=outcome_of(done.changes, done.error),
        seconds=time.monotonic() - clock,
        plan=done.changes,
        approval=done.approval,
        outcome_of_rows=done.outcome,
        sent=done.sent,
        error=done.error,
        changes=api.changes(done.changes) if api and done.changes else (),
    )
    _log.info("run ended", run=done.record.id, outcome=done.record.outcome, seconds=round(done.record.seconds, 1))
    if done.report is not None:
        deliver(folder, done.report)
    keep(folder, keycloak, done.record)
    return done


def _steps(folder: DistrictFolder, keycloak: AdminConnection, request: Request, api: RunApi, run: Run) -> None:
    request.step("reading", 0, 0)
    sends = bool(folder.district.outbound) and folder.deployment.send_rosters
    reading = read_usable(
        folder,
        request.source,
        lambda roster, verdict: _note(folder, run, roster, verdict),
        for_applications=sends,
    )
    api.require()
    request.step("comparing", 0, 0)
    run.changes = compared(reading.wanted, api)
    if request.approval:
        require_unused(request.approval, api.past_runs())
    guard(run.changes, folder.district.guard, request.approval)
    run.approval = request.approval
    rows, written = run.changes.rows, 0
    if rows:
        keep(folder, keycloak, begun(run.record, run.changes, run.approval))
    request.step("writing", 0, rows)

    def progress(batch: int) -> None:
        nonlocal written
        written += batch
        request.step("writing", written, rows)

    run.outcome = apply(run.changes, api, progress)
    if sends:
        run.sent = send_rosters(folder, outgoing(reading.roster, run.changes), go_on=api.go_on(request.step))
    if run.outcome.rejections:
        raise RowsRejectedError(f"Keycloak did not take {len(run.outcome.rejections):,} rows; all others are written")
    require_good(run.sent)


def _note(folder: DistrictFolder, run: Run, roster: Roster, verdict: Verdict) -> None:
    """Take down what was read, and make the registrar's report of it, before the roster goes."""
    run.origin, run.verdict = roster.origin, verdict
    run.record = with_source(run.record, roster, verdict)
    run.report = wished_report(folder, roster, verdict)
