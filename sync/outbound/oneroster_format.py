"""The files of a OneRoster CSV set, 1.1 and 1.2. Source of names and rules: 1EdTech OneRoster, CSV tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Literal

from sync.oneroster_columns import column_order
from sync.outbound.csv_files import CsvFile, Reference

Version = Literal["1.1", "1.2"]
MANIFEST = CsvFile("manifest.csv", ("propertyName", "value"), ("propertyName",))
EMPLOYEE_TYPE = "metadata.employeeType"

_KEY = ("sourcedId",)
_ORG = (("orgs.csv", "sourcedId"),)
_CLASS = Reference("classSourcedId", (("classes.csv", "sourcedId"),))
_USER = Reference("userSourcedId", (("users.csv", "sourcedId"),))
_FILLED = (
    "enabledUser",
    "username",
    "givenName",
    "familyName",
    "middleName",
    "identifier",
    "email",
    "grades",
    EMPLOYEE_TYPE,
)

_SESSIONS = CsvFile(
    "academicSessions.csv",
    column_order("academicSessions", "1.1"),
    _KEY,
    references=(Reference("parentSourcedId", (("academicSessions.csv", "sourcedId"),), required=False),),
    optional=True,
)
_ORGS = CsvFile(
    "orgs.csv",
    column_order("orgs", "1.1"),
    _KEY,
    references=(Reference("parentSourcedId", _ORG, required=False),),
)
_COURSES = CsvFile(
    "courses.csv",
    column_order("courses", "1.1"),
    _KEY,
    references=(Reference("orgSourcedId", _ORG),),
    optional=True,
)
_CLASSES = CsvFile(
    "classes.csv",
    column_order("classes", "1.1"),
    _KEY,
    kind="classes",
    school_class="sourcedId",
    schools="schoolSourcedId",
    references=(
        Reference("courseSourcedId", (("courses.csv", "sourcedId"),)),
        Reference("schoolSourcedId", _ORG),
        Reference("termSourcedIds", (("academicSessions.csv", "sourcedId"),), listed=True),
    ),
    needed_by=("enrollments.csv", "classSourcedId"),
    optional=True,
)
_USERS_1_1 = CsvFile(
    "users.csv",
    (*column_order("users", "1.1"), EMPLOYEE_TYPE),
    _KEY,
    ever_filled=("sourcedId", "orgSourcedIds", "role", *_FILLED),
    kind="people",
    person="sourcedId",
    schools="orgSourcedIds",
    references=(Reference("orgSourcedIds", _ORG, listed=True),),
)
_USERS_1_2 = replace(
    _USERS_1_1,
    ever_filled=("sourcedId", "primaryOrgSourcedId", *_FILLED),
    columns=(*column_order("users", "1.2"), EMPLOYEE_TYPE),
    schools="primaryOrgSourcedId",
    references=(Reference("primaryOrgSourcedId", _ORG),),
    needed_by=("roles.csv", "userSourcedId"),
)
_ROLES = CsvFile(
    "roles.csv",
    column_order("roles", "1.2"),
    _KEY,
    ever_filled=("sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"),
    person="userSourcedId",
    schools="orgSourcedId",
    references=(_USER, Reference("orgSourcedId", _ORG)),
)
_ENROLLMENTS = CsvFile(
    "enrollments.csv",
    column_order("enrollments", "1.1"),
    _KEY,
    kind="enrollments",
    ever_filled=("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary"),
    person="userSourcedId",
    school_class="classSourcedId",
    schools="schoolSourcedId",
    references=(_CLASS, _USER),
    optional=True,
)

_SETS: Mapping[Version, tuple[CsvFile, ...]] = {
    "1.1": (_ORGS, _SESSIONS, _COURSES, _CLASSES, _USERS_1_1, _ENROLLMENTS),
    "1.2": (_ORGS, _SESSIONS, _COURSES, _CLASSES, _USERS_1_2, _ROLES, _ENROLLMENTS),
}
_KNOWN_1_1 = (
    "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
    "enrollments", "lineItems", "orgs", "resources", "results", "users",
)  # fmt: skip
KNOWN: Mapping[Version, tuple[str, ...]] = {
    "1.1": _KNOWN_1_1,
    "1.2": (
        *_KNOWN_1_1, "lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds",
        "resultScoreScales", "roles", "scoreScales", "userProfiles", "userResources",
    ),
}  # fmt: skip
"""What a manifest says of each: that it is absent, or bulk."""


def oneroster_format(version: Version, fields: Collection[str]) -> tuple[CsvFile, ...]:
    """The files of a version, without the column for the kind of employee unless it is asked for.

    They are in the order in which they replace those that are there: what is referred to comes first. The manifest
    comes after them.
    """
    if "employee-type" in fields:
        return _SETS[version]
    return tuple(
        replace(file, columns=tuple(name for name in file.columns if name != EMPLOYEE_TYPE)) for file in _SETS[version]
    )
