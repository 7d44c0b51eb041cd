"""What changed at a service since an earlier reading of the same process, as far as that can be trusted."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import polars as pl

from sync.oneroster_columns import File
from sync.sources.rest.pages import Record, Service

_OVERLAP = timedelta(minutes=10)
"""Changes are asked for from so long before the earlier reading began: services write dates before they commit."""
Frames = Mapping[File, pl.DataFrame]
Keep = Callable[[Sequence[Record]], Frames]


@dataclass(frozen=True)
class Earlier:
    """A reading of a whole service, with all changes since.

    Attributes:
        frames: the records as the service has them, those that are to be deleted too.
        moment: by the service's clock, when the last reading began.
        full_at: by a clock that is never set, when everything was read.
    """

    frames: Frames
    moment: datetime
    full_at: float = 0.0

    def is_fresh(self, hours: float) -> bool:
        """Whether everything was read within so many hours."""
        return time.monotonic() - self.full_at < hours * 3600


def changed_since(earlier: Earlier, service: Service, keeps: Mapping[File, Keep]) -> Frames | None:
    """The records as they are now; None if what changed does not account for how many there are.

    A record that was deleted for good is in no delta. That shows in the number of records, which the service has to
    say.

    Args:
        earlier: what changes are applied to.
        service: is asked.
        keeps: what is kept of a page of each collection.
    """
    since = (earlier.moment - _OVERLAP).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    frames = dict(earlier.frames)
    for collection, keep in keeps.items():
        for page in service.collection(collection, keep, where=f"dateLastModified>='{since}'"):
            for file, rows in page.items():
                key = "userSourcedId" if file == "roles" else "sourcedId"
                changed = page["users"]["sourcedId"] if file == "roles" else rows["sourcedId"]
                kept = frames[file].filter(~pl.col(key).is_in(changed.implode()).fill_null(value=False))
                frames[file] = pl.concat([kept, rows.select(kept.columns)])
        if service.peek(collection).total not in _heights(frames[collection]):
            return None
    return frames


def _heights(frame: pl.DataFrame) -> tuple[int, int]:
    """How many records there are with and without those that are to be deleted; services count one or the other."""
    return frame.height, frame.filter((pl.col("status") != "tobedeleted").fill_null(value=True)).height
