"""A whole run for a district folder: read, examine, refuse what is unfit, compare, guard, write, send on, record.

`sync run`, the daemon and the demo all call `run`; `check` and `plan` call the steps that they share with it.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import structlog

from admin_api import AdminApiError, AdminConnection, LeaseApi, LeaseHeldError, RosterApi, RunsApi
from settings import DistrictFolder
from sync.apply import Outcome, apply
from sync.approval import Approval, require_unused
from sync.check import all_checks
from sync.circumstances import Circumstances
from sync.errors import RejectedSetError, RowsRejectedError
from sync.examine import Verdict, examine
from sync.guard import guard
from sync.lease import leased, this_process
from sync.outbound.sending import Outgoing, Sent, require_good, send_rosters
from sync.plan import Plan, plan
from sync.records import RunFiles, RunRecord
from sync.records.recording import begun, outcome_of, recorded, with_source
from sync.reports.delivery import deliver
from sync.reports.past import known_records
from sync.roster import Roster
from sync.run_api import RunApi
from sync.sources import open_source
from sync.state import RosterReader, State, read_state
from sync.usernames import CHECKS
from sync.wanted import Policy, Wanted, want

_POSTED_CHANGES = 10_000
"""More changed people than this are in the file of the record only."""
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
        roster: as it was read.
        verdict: what the checks found.
        changes: the plan.
        approval: the one by which the plan was let through.
        outcome: what became of the plan.
        sent: what became of the rosters for applications.
        error: why it did not end well.
    """

    record: RunRecord
    roster: Roster | None = None
    verdict: Verdict | None = None
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
    began, clock = datetime.now(UTC), time.monotonic()
    done = Run(RunRecord(_new_id(began), began, began, 0.0, this_process(), request.trigger, "failed"))
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
    if done.roster is not None and done.verdict is not None:
        deliver(folder, done.roster, done.verdict)
    _keep(folder, keycloak, done.record)
    return done


def _steps(folder: DistrictFolder, keycloak: AdminConnection, request: Request, api: RunApi, run: Run) -> None:
    request.step("reading", 0, 0)
    run.roster, run.verdict = examined(folder, request.source)
    run.record = with_source(run.record, run.roster, run.verdict)
    refuse_unfit(run.verdict)
    api.require()
    request.step("comparing", 0, 0)
    comparison = compared(folder, run.roster, run.verdict, api)
    run.changes = comparison.plan
    if request.approval:
        require_unused(request.approval, api.past_runs())
    guard(run.changes, folder.district.guard, request.approval)
    run.approval = request.approval
    rows, written = run.changes.rows, 0
    if rows:
        _keep(folder, keycloak, begun(run.record, run.changes, run.approval))
    request.step("writing", 0, rows)

    def progress(batch: int) -> None:
        nonlocal written
        written += batch
        request.step("writing", written, rows)

    run.outcome = apply(run.changes, api, progress)
    if folder.district.outbound and folder.deployment.send_rosters:
        run.sent = send_rosters(folder, outgoing(folder, run.roster, comparison), go_on=api.go_on(request.step))
    if run.outcome.rejections:
        raise RowsRejectedError(f"Keycloak did not take {len(run.outcome.rejections):,} rows; all others are written")
    require_good(run.sent)


def _keep(folder: DistrictFolder, keycloak: AdminConnection, record: RunRecord) -> None:
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


def _new_id(began: datetime) -> str:
    return f"{began:%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:8]}"


def examined(folder: DistrictFolder, source: str | None = None) -> tuple[Roster, Verdict]:
    """Read a roster and hold all checks against it.

    Args:
        folder: the district.
        source: in place of the one that district.yaml names.

    Raises:
        SourceError: the set cannot be read.
        SettingsError: a file of the district is wrong.
    """
    roster = open_source(folder, source)
    checks = [check for check in all_checks() if not (folder.district.usernames.from_template and check.name in CHECKS)]
    verdict = examine(roster, checks, Circumstances(today(folder), known_records(folder)))
    records = {table: frame.height for table, frame in roster.tables.items()}
    findings = {result.check.name: result.findings.height for result in verdict.found}
    _log.debug("roster read", checksum=roster.origin.checksum, records=records, findings=findings)
    return roster, verdict


def refuse_unfit(verdict: Verdict) -> None:
    """Raise RejectedSetError, with the reasons, if the set cannot be used."""
    if verdict.rejected:
        reasons = [
            f"{finding['table']}.csv: {finding['what']}. {result.check.remedy}"
            for result in verdict.rejecting
            for finding in result.findings.iter_rows(named=True)
        ]
        raise RejectedSetError("\n".join(["the set cannot be used, and nothing was changed", *reasons]))


@dataclass(frozen=True)
class Comparison:
    """A roster beside what Keycloak has.

    Attributes:
        wanted: what Keycloak should have.
        state: what it has.
        plan: the difference.
    """

    wanted: Wanted
    state: State
    plan: Plan


def compared(folder: DistrictFolder, roster: Roster, verdict: Verdict, api: RosterReader) -> Comparison:
    """Compare a roster, as the district's policies read it today, with what Keycloak has.

    Raises:
        AdminApiError: Keycloak could not be asked.
        SettingsError: a file of the district is wrong.
    """
    state = read_state(api)
    changes = plan(want(roster, verdict.left_out(), policy_of(folder)), state)
    return Comparison(changes.wanted, state, changes)


def planned(folder: DistrictFolder, roster: Roster, verdict: Verdict, api: RosterReader) -> Plan:
    """The plan of `compared`."""
    return compared(folder, roster, verdict, api).plan


def outgoing(folder: DistrictFolder, roster: Roster, comparison: Comparison) -> Outgoing:
    """What rosters to applications are made of, once Keycloak has what is wanted."""
    accounts = comparison.state.people.select("sourcedId", "username")
    return Outgoing(roster, comparison.wanted, accounts, today(folder))


def policy_of(folder: DistrictFolder) -> Policy:
    """What of the district's settings shapes its people today. Raises SettingsError."""
    district = folder.district
    return Policy(folder.applications, district.roles, today(folder), district.usernames, district.calendar)


def today(folder: DistrictFolder) -> date:
    """The day in the district's time zone."""
    return datetime.now(ZoneInfo(folder.district.time_zone)).date()
