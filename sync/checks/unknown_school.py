"""A class or a person belongs to a school that is not in the set."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import unknown_reference

CHECK = Check(
    name="unknown_school",
    severity=Severity.SKIP_RECORD,
    title="A class or a person belongs to a school that is not in the set",
    consequence="A new person gets no account and a new class no pupils; whoever has an account keeps it as it is.",
    remedy="Export the school too, or move the record to a school that is exported.",
    find=unknown_reference("orgs", (("classes", "schoolSourcedId"), ("users", "orgSourcedIds"))),
)
