"""A person has a role that OneRoster does not have."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import ACCOUNT_ROLES, OTHER_ROLES, Roster

_ROLES = sorted({*ACCOUNT_ROLES, *OTHER_ROLES})


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    unknown = roster.users.filter(~pl.col("role").is_in(_ROLES))
    return together([findings("users", unknown, "role", Phrase("{0} is not a role", "role"))])


CHECK = Check(
    name="unknown_role",
    severity=Severity.SKIP_RECORD,
    title="A role does not exist",
    consequence="A new person gets no account; nothing changes for somebody who has one.",
    remedy="Use one of " + ", ".join(_ROLES) + ", in small letters.",
    find=_find,
)
