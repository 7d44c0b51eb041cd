"""A number lost the zeros that it began with."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.digits import without_zeros
from sync.finding import Phrase, findings, together
from sync.roster import Roster, user_ids


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    student = (pl.col("role") == "student").fill_null(value=False)
    users = roster.users.with_columns(student.alias("student"))
    found = []
    for column in ("username", "identifier"):
        numbers = users.select("row", "sourcedId", "student", pl.col(column).str.strip_chars().alias("number"))
        found.append(_findings(column, without_zeros(numbers, ["student"])))
    ids = user_ids(users.select("row", "sourcedId", "student", "userIds")).rename({"id": "number"})
    found.append(_findings("userIds", without_zeros(ids, ["student", "type"])))
    return together(found)


def _findings(column: str, short: pl.DataFrame) -> pl.DataFrame:
    return findings(
        "users", short, column, Phrase("{0} has fewer digits than the {1} that others have", "number", "usual")
    )


CHECK = Check(
    name="lost_leading_zeros",
    severity=Severity.WARN,
    title="A number has lost its leading zeros",
    consequence="Nobody here, unless the number is the username. Applications that go by the number find "
    "nobody, or somebody else.",
    remedy="Enter the whole number again. Do not open and save the export with a spreadsheet.",
    find=_find,
)
