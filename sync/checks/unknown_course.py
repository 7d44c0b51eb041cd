"""A class is of a course that is not in the set."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import unknown_reference

CHECK = Check(
    name="unknown_course",
    severity=Severity.SKIP_RECORD,
    title="A class is of a course that is not in the set",
    consequence="A new class gets no pupils, so its teacher cannot print their badges.",
    remedy="Export the course too, or give the class a course that is exported.",
    find=unknown_reference("courses", (("classes", "courseSourcedId"),)),
)
