"""The files of OneRoster CSV that are read and written, and their columns in the specification's order.

Source of names and rules: 1EdTech OneRoster 1.1 final, CSV tables, and OneRoster 1.2.1, CSV binding.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Version = Literal["1.0", "1.1", "1.2"]
File = Literal[
    "academicSessions", "orgs", "courses", "classes", "users", "roles", "enrollments", "demographics"
]  # fmt: skip
"""Files that are read, without `.csv`: those of `sync.roster.TABLES`, and `roles`, which become part of users."""

FILES: tuple[File, ...] = get_args(File)

CHANGE = ("status", "dateLastModified")
"""Columns of every file that say what a delta does with a record."""

_RECORD = ("sourcedId", *CHANGE)
_ORDER: Mapping[File, tuple[str, ...]] = {
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
    ),
    "roles": (
        *_RECORD, "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId",
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
OF_ROLES = ("orgSourcedIds", "role")
"""Columns of users that became the file `roles` in 1.2."""

_NEW_IN_USERS_1_2 = (
    "userMasterIdentifier", "preferredGivenName", "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId",
    "pronouns",
)  # fmt: skip


def column_order(file: File, version: Version) -> tuple[str, ...]:
    """The columns that a file of a version has by the specification."""
    if file != "users" or version != "1.2":
        return _ORDER[file]
    return (*(name for name in _ORDER["users"] if name not in OF_ROLES), *_NEW_IN_USERS_1_2)
