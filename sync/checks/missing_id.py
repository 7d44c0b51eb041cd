"""A record has no sourcedId."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import missing

CHECK = Check(
    name="missing_id",
    severity=Severity.SKIP_RECORD,
    title="A record has no sourcedId",
    consequence="A new person gets no account. A class or an enrollment that was there before ends.",
    remedy="Give the record an id in the student information system, or ask its vendor why the export leaves it out.",
    find=missing(
        (
            ("academicSessions", "sourcedId"),
            ("orgs", "sourcedId"),
            ("courses", "sourcedId"),
            ("classes", "sourcedId"),
            ("users", "sourcedId"),
            ("enrollments", "sourcedId"),
        )
    ),
)
