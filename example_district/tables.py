"""The files of a OneRoster 1.1 CSV set: columns in the specification's order, and how rows reach the disk.

Source: 1EdTech OneRoster 1.1 CSV tables. Lines end in CR LF (RFC 4180), text is UTF-8 without a byte order mark.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol, TextIO

_RECORD = ("sourcedId", "status", "dateLastModified")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "academicSessions": (*_RECORD, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"),
    "orgs": (*_RECORD, "name", "type", "identifier", "parentSourcedId"),
    "courses": (
        *_RECORD, "schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects", "subjectCodes",
    ),
    "classes": (
        *_RECORD, "title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId",
        "termSourcedIds", "subjects", "subjectCodes", "periods",
    ),
    "users": (
        *_RECORD, "enabledUser", "orgSourcedIds", "role", "username", "userIds", "givenName", "familyName",
        "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password",
        "metadata.employeeType", "metadata.specialEd",
    ),
    "enrollments": (
        *_RECORD, "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate",
    ),
    "demographics": (
        *_RECORD, "birthDate", "sex", "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican",
        "nativeHawaiianOrOtherPacificIslander", "white", "demographicRaceTwoOrMoreRaces",
        "hispanicOrLatinoEthnicity", "countryOfBirthCode", "stateOfBirthAbbreviation", "cityOfBirth",
        "publicSchoolResidenceStatus",
    ),
}  # fmt: skip
"""Header of each file that the set has."""

_KNOWN_FILES = (
    "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
    "enrollments", "lineItems", "orgs", "resources", "results", "users",
)  # fmt: skip
_MANIFEST = "manifest"


class RowWriter(Protocol):
    """What csv.writer makes."""

    def writerow(self, row: Iterable[str], /) -> object:
        """Write a row."""

    def writerows(self, rows: Iterable[Iterable[str]], /) -> None:
        """Write many rows."""


def csv_writer(file: TextIO) -> RowWriter:
    """A writer of the set's dialect; the file is opened with newline=""."""
    return csv.writer(file, lineterminator="\r\n")


@contextmanager
def roster_files(folder: Path) -> Iterator[dict[str, RowWriter]]:
    """Open all files of a set with their headers written, and write the manifest when all rows are there.

    Yields: a writer for each key of COLUMNS.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.csv").unlink(missing_ok=True)
    with ExitStack() as stack:
        writers = {}
        for table, columns in COLUMNS.items():
            file = stack.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            writers[table] = csv_writer(file)
            writers[table].writerow(columns)
        yield writers
    with (folder / f"{_MANIFEST}.csv").open("w", encoding="utf-8", newline="") as file:
        csv_writer(file).writerows(_manifest_rows())


def _manifest_rows() -> list[tuple[str, str]]:
    return [
        ("propertyName", "value"),
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.1"),
        *((f"file.{name}", "bulk" if name in COLUMNS else "absent") for name in _KNOWN_FILES),
        ("source.systemName", "Cedar Valley Student Information System"),
        ("source.systemCode", "cedar-valley-sis"),
    ]
