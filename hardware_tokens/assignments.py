"""Who gets which token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hardware_tokens.errors import Problem, TokenFileError
from hardware_tokens.seeds import Token
from hardware_tokens.table import Row, read_rows

_COLUMNS: Mapping[str, Sequence[str]] = {
    "employee": ("employeeid", "sourcedid", "id", "person", "personid", "staffid"),
    "serial": ("serialnumber", "sn", "tokenserial", "tokenserialnumber", "tokensn", "token"),
}


@dataclass(frozen=True)
class Assignment:
    """A token and its owner.

    Attributes:
        employee: sourcedId.
        token: theirs from now on.
    """

    employee: str
    token: Token


def read_assignments(path: Path, tokens: Mapping[str, Token]) -> list[Assignment]:
    """Read the list: the employee's id in the roster, and the serial number.

    Args:
        path: CSV with or without a header.
        tokens: by serial number.

    Raises:
        TokenFileError: the file cannot be read, names a token that is not there, or anybody or any token twice.
    """
    rows = read_rows(path, _COLUMNS, ("employee", "serial"))
    problems: list[Problem] = []
    assignments: dict[str, Assignment] = {}
    owners: dict[str, str] = {}
    for row in rows:
        fault = _fault(row, tokens, assignments, owners)
        if fault:
            name, message = fault
            problems.append(Problem(path, row.number, row.column(name), message))
            continue
        assignments[row["employee"]] = Assignment(row["employee"], tokens[row["serial"]])
        owners[row["serial"]] = row["employee"]
    if problems or not rows:
        raise TokenFileError(f"{path}: {'nothing was imported' if rows else 'assigns no token'}", problems)
    return list(assignments.values())


def _fault(
    row: Row, tokens: Mapping[str, Token], assignments: Mapping[str, Assignment], owners: Mapping[str, str]
) -> tuple[str, str] | None:
    employee, serial = row["employee"], row["serial"]
    if not employee:
        return "employee", "is empty; write the id that the person has in the roster"
    if serial not in tokens:
        return "serial", f"{serial!r} is not in the vendor's file"
    if employee in assignments:
        return "employee", f"{employee} is there twice; a person gets one token"
    if serial in owners:
        return "serial", f"{serial} goes to {owners[serial]} already"
    return None
