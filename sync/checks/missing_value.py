"""A record lacks a value that it has to have."""

from __future__ import annotations

from sync.check import Check, Severity
from sync.finding import missing

CHECK = Check(
    name="missing_value",
    severity=Severity.SKIP_RECORD,
    title="A record lacks a value that it has to have",
    consequence="The record, and what depends on it, is not taken over; what Keycloak has of it stays as it is.",
    remedy="Enter the value in the record.",
    find=missing(
        (
            ("academicSessions", "startDate"),
            ("academicSessions", "endDate"),
            ("orgs", "name"),
            ("orgs", "type"),
            ("classes", "title"),
            ("classes", "courseSourcedId"),
            ("classes", "schoolSourcedId"),
            ("classes", "termSourcedIds"),
            ("users", "enabledUser"),
            ("users", "role"),
            ("enrollments", "classSourcedId"),
            ("enrollments", "userSourcedId"),
            ("enrollments", "role"),
        )
    ),
)
