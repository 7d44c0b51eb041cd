"""A person has no given or no family name."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import missing

CHECK = Check(
    name="missing_name",
    severity=Severity.SKIP_RECORD,
    title="A person has no given or no family name",
    consequence="A new person gets no account; nothing changes for somebody who has one.",
    remedy="Enter both names in the person's record.",
    find=missing(
        (
            ("users", "givenName"),
            ("users", "familyName"),
        )
    ),
)
