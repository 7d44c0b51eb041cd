"""An enrollment is in a class that is not in the set."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import unknown_reference

CHECK = Check(
    name="unknown_class",
    severity=Severity.SKIP_RECORD,
    title="An enrollment is in a class that is not in the set",
    consequence="A teacher with no other class has no schedule, and so none of the applications that need one.",
    remedy="Export the class too, or end the enrollment.",
    find=unknown_reference("classes", (("enrollments", "classSourcedId"),)),
)
