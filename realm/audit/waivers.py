"""Waivers: findings that may stay, each with a reason and a date.

A district's are in district.yaml. One that is past its day covers nothing and is a finding itself, until it is renewed
or removed; one that covers nothing at all is told of. The kit's are in base_waivers.yaml; they have a day of review
instead, since a district could not renew them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path

from pydantic import Field

from realm.audit.finding import Finding, Place, Severity
from settings.district import Waiver
from settings.model import Settings, validated
from settings.yaml_file import YamlFile, read_yaml

EXPIRED = "waivers-are-in-date"
UNUSED = "waivers-are-used"
_BASE = Path(str(files("realm"))) / "audit" / "base_waivers.yaml"


class BaseWaiver(Settings):
    """A waiver that comes with the kit."""

    rules: list[str] = Field(min_length=1)
    resources: list[str] = Field(default=["*"], min_length=1)
    """As `resource` of a district's waiver; one of them has to fit."""
    of_applications: bool = False
    """Only clients that apps.yaml makes; other clients are the district's own work."""
    reason: str = Field(pattern=r"\S")
    review: date
    """Day by which somebody has to have thought about it again."""

    def covers(self, finding: Finding) -> bool:
        """Whether it is about a finding."""
        return (
            finding.rule in self.rules
            and any(fnmatchcase(finding.resource, pattern) for pattern in self.resources)
            and (finding.is_application or not self.of_applications)
        )


class BaseWaivers(Settings):
    """The content of base_waivers.yaml."""

    waivers: list[BaseWaiver]


@dataclass(frozen=True)
class DistrictWaivers:
    """The waivers of a district.

    Attributes:
        waivers: as in district.yaml, `realm_policy.waivers`.
        file: district.yaml with its lines.
        today: the day in the district's time zone.
    """

    waivers: Sequence[Waiver]
    file: YamlFile
    today: date

    def check(self, rules: Collection[str]) -> None:
        """Raises SettingsError: a waiver names a rule that there is not."""
        for index, waiver in enumerate(self.waivers):
            if waiver.rule not in rules:
                close = get_close_matches(waiver.rule, rules, 1)
                hint = f"; did you mean {close[0]}?" if close else "; docs/reference/realm-audit.md lists them"
                message = f"there is no rule {waiver.rule!r}{hint}"
                raise self.file.error(message, ("realm_policy", "waivers", index, "rule"))

    def applied(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings, those waived that are covered, and a finding for each waiver that is expired or unused."""
        answer: list[Finding] = []
        used: set[int] = set()
        for finding in findings:
            covering = [
                index
                for index, waiver in enumerate(self.waivers)
                if waiver.rule == finding.rule and fnmatchcase(finding.resource, waiver.resource)
            ]
            used.update(covering)
            valid = [self.waivers[index] for index in covering if self.waivers[index].until >= self.today]
            if valid and finding.waived is None:
                finding = replace(finding, waived=f"{valid[0].reason} (until {valid[0].until})")
            answer.append(finding)
        for index, waiver in enumerate(self.waivers):
            if index not in used:
                answer.append(self._unused(index, waiver))
            elif waiver.until < self.today:
                answer.append(self._expired(index, waiver))
        return answer

    def _expired(self, index: int, waiver: Waiver) -> Finding:
        return Finding(
            EXPIRED,
            Severity.LOW,
            "waiver",
            f"{waiver.rule} of {waiver.resource}",
            f"it held until {waiver.until}",
            "What was to be mended by that day is not: the finding is open again.",
            "Mend the finding and remove the waiver, or give it another day, and a reason that is still true.",
            self._place(index),
        )

    def _unused(self, index: int, waiver: Waiver) -> Finding:
        return Finding(
            UNUSED,
            Severity.INFO,
            "waiver",
            f"{waiver.rule} of {waiver.resource}",
            "it covers no finding",
            "It would hide the finding, should it come back for another reason.",
            "Remove the waiver.",
            self._place(index),
        )

    def _place(self, index: int) -> Place:
        return Place("district.yaml", self.file.lines.get(("realm_policy", "waivers", index)))


def base_waivers() -> tuple[BaseWaiver, ...]:
    """The waivers that come with the kit. Raises SettingsError."""
    return tuple(validated(BaseWaivers, read_yaml(_BASE)).waivers)


def base_applied(findings: Iterable[Finding], waivers: Sequence[BaseWaiver]) -> list[Finding]:
    """The findings, those waived that a waiver of the kit covers."""
    answer: list[Finding] = []
    for finding in findings:
        covering = next((waiver for waiver in waivers if waiver.covers(finding)), None)
        if covering is not None:
            finding = replace(finding, waived=f"{covering.reason} (Homeroom, to be reviewed by {covering.review})")
        answer.append(finding)
    return answer
