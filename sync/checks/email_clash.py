"""Two people have the same e-mail address."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import shared_value
from sync.roster import Roster, has_account, name_key


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    accounts = roster.users.filter(has_account())
    return shared_value("users", "email", accounts.select("row", "sourcedId", name_key("email").alias("value")))


CHECK = Check(
    name="email_clash",
    severity=Severity.SKIP_RECORD,
    title="Two people have the same e-mail address",
    consequence="New ones among them get no account; nothing changes for those who have one.",
    remedy="Give all but one of them another address, or none. Capital letters make no difference.",
    find=_find,
)
