"""Clever's schools and people in OneRoster's words.

Students and employees are numbered independently of one another, so ids here begin with `student-` and `staff-`.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from settings.roster_source import CleverColumns
from sync.sources.clever_files import CleverFile
from sync.sources.stacked import Stacked

DISTRICT_OFFICE = "DISTRICT_OFFICE"
"""School_id of employees who are at no school."""
_YES = ("y", "yes", "true", "1")
_GRADES: Mapping[str, str] = {
    "infanttoddler": "IT",
    "preschool": "PR",
    "prekindergarten": "PK",
    "transitionalkindergarten": "TK",
    "kindergarten": "KG",
    "k": "KG",
    "postgraduate": "PS",
    "ungraded": "UG",
    "other": "Other",
    **{code.lower(): code for code in ("IT", "PR", "PK", "TK", "KG", "PS", "UG")},
    **{form: f"{grade:02}" for grade in range(1, 14) for form in (str(grade), f"{grade:02}")},
}


def orgs_of(files: Mapping[CleverFile, pl.DataFrame]) -> Stacked:
    """The schools; and the district, if somebody works for it."""
    schools = files["schools"].select(
        "row",
        pl.col("School_id").alias("sourcedId"),
        pl.col("School_name").alias("name"),
        pl.lit("school").alias("type"),
        pl.col("School_number").alias("identifier"),
    )
    parts = [("schools.csv", schools)]
    staff = files.get("staff")
    if staff is not None and staff["School_id"].eq(DISTRICT_OFFICE).any():
        office = staff.filter(School_id=DISTRICT_OFFICE).head(1).select("row", sourcedId="School_id", name="School_id")
        parts.append(("staff.csv", office.with_columns(pl.lit("district").alias("type"))))
    return Stacked.of(*parts)


def users_of(files: Mapping[CleverFile, pl.DataFrame], columns: CleverColumns) -> Stacked:
    """Students, teachers and other staff. Whoever has a row at each of several schools is one user of all of them."""
    parts = [("students.csv", _students(files["students"], columns))]
    teachers = _staff(files["teachers"], "Teacher", "teacher", columns)
    if "staff" in files:
        staff = _staff(files["staff"], "Staff", "administrator", columns)
        teachers = _also_staff(teachers, staff)
        staff = staff.join(teachers.select("sourcedId"), on="sourcedId", how="anti", maintain_order="left")
        return Stacked.of(*parts, ("teachers.csv", teachers), ("staff.csv", staff))
    return Stacked.of(*parts, ("teachers.csv", teachers))


def birth_dates_of(students: pl.DataFrame) -> pl.DataFrame:
    """The birth dates of students, as rows of demographics."""
    return (
        students.filter(pl.col("DOB").is_not_null())
        .select("row", person_id("student", "Student_id").alias("sourcedId"), iso_date("DOB").alias("birthDate"))
        .unique(["sourcedId", "birthDate"], keep="first", maintain_order=True)
    )


def person_id(kind: str, column: str) -> pl.Expr:
    """The sourcedId of a person; null where the column is."""
    return pl.format("{}-{}", pl.lit(kind), pl.col(column).str.strip_chars())


def iso_date(column: str) -> pl.Expr:
    """A date as YYYY-MM-DD; as it is written if it is none."""
    text = pl.col(column).str.strip_chars()
    read = pl.coalesce(text.str.to_date(form, strict=False) for form in ("%m/%d/%Y", "%Y-%m-%d"))
    return pl.coalesce(read.dt.strftime("%Y-%m-%d"), text)


def grade(column: str) -> pl.Expr:
    """A grade in the codes of CEDS; as it is written if it is none."""
    key = pl.col(column).str.to_lowercase().str.replace_all(r"[^a-z0-9]", "")
    return pl.coalesce(key.replace_strict(_GRADES, default=None, return_dtype=pl.String), pl.col(column))


def _students(students: pl.DataFrame, columns: CleverColumns) -> pl.DataFrame:
    marked = pl.col(columns.special_ed or "row").cast(pl.String).str.strip_chars().str.to_lowercase().is_in(_YES)
    special_ed = marked.replace_strict({True: "true", False: "false"}, default=None, return_dtype=pl.String)
    return _one_row_each(
        students.select(
            "row",
            *_person("Student", "student", "State_id"),
            grade("Grade").alias("grades"),
            (special_ed if columns.special_ed else pl.lit(None, pl.String)).alias("specialEd"),
        )
    )


def _staff(staff: pl.DataFrame, kind: str, role: str, columns: CleverColumns) -> pl.DataFrame:
    missing = [name for name in ("Middle_name", f"{kind}_number", "State_teacher_id") if name not in staff.columns]
    filled = staff.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
    title = pl.col(columns.employee_type) if columns.employee_type else pl.lit(None, pl.String)
    return _one_row_each(filled.select("row", *_person(kind, role, "State_teacher_id"), title.alias("employeeType")))


def _person(kind: str, role: str, state_id: str) -> tuple[pl.Expr, ...]:
    return (
        person_id("student" if kind == "Student" else "staff", f"{kind}_id").alias("sourcedId"),
        pl.lit("true").alias("enabledUser"),
        pl.col("School_id").alias("orgSourcedIds"),
        pl.lit(role).alias("role"),
        pl.col("Username").alias("username"),
        pl.col("First_name").alias("givenName"),
        pl.col("Last_name").alias("familyName"),
        pl.concat_str(pl.lit("{State:"), pl.col(state_id), pl.lit("}")).alias("userIds"),
        pl.col("Middle_name").alias("middleName"),
        pl.col(f"{kind}_number").alias("identifier"),
        pl.col(f"{kind}_email").alias("email"),
    )


def _one_row_each(people: pl.DataFrame) -> pl.DataFrame:
    """Rows that differ in the school alone as one row with all schools."""
    same = [name for name in people.columns if name not in ("row", "orgSourcedIds")]
    merged = people.group_by(same, maintain_order=True).agg(
        pl.col("row").first(), pl.col("orgSourcedIds").drop_nulls().unique(maintain_order=True).str.join(",")
    )
    # Rows without an id are nobody's, and each stays by itself.
    nobody = people.filter(pl.col("sourcedId").is_null())
    return pl.concat([merged.filter(pl.col("sourcedId").is_not_null()).select(people.columns), nobody])


def _also_staff(teachers: pl.DataFrame, staff: pl.DataFrame) -> pl.DataFrame:
    """Teachers who are in staff.csv too, with the schools and titles that they have there."""
    known = staff.unique("sourcedId", keep="first", maintain_order=True).select(
        "sourcedId", pl.col("orgSourcedIds").alias("more"), pl.col("employeeType").alias("title")
    )
    both = pl.concat_str("orgSourcedIds", "more", separator=",", ignore_nulls=True).str.split(",")
    return teachers.join(known, on="sourcedId", how="left", maintain_order="left").select(
        pl.exclude("orgSourcedIds", "employeeType", "more", "title"),
        both.list.unique(maintain_order=True).list.join(",").alias("orgSourcedIds"),
        pl.coalesce("employeeType", "title").alias("employeeType"),
    )
