"""Nobody in school was born on that day."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import ACCOUNT_ROLES, Roster

_OLDEST = 100
_YOUNGEST_EMPLOYEE = 14


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    roles = roster.users.unique("sourcedId", keep="first", maintain_order=True).select("sourcedId", "role")
    born = pl.col("birthDate").str.to_date("%Y-%m-%d", strict=False)
    age = circumstances.today.year - born.dt.year()
    young = pl.col("role").is_in(ACCOUNT_ROLES - {"student"}) & (age < _YOUNGEST_EMPLOYEE)
    people = roster.demographics.join(roles, on="sourcedId", how="left", maintain_order="left")
    impossible = people.filter((born > circumstances.today) | (age > _OLDEST) | young.fill_null(value=False))
    return together([findings("demographics", impossible, "birthDate", Phrase("the birth date is not possible"))])


CHECK = Check(
    name="impossible_birth_date",
    severity=Severity.SKIP_RECORD,
    title="A birth date is not possible",
    consequence="The birth date is not used: who has to give it to claim the account cannot claim it.",
    remedy="Correct the birth date.",
    find=_find,
    keeps_out=True,
)
