"""An enrollment or a birth date is of a person who is not in the set."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import unknown_reference

CHECK = Check(
    name="unknown_person",
    severity=Severity.SKIP_RECORD,
    title="A record is of a person who is not in the set",
    consequence="The person is missing from the class, and has no account if there was none.",
    remedy="Export the person too, or end the enrollment; demographics of nobody can be deleted.",
    find=unknown_reference("users", (("enrollments", "userSourcedId"), ("demographics", "sourcedId"))),
)
