"""A text that is no e-mail address."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, has_account

# What the endpoint accepts: no more can be said of an address without writing to it.
_FORM = r"^[^\s@<>]+@[^\s@<>]+$"


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    value = pl.col("email").str.strip_chars()
    malformed = roster.users.filter(has_account()).filter((value != "") & ~value.str.contains(_FORM))
    return together([findings("users", malformed, "email", Phrase("{0} is not an e-mail address", "email"))])


CHECK = Check(
    name="malformed_email",
    severity=Severity.SKIP_RECORD,
    title="An e-mail address cannot be one",
    consequence="A new person gets no account; nothing changes for somebody who has one.",
    remedy="Correct the address, or remove it.",
    find=_find,
)
