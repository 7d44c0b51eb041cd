"""What wrong encodings, spreadsheets and hands do to values."""

from __future__ import annotations

from example_district.planting.changes import Flaw
from example_district.planting.school import School

_NAMES = (
    ("familyName", "MuÃ±oz", "damaged_encoding", "UTF-8 that was read as Windows-1252: Muñoz"),
    ("givenName", "Sof\ufffda", "damaged_encoding", "a letter was replaced by U+FFFD: Sofía"),
    ("familyName", "Pe?a", "damaged_encoding", "a letter was replaced by a question mark: Peña"),
    ("familyName", "O&#39;Hara", "damaged_encoding", "an HTML entity: O'Hara"),
    ("givenName", " Ana ", "surrounding_space", "white space around the name"),
    ("givenName", "Ro\u0007sa", "unstorable_text", "a control character in the name"),
    ("familyName", "", "missing_name", "the user has no family name"),
    ("givenName", "1-Apr", "spreadsheet_damage", "a spreadsheet made a date of April"),
    ("familyName", "#REF!", "spreadsheet_damage", "a spreadsheet's error in place of a value"),
    (
        "familyName",
        '=HYPERLINK("http://cedarvalley.example","Li")',
        "formula",
        "a spreadsheet would run this as a formula",
    ),
)
_MARKS = (
    ("enabledUser", "TRUE", "unknown_enumeration_value", "'TRUE' is neither true nor false"),
    ("metadata.specialEd", "Yes", "unknown_enumeration_value", "'Yes' is neither true nor false"),
)


def plant_damage(school: School) -> None:
    """Plant names and numbers that lost something on their way."""
    for column, value, kind, what in _NAMES + _MARKS:
        school.changes.edit("users", school.pupil()["sourcedId"], {column: value}, Flaw(kind, what))
    _numbers(school)


def _numbers(school: School) -> None:
    for column, written in (("identifier", "{}"), ("userIds", "{{SIS:{}}}")):
        pupil = school.pupil()
        number, short = pupil["identifier"], pupil["identifier"].lstrip("0")
        value = pupil[column].replace(written.format(number), written.format(short))
        flaw = Flaw("lost_leading_zeros", f"{number} has become {short}")
        school.changes.edit("users", pupil["sourcedId"], {column: value}, flaw)
    pupil = school.pupil()
    state_id = pupil["userIds"].rpartition(":")[2].rstrip("}")
    rounded = f"{int(state_id):.5E}"
    flaw = Flaw("scientific_notation", f"the state's id {state_id} has become {rounded}")
    school.changes.edit("users", pupil["sourcedId"], {"userIds": pupil["userIds"].replace(state_id, rounded)}, flaw)
    flaw = Flaw("scientific_notation", "the number has become 1.0042E+04")
    school.changes.edit("users", school.pupil()["sourcedId"], {"identifier": "1.0042E+04"}, flaw)
