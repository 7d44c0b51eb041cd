"""The files of Clever's SFTP format and their columns. Source of names and rules: Clever SFTP Instructions 2.1."""

from __future__ import annotations

from typing import Literal, get_args

from settings.roster_source import CleverColumns
from sync.sources.csv_header import FileColumns

CleverFile = Literal["schools", "students", "teachers", "sections", "enrollments", "staff"]
FILES: tuple[CleverFile, ...] = get_args(CleverFile)
OPTIONAL: frozenset[CleverFile] = frozenset({"staff"})

CO_TEACHERS = tuple(f"Teacher_{number}_id" for number in range(2, 11))
_REQUIRED: dict[CleverFile, tuple[str, ...]] = {
    "schools": ("School_id", "School_name"),
    "students": ("School_id", "Student_id", "Last_name", "First_name"),
    "teachers": ("School_id", "Teacher_id", "Last_name", "First_name"),
    "sections": ("School_id", "Section_id", "Teacher_id"),
    "enrollments": ("School_id", "Section_id", "Student_id"),
    "staff": ("School_id", "Staff_id", "First_name", "Last_name"),
}
_OPTIONAL: dict[CleverFile, tuple[str, ...]] = {
    "schools": ("School_number",),
    "students": ("Student_number", "State_id", "Middle_name", "Grade", "DOB", "Student_email", "Username"),
    "teachers": ("Teacher_number", "State_teacher_id", "Teacher_email", "Middle_name", "Username"),
    "sections": (
        "Name", "Section_number", "Grade", "Course_name", "Course_number", "Subject", "Term_name", "Term_start",
        "Term_end",
    ),
    "enrollments": (),
    "staff": ("Staff_email", "Username"),
}  # fmt: skip
_NOT_READ: dict[CleverFile, tuple[str, ...]] = {
    "schools": (
        "State_id", "Low_grade", "High_grade", "Principal", "Principal_email", "School_address", "School_city",
        "School_state", "School_zip", "School_phone",
    ),
    "students": (
        "Gender", "Graduation_year", "Race", "Hispanic_Latino", "Home_language", "Ell_status", "Frl_status",
        "IEP_status", "Student_street", "Student_city", "Student_state", "Student_zip", "Contact_relationship",
        "Contact_type", "Contact_name", "Contact_phone", "Contact_phone_type", "Contact_email", "Contact_sis_id",
        "Password", "Unweighted_gpa", "Weighted_gpa",
    ),
    "teachers": ("Title", "Password"),
    "sections": ("Course_description", "Period"),
    "enrollments": (),
    "staff": ("Department", "Title", "Password", "Role"),
}  # fmt: skip


def columns_of(file: CleverFile, district_columns: CleverColumns) -> FileColumns:
    """The columns of a file. Passwords, contacts and what a district does not name are never read."""
    named = {
        "students": (("roster.columns.special_ed", district_columns.special_ed),),
        "teachers": (("roster.columns.employee_type", district_columns.employee_type),),
        "staff": (("roster.columns.employee_type", district_columns.employee_type),),
    }
    return FileColumns(
        required=_REQUIRED[file],
        optional=_OPTIONAL[file],
        order=(*_REQUIRED[file], *_OPTIONAL[file], *_NOT_READ[file], *(CO_TEACHERS if file == "sections" else ())),
        configured=tuple((key, column) for key, column in named.get(file, ()) if column),
        silent=CO_TEACHERS if file == "sections" else (),
        specification="Clever",
        ordered=False,
    )
