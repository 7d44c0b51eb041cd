"""An enrollment goes on although the term of its class is over."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.classes import current_classes, not_ended
from sync.finding import Phrase, findings, together
from sync.roster import Roster


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    current = current_classes(roster, circumstances.today)
    if current.is_empty():  # school is out
        return together([])
    over = roster.classes.join(current, on="row", how="anti")["sourcedId"].drop_nulls()
    over = over.filter(~over.is_in(current["sourcedId"].drop_nulls().implode()))
    lasting = roster.enrollments.filter(pl.col("classSourcedId").is_in(over.implode()) & not_ended(circumstances.today))
    what = Phrase("the terms of the class {0} are over", "classSourcedId")
    return together([findings("enrollments", lasting, "classSourcedId", what)])


CHECK = Check(
    name="enrollment_in_ended_term",
    severity=Severity.WARN,
    title="An enrollment is in a term that is over",
    consequence="Nobody who has other classes. Who has no other one counts as being in no class.",
    remedy="End the enrollment, or move it to a class of this term.",
    find=_find,
)
