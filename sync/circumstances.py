"""What a check has to know besides the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sync.roster import Table


@dataclass(frozen=True)
class Circumstances:
    """When and after what a roster is examined.

    Attributes:
        today: the day in the district's time zone.
        known: how many records the last good roster had, or Keycloak has now: people with an account, classes and
            enrollments that are not over. Empty if nobody was asked.
    """

    today: date
    known: Mapping[Table, int] = field(default_factory=dict)
