"""A person belongs to no organization, or a student to no school."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, has_account, listed


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    schools = roster.orgs.filter(pl.col("type") == "school")["sourcedId"].drop_nulls()
    accounts = roster.users.filter(has_account()).with_columns(listed("orgSourcedIds").alias("orgs"))
    nowhere = accounts.filter(pl.col("orgs").list.len() == 0)
    known = pl.col("orgs").list.eval(pl.element().is_in(roster.orgs["sourcedId"].drop_nulls().implode()))
    in_school = pl.col("orgs").list.eval(pl.element().is_in(schools.implode()))
    # A student whose school is not in the set at all is the finding of unknown_school.
    elsewhere = accounts.filter(
        (pl.col("role") == "student") & (pl.col("orgs").list.len() > 0) & known.list.all() & ~in_school.list.any()
    )
    return together(
        [
            findings("users", nowhere, "orgSourcedIds", Phrase("belongs to no organization")),
            findings("users", elsewhere, "orgSourcedIds", Phrase("a student who belongs to no school")),
        ]
    )


CHECK = Check(
    name="person_without_school",
    severity=Severity.SKIP_RECORD,
    title="A person belongs to no school",
    consequence="A new person gets no account, because no campus could look after it; "
    "somebody who has one stays at the school before.",
    remedy="Assign the person to a campus, or an employee of the district to the district.",
    find=_find,
)
