"""Somebody who is not enabled is in a class."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.classes import enrolled_now
from sync.finding import Phrase, findings, together
from sync.roster import ACCOUNT_ROLES, Roster


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    enrolled = enrolled_now(roster, circumstances.today)["userSourcedId"].drop_nulls()
    disabled = roster.users.filter((pl.col("enabledUser") == "false") & pl.col("role").is_in(ACCOUNT_ROLES))
    in_class = disabled.filter(pl.col("sourcedId").is_in(enrolled.implode()))
    return together([findings("users", in_class, "enabledUser", Phrase("is not enabled, but in a class"))])


CHECK = Check(
    name="disabled_person_in_class",
    severity=Severity.WARN,
    title="Somebody who is not enabled is in a class",
    consequence="The person has no account and cannot sign in, though a class counts on it.",
    remedy="End the enrollments if the person has left; otherwise set enabledUser to true.",
    find=_find,
    keeps_out=True,
)
