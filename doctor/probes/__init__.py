"""Looks at a deployment over the network and says what was seen, without judging; a probe waits for seconds only."""

from __future__ import annotations

from dataclasses import dataclass

PATIENCE = 10.0
"""Seconds to wait for one answer."""


@dataclass(frozen=True)
class Unreachable:
    """Nothing was seen.

    Attributes:
        reason: why.
    """

    reason: str
