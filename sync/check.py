"""What a check is. Each file of sync/checks/ holds one; a new check is one new file there."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from enum import Enum

from sync import checks
from sync.finding import Find


class Severity(Enum):
    """What a finding does to a run."""

    REJECT_SET = "reject-set"
    """The set as a whole is not used."""
    SKIP_RECORD = "skip-record"
    """The record is left out, and what Keycloak has of it stays as it is."""
    WARN = "warn"
    """The record is used."""


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong with a roster.

    Attributes:
        name: as reports and settings have it, `username_clash`.
        severity: what its findings do.
        title: what is wrong, as a heading: `Two people have the same username`.
        consequence: who is kept out of what by it.
        remedy: how to mend it in the source.
        find: the findings in a roster, a frame of the columns in `sync.finding.FINDINGS`.
        keeps_out: whether somebody misses something because of it though the record is used.
    """

    name: str
    severity: Severity
    title: str
    consequence: str
    remedy: str
    find: Find
    keeps_out: bool = False


def all_checks() -> tuple[Check, ...]:
    """The checks of sync/checks/: the most harmful first, then by name."""
    found: list[Check] = []
    for module in pkgutil.iter_modules(checks.__path__):
        check = importlib.import_module(f"{checks.__name__}.{module.name}").CHECK
        if not isinstance(check, Check) or check.name != module.name:
            raise TypeError(f"sync/checks/{module.name}.py has to define CHECK, a Check named {module.name!r}")
        found.append(check)
    gravest_first = list(Severity)
    return tuple(sorted(found, key=lambda c: (gravest_first.index(c.severity), not c.keeps_out, c.name)))
