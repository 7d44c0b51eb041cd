"""Somebody is no person, but was made for a trial."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, together
from sync.roster import Roster, has_account

_NO_PERSON = (
    r"(?i)\btest\b|^test(ing|er)?\d+$|^testing$|^zz|^dummy$|\bdo not use\b|donotuse|"
    r"^(asdf|qwerty)|^x{2,9}$|\bmickey mouse\b|\bdonald duck\b"
)

_WORDS = ["test", "zz", "dummy", "do not use", "donotuse", "asdf", "qwerty", "xx", "mickey mouse", "donald duck"]


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    names = [pl.col(name).fill_null("").str.strip_chars() for name in ("givenName", "familyName")]
    whole = pl.concat_str(names, separator=" ").str.strip_chars()
    made_up = pl.any_horizontal(text.str.contains(_NO_PERSON) for text in (*names, whole))
    # Looking for all words at once is much quicker than the expression, which few then have to be held against.
    people = roster.users.filter(has_account() & whole.str.contains_any(_WORDS, ascii_case_insensitive=True))
    people = people.filter(made_up)
    return together([findings("users", people, "", Phrase("{0} seems to be no person", whole))])


CHECK = Check(
    name="test_person",
    severity=Severity.WARN,
    title="Somebody seems to be there for a trial only",
    consequence="Nobody. But it is an account that belongs to nobody, with what a person of the same kind may open.",
    remedy="Delete the record in the student information system, or set enabledUser to false.",
    find=_find,
)
