"""A text would be run by a spreadsheet."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import Phrase, matching
from sync.roster import Table

_COLUMNS: tuple[tuple[Table, str], ...] = (
    ("orgs", "name"),
    ("classes", "title"),
    ("users", "username"),
    ("users", "givenName"),
    ("users", "middleName"),
    ("users", "familyName"),
    ("users", "email"),
    ("users", "identifier"),
)

CHECK = Check(
    name="formula",
    severity=Severity.WARN,
    title="A text is a formula to a spreadsheet",
    consequence="Nobody. Whoever opens a list with it in a spreadsheet may run what somebody else wrote.",
    remedy="Type the text anew, and ask how it came there: it may be an attempt at an attack.",
    find=matching(_COLUMNS, r"^\s*[=+@-]\s*\S", lambda column: Phrase("{0} begins like a formula", column)),
)
