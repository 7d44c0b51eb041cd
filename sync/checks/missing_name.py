"""A person lacks the given or the family name."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import missing

CHECK = Check(
    name="missing_name",
    severity=Severity.WARN,
    title="A person has no given or no family name",
    consequence="Nobody. Pages, lists and badges show the one name that is there.",
    remedy="Enter both names, unless the person really has one only.",
    find=missing((("users", "givenName"), ("users", "familyName"))),
)
