"""Two records, or two columns of one, say different things about what somebody is."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.classes import not_ended
from sync.finding import Phrase, findings, together
from sync.roster import ACCOUNT_ROLES, Roster


def _find(roster: Roster, circumstances: Circumstances) -> pl.DataFrame:
    users = roster.users.filter(pl.col("role").is_in(ACCOUNT_ROLES))
    student = pl.col("role") == "student"
    filled = {name: pl.col(name).str.strip_chars().fill_null("") != "" for name in ("employeeType", "grades")}
    employed = Phrase("a student with the employee type {0}", "employeeType")
    graded = Phrase("an employee in grade {0}", "grades")
    people = users.unique("sourcedId", keep="first", maintain_order=True)
    lasting = not_ended(circumstances.today) & pl.col("role").is_not_null()
    as_student = pl.col("role") == "student"

    def enrollments(of: pl.Expr, role: pl.Expr) -> pl.DataFrame:
        # To join millions of enrollments with people would take a gigabyte.
        ids = people.filter(of)["sourcedId"].drop_nulls().implode()
        return roster.enrollments.filter(role & pl.col("userSourcedId").is_in(ids) & lasting)

    as_other = Phrase("a student who is enrolled as {0}", "role")
    as_pupil = Phrase("an employee who is enrolled as a student")
    return together(
        [
            findings("users", users.filter(student & filled["employeeType"]), "employeeType", employed),
            findings("users", users.filter(~student & filled["grades"]), "grades", graded),
            findings("enrollments", enrollments(student, ~as_student), "role", as_other),
            findings("enrollments", enrollments(~student, as_student), "role", as_pupil),
        ]
    )


CHECK = Check(
    name="contradicting_role",
    severity=Severity.WARN,
    title="Somebody is a student in one place and an employee in another",
    consequence="The role of the person's own record counts: a student gets none of a teacher's powers, and an "
    "employee none of a student's applications.",
    remedy="Correct the role, or remove the employee type, the grade or the enrollment that does not fit it.",
    find=_find,
)
