"""The school in which things go wrong: CV01, whose rows are read, and whose people are handed out once each."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from example_district.names import latin_letters
from example_district.planting.changes import Changes, Flaw
from example_district.school_year import SchoolYear

SCHOOL = "cv01"
Row = dict[str, str]


class School:
    """Rows of the school, and the changes made to them.

    Nobody is handed out twice, so that no row has two flaws and each flaw stands alone.
    """

    def __init__(self, folder: Path, year: SchoolYear) -> None:
        self.year = year
        self.changes = Changes()
        self._people = _rows(folder / "users.csv")
        self.birth_dates = {row["sourcedId"]: row["birthDate"] for row in _rows(folder / "demographics.csv")}
        self._enrollments: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(folder / "enrollments.csv"):
            self._enrollments[row["userSourcedId"]].append(row)
        self._used: set[str] = set()
        self._new = count(1)

    def pupil(self) -> Row:
        """A pupil who is in one class, a homeroom, and has a name that nobody else has here."""
        names = [(row["givenName"], row["familyName"]) for row in self._people]
        return self._take(
            lambda row: (
                row["role"] == "student"
                and self._is_in_one_class(row)
                and names.count((row["givenName"], row["familyName"])) == 1
            )
        )

    def teacher(self) -> Row:
        """A teacher with a homeroom and an e-mail address."""
        return self._take(
            lambda row: row["metadata.employeeType"] == "Teacher" and row["email"] != "" and self._is_in_one_class(row)
        )

    def aide(self) -> Row:
        """An aide who is in one class."""
        return self._take(lambda row: row["metadata.employeeType"] == "Aide" and self._is_in_one_class(row))

    def employee(self, kind: str) -> Row:
        """An employee of a kind."""
        return self._take(lambda row: row["metadata.employeeType"] == kind)

    def enrollment(self, person: Row) -> Row:
        """The one enrollment of somebody who was handed out."""
        return self._enrollments[person["sourcedId"]][0]

    def enroll(self, user: str, school_class: str, role: str = "student", *flaws: Flaw, **values: str) -> None:
        """Add an enrollment; `values` replace the usual ones."""
        usual = {
            "sourcedId": f"{SCHOOL}-n9{next(self._new):04d}",
            "classSourcedId": school_class,
            "schoolSourcedId": SCHOOL,
            "userSourcedId": user,
            "role": role,
            "beginDate": self.year.full_year.start.isoformat(),
            "endDate": self.year.full_year.end.isoformat(),
        }
        self.changes.add("enrollments", usual | values, *flaws)

    def add_class(self, label: str, *flaws: Flaw, **values: str) -> str:
        """Add a homeroom without anybody in it; `values` replace the usual ones.

        Returns: its sourcedId.
        """
        number = next(self._new)
        usual = {
            "sourcedId": f"{SCHOOL}-c9{number:03d}",
            "title": f"Kindergarten - {label}",
            "grades": "KG",
            "courseSourcedId": "course-home-kg",
            "classCode": f"HRKG-9{number:03d}",
            "classType": "homeroom",
            "schoolSourcedId": SCHOOL,
            "termSourcedIds": self.year.full_year.sourced_id,
        }
        row = usual | values
        self.changes.add("classes", row, *flaws)
        return row["sourcedId"]

    def add_pupil(
        self, given: str, family: str, *flaws: Flaw, enrolled: bool = True, like: Row | None = None, **values: str
    ) -> None:
        """Add a pupil of the same grade and birth date as one who is there and, if `enrolled`, in the same homeroom.

        Args:
            given: given name.
            family: family name.
            flaws: what is wrong with the row in users.csv.
            enrolled: whether the pupil is in a class.
            like: the pupil who is there; otherwise one is handed out for it.
            values: replace further columns of users.csv.
        """
        model = like or self.pupil()
        number = 9000 + next(self._new)
        digits = f"0001{number:04d}"
        username = f"{latin_letters(given)[:1]}{latin_letters(family)[:12]}{int(digits)}"
        own = {
            "sourcedId": f"{SCHOOL}-s{number:04d}",
            "username": username,
            "userIds": f"{{SIS:{digits}}},{{State:{410_000_000_000 + int(digits)}}}",
            "givenName": given,
            "familyName": family,
            "middleName": "",
            "identifier": digits,
            "email": model["email"] and f"{username}@students.cedarvalley.example",
        }
        row = model | own | values
        self.changes.add("users", row, *flaws)
        if row["sourcedId"]:
            facts = {"sourcedId": row["sourcedId"], "birthDate": self.birth_dates[model["sourcedId"]]}
            self.changes.add("demographics", facts)
        if enrolled:
            self.enroll(row["sourcedId"], self.enrollment(model)["classSourcedId"])

    def _is_in_one_class(self, person: Row) -> bool:
        return len(self._enrollments[person["sourcedId"]]) == 1

    def _take(self, fits: Callable[[Row], bool]) -> Row:
        row = next(row for row in self._people if row["sourcedId"] not in self._used and fits(row))
        self._used.add(row["sourcedId"])
        return row


def _rows(path: Path) -> list[Row]:
    """The school's rows, which stand together; the rest of the file is not read."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(_school_rows(csv.DictReader(file)))


def _school_rows(reader: csv.DictReader[str]) -> Iterator[Row]:
    begun = False
    for row in reader:
        if row["sourcedId"].startswith(f"{SCHOOL}-"):
            begun = True
            yield row
        elif begun:
            return
