"""What a check has to know besides the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Circumstances:
    """When and after what a roster is examined.

    Attributes:
        today: the day in the district's time zone.
        known: how many records each table had the last time that a run went well; empty if there was none.
    """

    today: date
    known: Mapping[str, int] = field(default_factory=dict)
