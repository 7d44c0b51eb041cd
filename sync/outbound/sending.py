"""Sends rosters to applications: the one way in for `sync send`, and for a run that went well."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

import polars as pl
import structlog

from settings import DistrictFolder, SettingsError
from settings.outbound import ScimTarget, Target
from sync.apply import Rejection
from sync.errors import GuardError, InterruptedRunError, OutboundError, OutboundRefusedError, SyncError
from sync.outbound.csv_target import csv_format, destination, guard_csv, plan_csv, send_csv
from sync.outbound.difference import Difference
from sync.outbound.selection import Selection, select
from sync.roster import Roster
from sync.wanted import Wanted

Status = Literal["sent", "unchanged", "pending", "refused", "failed"]
"""`sent`: the application has it; `unchanged`: it had it before; `pending`: a plan, nothing was sent; `refused`: by the
target's guard, nothing was sent; `failed`: it is not certain how much was sent, and the next run sends the rest."""
_SAMPLES = 100
_log = structlog.get_logger()


@dataclass(frozen=True)
class Outgoing:
    """What all targets are made of.

    Attributes:
        roster: as examined.
        wanted: what Keycloak is to have of it.
        accounts: `sourcedId` and `username` of everybody whom Keycloak knows from rosters.
        today: the day in the district's time zone.
    """

    roster: Roster
    wanted: Wanted
    accounts: pl.DataFrame
    today: date


@dataclass(frozen=True)
class Sent:
    """What became of one target; the record of it.

    Attributes:
        target: its name in district.yaml.
        type: `clever-csv`, `oneroster-csv` or `scim`.
        status: how it ended.
        people: how many the application is to have.
        left_out: how many may open the application and lack what its format requires.
        differences: what was different, by file or kind.
        checksum: SHA-256 over names and contents of the files; empty for SCIM and where nothing was sent.
        rejections: what a SCIM service did not take.
        message: why it was refused or failed.
        seconds: how long it took.
    """

    target: str
    type: str
    status: Status
    people: int = 0
    left_out: int = 0
    differences: tuple[Difference, ...] = ()
    checksum: str = ""
    rejections: tuple[Rejection, ...] = ()
    message: str = ""
    seconds: float = 0.0

    @property
    def trouble(self) -> str:
        """What a person should know of it; empty if all is well."""
        if self.rejections:
            first = self.rejections[0]
            count = len(self.rejections)
            return f"{self.target} did not take {count:,} records, for example {first.type} {first.key}: {first.error}"
        return self.message

    def as_json(self) -> dict[str, Any]:
        """The record as a JSON object; of rejections the first hundred, without what the service said of people."""
        return {
            "target": self.target,
            "type": self.type,
            "status": self.status,
            "people": self.people,
            "leftOut": self.left_out,
            "differences": [asdict(difference) for difference in self.differences],
            "checksum": self.checksum,
            "rejected": len(self.rejections),
            "rejections": [
                {"type": rejection.type, "key": rejection.key, "error": rejection.error}
                for rejection in self.rejections[:_SAMPLES]
            ],
            "message": self.message,
            "seconds": round(self.seconds, 1),
        }


def send_rosters(
    folder: DistrictFolder,
    outgoing: Outgoing,
    names: Sequence[str] = (),
    *,
    only_plan: bool = False,
    allowed_removals: int = 0,
    go_on: Callable[[], None] = lambda: None,
) -> tuple[Sent, ...]:
    """Send each target what it is to have, or only say what that would change. One that fails stops no other.

    Args:
        folder: the district.
        outgoing: what the targets are made of; the run that made it has to have gone well.
        names: of targets; none for all.
        only_plan: send nothing.
        allowed_removals: how many of each kind somebody allows to go from each target, this once.
        go_on: called before each target and each of its accounts, by several threads; whatever it raises ends the work.

    Returns:
        A record for each target, in the order of district.yaml.

    Raises:
        SettingsError: district.yaml or apps.yaml is wrong.
        InterruptedRunError: `go_on` says that the run has to end; what was sent stays.
    """
    clients = {name: _client(folder, name, target) for name, target in folder.district.outbound.items()}
    sent = []
    for name, target in folder.district.outbound.items():
        if names and name not in names:
            continue
        go_on()
        clock = time.monotonic()
        how = _How(outgoing.today, only_plan, allowed_removals, go_on)
        try:
            _require_schools(name, target, outgoing.wanted)
            chosen = select(outgoing.roster, outgoing.wanted, outgoing.accounts, clients[name], target.schools)
            done = _sent(folder, name, target, chosen, how)
        except InterruptedRunError:
            raise
        except GuardError as error:
            done = Sent(name, target.type, "refused", message=str(error))
        except SyncError as error:
            done = Sent(name, target.type, "failed", message=str(error))
        done = replace(done, seconds=time.monotonic() - clock)
        _log.info("roster out", target=name, status=done.status, people=done.people, seconds=round(done.seconds, 1))
        sent.append(done)
    return tuple(sent)


def require_good(sent: Sequence[Sent]) -> None:
    """Make sure that every target has what it is to have.

    Raises:
        OutboundError: one failed, or did not take everything; the next run sends the rest.
        OutboundRefusedError: none failed, and one was refused.
    """
    failed = [done for done in sent if done.status == "failed" or done.rejections]
    refused = [done for done in sent if done.status == "refused"]
    message = "\n".join(done.trouble for done in (*failed, *refused))
    if failed:
        raise OutboundError(message)
    if refused:
        raise OutboundRefusedError(message)


@dataclass(frozen=True)
class _How:
    """What `send_rosters` was asked for."""

    today: date
    only_plan: bool
    allowed: int
    go_on: Callable[[], None]


def _sent(folder: DistrictFolder, name: str, target: Target, chosen: Selection, how: _How) -> Sent:
    if isinstance(target, ScimTarget):
        return _by_scim(name, target, chosen, how)
    form, there = csv_format(target), destination(folder, target.to)
    planned = plan_csv(chosen, form, there, how.today)
    done = Sent(
        name,
        target.type,
        _status(planned.differences, only_plan=how.only_plan),
        people=planned.people,
        left_out=planned.left_out,
        differences=planned.differences,
    )
    try:
        guard_csv(name, planned, chosen, target.guard, how.allowed)
    except GuardError as refusal:
        return replace(done, status="refused", message=str(refusal))
    return done if how.only_plan else replace(done, checksum=send_csv(planned, form, there))


def _by_scim(name: str, target: ScimTarget, chosen: Selection, how: _How) -> Sent:
    # The models of SCIM take as long to load as all else of the sync: only a district that uses them waits for them.
    from sync.outbound.scim.plan import guard_scim, plan_scim, read_service
    from sync.outbound.scim.service import ScimService
    from sync.outbound.scim.write import write_scim

    with ScimService(name, target) as service:
        planned = plan_scim(chosen, target, read_service(service, target))
        done = Sent(
            name,
            target.type,
            _status(planned.differences, only_plan=how.only_plan),
            people=planned.differences[0].total,
            left_out=planned.left_out,
            differences=planned.differences,
        )
        try:
            guard_scim(name, planned, target.guard, how.allowed)
        except GuardError as refusal:
            return replace(done, status="refused", message=str(refusal))
        return done if how.only_plan else replace(done, rejections=write_scim(planned, service, how.go_on))


def _status(differences: Sequence[Difference], *, only_plan: bool) -> Status:
    if not any(difference.any for difference in differences):
        return "unchanged"
    return "pending" if only_plan else "sent"


def _client(folder: DistrictFolder, name: str, target: Target) -> str:
    """The client id of a target's application."""
    for application in folder.applications:
        if application.id == target.application:
            return application.client
    known = ", ".join(application.id for application in folder.applications)
    message = f"there is no application {target.application!r} in apps.yaml; there are {known}"
    raise SettingsError(message, folder.path / "district.yaml", key=f"outbound.{name}.application")


def _require_schools(name: str, target: Target, wanted: Wanted) -> None:
    """Make sure that each school that is named is there: a missing one would look as if everybody had left it."""
    missing = sorted(set(target.schools) - set(wanted.schools["code"]))
    if missing:
        raise GuardError(
            f"the roster has no school {', '.join(missing)}, which outbound.{name}.schools in district.yaml names; "
            "nothing was sent"
        )
