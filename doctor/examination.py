"""What one examination has seen so far."""

from __future__ import annotations

from collections.abc import Iterable

from doctor.finding import Finding, Unseen
from doctor.report import Report


class Examination:
    """Collects findings, subject by subject."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._findings: list[Finding] = []
        self._unseen: list[Unseen] = []
        self._healthy: list[str] = []

    def judged(self, subject: str, findings: Iterable[Finding]) -> None:
        """Note what a check said of a subject; nothing means that it is healthy."""
        found = list(findings)
        self._findings += found
        if not found:
            self._healthy.append(subject)

    def unseen(self, subject: str, why: str) -> None:
        """Note that a subject could not be looked at."""
        self._unseen.append(Unseen(subject, why))

    def report(self) -> Report:
        """All of it, errors first."""
        ordered = sorted(self._findings, key=lambda finding: finding.severity != "error")
        return Report(tuple(ordered), tuple(self._unseen), tuple(dict.fromkeys(self._healthy)))
