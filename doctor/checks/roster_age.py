"""The roster is fresh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from doctor.finding import Finding
from sync.records import RunRecord

_HOUR = 3600
_REMEDIES = {
    "refused": "docs/how-to/approve-a-refused-run.md says how to look at it and let it through",
    "rejected": "`homeroom sync check` says what is wrong with the source; mend it there",
}
"""Of a last run that wrote nothing, by its outcome."""


def check_runs(realm: str, records: Sequence[RunRecord], late: timedelta, now: datetime) -> Iterator[Finding]:
    """Judge the last runs of the sync.

    Args:
        realm: the realm's name.
        records: newest first; those of other commands than `run` say nothing here.
        late: how long ago the last good run may be.
        now: the time, in UTC.
    """
    runs = [record for record in records if record.command == "run"]
    good = next((run for run in runs if run.good), None)
    where = f"roster of {realm}"
    if good is None:
        yield Finding(
            "roster-never",
            "error",
            where,
            "no run of the sync has gone well yet: nobody has an account",
            "`homeroom sync check` says what is wrong with the source; `homeroom sync run` runs it",
        )
    elif now - good.ended > late:
        yield Finding(
            "roster-late",
            "error",
            where,
            f"the last good run of the sync was {(now - good.ended).total_seconds() / _HOUR:.0f} hours ago",
            "`homeroom sync status` says what the daemon does and why the last runs failed",
        )
    last = next((run for run in runs if run.outcome != "interrupted"), None)
    if last is not None and last.outcome in _REMEDIES:
        yield Finding(
            "roster-refused",
            "warning",
            where,
            f"the last run was {last.outcome}: {last.message or 'see its record'}",
            _REMEDIES[last.outcome],
        )
