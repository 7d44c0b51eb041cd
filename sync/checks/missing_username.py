"""A person has no username."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import missing

CHECK = Check(
    name="missing_username",
    severity=Severity.SKIP_RECORD,
    title="A person has no username",
    consequence="A new person gets no account; nothing changes for somebody who has one.",
    remedy="Enter the username in the person's record.",
    find=missing((("users", "username"),)),
)
