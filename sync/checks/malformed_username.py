"""A username with which nobody can sign in."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, has_account

# What the endpoint accepts: Keycloak refuses some characters in usernames.
_FORM = r"^[^\s<>&\x22]+$"


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    value = pl.col("username").str.strip_chars()
    malformed = roster.users.filter(has_account()).filter((value != "") & ~value.str.contains(_FORM))
    return together(
        [findings("users", malformed, "username", Phrase("{0} has a character that no username may have", "username"))]
    )


CHECK = Check(
    name="malformed_username",
    severity=Severity.SKIP_RECORD,
    title="A username has a character that it may not have",
    consequence="A new person gets no account; nothing changes for somebody who has one.",
    remedy="Give the person a username without spaces, <, >, & and quotation marks.",
    find=_find,
)
