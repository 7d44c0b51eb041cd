"""What a rule found, and how bad it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from settings.yaml_file import KeyPath


class Severity(Enum):
    """How much a breach matters. `INFO` is for reading: it leaves no finding open."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for `INFO`, 4 for `CRITICAL`."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Breach:
    """A place where a realm is not as a rule wants it.

    Attributes:
        kind: kind of resource, as plans name it: `realm`, `client`, `flow`.
        name: the resource's name.
        path: where in the realm's keyed form; it leads to the file and line.
        problem: what is wrong, a sentence without a full stop.
        setting: the key of district.yaml that decides, where that is not a realm file.
    """

    kind: str
    name: str
    path: KeyPath
    problem: str
    setting: KeyPath = ()


@dataclass(frozen=True)
class Place:
    """Where to mend.

    Attributes:
        file: relative to the district folder; `realm/base/...` is in the package. A folder where no file says it yet.
        line: counted from 1; None where the file or folder as a whole is meant.
        differs: the file says another value than the live realm has, so applying the files mends it.
    """

    file: str
    line: int | None = None
    differs: bool = False

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Finding:
    """A breach with everything that its reader needs.

    Attributes:
        rule: name of the rule.
        severity: how much it matters.
        kind: as for `Breach`.
        name: as for `Breach`.
        problem: as for `Breach`.
        rationale: why it matters.
        fix: how to mend it; empty if the rationale says it.
        place: where.
        is_application: whether the resource is a client that apps.yaml makes.
        waived: the reason and the last day of the waiver that covers it; None while it is open.
    """

    rule: str
    severity: Severity
    kind: str
    name: str
    problem: str
    rationale: str
    fix: str
    place: Place
    is_application: bool = False
    waived: str | None = None

    @property
    def resource(self) -> str:
        """Kind and name, as waivers write them: `client library`."""
        return f"{self.kind} {self.name}"

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something."""
        return self.waived is None and self.severity is not Severity.INFO

    def as_json(self) -> dict[str, object]:
        """All of it as one JSON object."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "kind": self.kind,
            "name": self.name,
            "problem": self.problem,
            "rationale": self.rationale,
            "fix": self.fix,
            "file": self.place.file,
            "line": self.place.line,
            "differs_from_file": self.place.differs,
            "waived": self.waived,
        }
