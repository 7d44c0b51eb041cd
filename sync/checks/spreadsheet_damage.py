"""A spreadsheet put something of its own in place of a name."""

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
)
_ERROR = r"^\s*(#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|#{3,})\s*$"
_MONTH = "(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = rf"^\s*(\d{{1,2}}-{_MONTH}|{_MONTH}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})\s*$"

CHECK = Check(
    name="spreadsheet_damage",
    severity=Severity.WARN,
    title="A spreadsheet put a date or an error in place of a text",
    consequence="Nobody, but the person is asked for a name that is not theirs, and badges and lists show it.",
    remedy="Type the text anew. Do not open and save the export with a spreadsheet.",
    find=matching(_COLUMNS, f"{_ERROR}|{_DATE}", lambda column: Phrase("{0} was made by a spreadsheet", column)),
)
