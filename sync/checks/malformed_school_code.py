"""A school code that cannot be part of a path."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, schools

# What the endpoint accepts: the code is the name of a group.
_FORM = r"^[A-Za-z0-9._-]{1,64}$"


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    value = pl.col("code").str.strip_chars()
    malformed = schools(roster.orgs).filter((value != "") & ~value.str.contains(_FORM))
    return together([findings("orgs", malformed, "identifier", Phrase("{0} cannot be a school code", "code"))])


CHECK = Check(
    name="malformed_school_code",
    severity=Severity.SKIP_RECORD,
    title="A school has a code that cannot be used",
    consequence="Nobody new at the school gets an account; whoever has one keeps it as it is.",
    remedy="Give the school an identifier of letters, digits, dots, dashes and underscores.",
    find=_find,
)
