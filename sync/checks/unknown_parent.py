"""A record is below one that is not in the set."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Find, together, unknown_reference
from sync.roster import Roster

_FINDS: tuple[Find, ...] = (
    unknown_reference("academicSessions", (("academicSessions", "parentSourcedId"),)),
    unknown_reference("orgs", (("orgs", "parentSourcedId"), ("courses", "orgSourcedId"))),
)


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    return together(find(roster, circumstances) for find in _FINDS)


CHECK = Check(
    name="unknown_parent",
    severity=Severity.WARN,
    title="A record belongs to one that is not in the set",
    consequence="Nobody. Applications that are sent terms, schools and courses may refuse them.",
    remedy="Export the term or the organization above it too, or correct the reference.",
    find=_find,
)
