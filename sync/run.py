"""The steps of a run up to its plan, for a district folder: read, examine, refuse what is unfit, compare."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from admin_api import RosterApi
from settings import DistrictFolder
from sync.check import all_checks
from sync.circumstances import Circumstances
from sync.errors import RejectedSetError
from sync.examine import Verdict, examine
from sync.plan import Plan, plan
from sync.roster import Roster
from sync.sources import open_source
from sync.state import read_state
from sync.wanted import Policy, want

_log = structlog.get_logger()


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
    verdict = examine(roster, all_checks(), Circumstances(_today(folder)))
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


def planned(folder: DistrictFolder, roster: Roster, verdict: Verdict, api: RosterApi) -> Plan:
    """Compare a roster, as the district's policies read it today, with what Keycloak has.

    Raises:
        AdminApiError: Keycloak could not be asked.
        SettingsError: a file of the district is wrong.
    """
    policy = Policy(folder.applications, folder.district.roles, _today(folder))
    return plan(want(roster, verdict.left_out(), policy), read_state(api))


def _today(folder: DistrictFolder) -> date:
    return datetime.now(ZoneInfo(folder.district.time_zone)).date()
