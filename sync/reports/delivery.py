"""The report after a run: written to the folder that district.yaml names, and mailed when there is something new."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import structlog

from settings import DistrictFolder, SettingsError
from settings.whole_file import write_whole
from sync.examine import Verdict
from sync.reports.counts import past_counts
from sync.reports.files import ReportError, write_report
from sync.reports.language import load
from sync.reports.mailing import is_mailed, mail_report
from sync.reports.past import past_runs
from sync.reports.report import Report, report_of
from sync.roster import Roster

_MAILED = ".mailed.json"
_log = structlog.get_logger()


def report_now(folder: DistrictFolder, roster: Roster, verdict: Verdict) -> Report:
    """The report of what was just read, beside what the last runs found. Raises SettingsError."""
    now = datetime.now(ZoneInfo(folder.district.time_zone))
    return report_of(folder.district, roster, verdict, now, past_counts(past_runs(folder)))


def wished_report(folder: DistrictFolder, roster: Roster, verdict: Verdict) -> Report | None:
    """The report of what was just read, if district.yaml has it written; what goes wrong is logged and fails no run."""
    try:
        return report_now(folder, roster, verdict) if folder.district.reports.folder else None
    except Exception:  # whatever is wrong with a report, the run that it is about has its own result
        _log.exception("the registrar's report could not be made")
        return None


def deliver(folder: DistrictFolder, report: Report) -> None:
    """Write and mail a report as district.yaml says; what goes wrong is logged and fails no run."""
    try:
        into = folder.reports_path()
        if into is None:
            return
        write_report(report, into, load(folder.district.languages))
        if is_mailed(folder.district) and _is_due(report, into):
            _mail(report, into)
    except (ReportError, SettingsError) as failure:
        _log.warning("the registrar's report could not be made", reason=str(failure))
    except Exception:  # whatever is wrong with a report, the run that it is about has its own result
        _log.exception("the registrar's report could not be made")


def _is_due(report: Report, into: Path) -> bool:
    """Whether other things were found than when the report was mailed last, and that is long enough ago."""
    try:
        last: dict[str, Any] = json.loads((into / _MAILED).read_text(encoding="utf-8"))
        when = datetime.fromisoformat(last["when"])
    except (OSError, ValueError, KeyError, TypeError):
        return True
    rested = report.made - when >= timedelta(hours=report.district.reports.mail_every_hours)
    return rested and last.get("found") != _found(report)


def _mail(report: Report, into: Path) -> None:
    server = report.district.mail
    problems = mail_report(report, server, load(report.district.languages)) if server else []
    for problem in problems:
        _log.warning("a report could not be mailed", reason=problem)
    # Whoever got no mail gets the next one; sending all of them again each run would be worse.
    note = {"when": report.made.isoformat(timespec="seconds"), "found": _found(report)}
    try:
        write_whole(into / _MAILED, json.dumps(note).encode())
    except OSError as failure:
        _log.warning("it could not be noted that the report was mailed", reason=str(failure))


def _found(report: Report) -> str:
    """What was found, as it is compared: rows move with every export, and records do not."""
    records = report.whole.lines.select("check", "table", "sourcedId", "phrase").sort(pl.all())
    return hashlib.sha256(records.write_csv().encode()).hexdigest()
