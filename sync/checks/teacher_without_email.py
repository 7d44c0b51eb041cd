"""A teacher has no e-mail address."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, has_account


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    address = pl.col("email").str.strip_chars().replace("", None)
    without = roster.users.filter(has_account() & (pl.col("role") == "teacher") & address.is_null())
    return together([findings("users", without, "email", Phrase("has no e-mail address"))])


CHECK = Check(
    name="teacher_without_email",
    severity=Severity.WARN,
    title="A teacher has no e-mail address",
    consequence="The teacher misses the applications that need one, such as Clever and Google Workspace.",
    remedy="Enter the address in the teacher's record.",
    find=_find,
    keeps_out=True,
)
