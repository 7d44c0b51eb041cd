"""What a run knows before it asks Keycloak: the roster, what the checks say of it, and what of it counts today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from settings import DistrictFolder
from sync.check import all_checks
from sync.circumstances import Circumstances
from sync.current import Current, current
from sync.errors import RejectedSetError
from sync.examine import Verdict, examine
from sync.reports.past import known_records
from sync.roster import TABLES, Origin, Roster, empty_table, roster_of
from sync.sources import open_source
from sync.usernames import CHECKS
from sync.wanted import Policy, Wanted, want

_log = structlog.get_logger()


@dataclass(frozen=True)
class Reading:
    """A roster that may be used.

    Attributes:
        origin: where it came from.
        verdict: what the checks found.
        wanted: what Keycloak should have.
        roster: what of it rosters to applications are made of, see `sync.current.Current`; without rows if none are.
    """

    origin: Origin
    verdict: Verdict
    wanted: Wanted
    roster: Roster


def read_usable(
    folder: DistrictFolder,
    source: str | None = None,
    look: Callable[[Roster, Verdict], None] = lambda _roster, _verdict: None,
    *,
    for_applications: bool = False,
) -> Reading:
    """Read a roster, and work out what Keycloak should have by it.

    Args:
        folder: the district.
        source: in place of the one that district.yaml names.
        look: is shown all that was read, for a moment: a million people with their classes are most of the memory that
            a run has, so what is not needed to compare them with Keycloak goes before Keycloak is asked.
        for_applications: whether rosters to applications are going to be made of it.

    Raises:
        RejectedSetError: the set cannot be used.
        SourceError: the set cannot be read.
        SettingsError: a file of the district is wrong.
    """
    origin, verdict, counting = _counting(folder, source, look)
    wanted = want(counting, policy_of(folder))
    left = counting.roster if for_applications else roster_of({name: empty_table(name) for name in TABLES}, origin)
    return Reading(origin, verdict, wanted, left)


def _counting(
    folder: DistrictFolder, source: str | None, look: Callable[[Roster, Verdict], None]
) -> tuple[Origin, Verdict, Current]:
    """What of a roster counts today; the rest has gone with this call."""
    roster, verdict = examined(folder, source)
    look(roster, verdict)
    refuse_unfit(verdict)
    return roster.origin, verdict, current(roster, verdict.left_out(), today(folder))


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
    findings = {result.check.name: result.findings.height for result in verdict.found}
    _log.debug("roster read", checksum=roster.origin.checksum, records=dict(roster.origin.records), findings=findings)
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


def wanted_of(folder: DistrictFolder, roster: Roster, verdict: Verdict) -> Wanted:
    """What Keycloak should have today of a roster that was examined. Raises SettingsError."""
    return want(current(roster, verdict.left_out(), today(folder)), policy_of(folder))


def policy_of(folder: DistrictFolder) -> Policy:
    """What of the district's settings shapes its people today. Raises SettingsError."""
    district = folder.district
    return Policy(
        folder.applications,
        district.roles,
        today(folder),
        district.usernames,
        district.calendar,
        district.claim.identify,
    )


def today(folder: DistrictFolder) -> date:
    """The day in the district's time zone."""
    return datetime.now(ZoneInfo(folder.district.time_zone)).date()
