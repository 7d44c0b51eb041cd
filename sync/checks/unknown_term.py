"""A class is in a term that is not in the set."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import unknown_reference

CHECK = Check(
    name="unknown_term",
    severity=Severity.SKIP_RECORD,
    title="A class is in a term that is not in the set",
    consequence="A new class gets no pupils, so its teacher cannot print their badges.",
    remedy="Export the term too, or move the class to a term that is exported.",
    find=unknown_reference("academicSessions", (("classes", "termSourcedIds"),)),
)
