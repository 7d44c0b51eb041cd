"""Which alerts are open and who was told of them. It is kept in a file, so that a restart repeats none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import structlog
from pydantic import TypeAdapter

from settings.whole_file import write_whole

Kind = Literal["refused", "rejected", "failing", "late", "outbound", "recovered"]
_log = structlog.get_logger()


@dataclass(frozen=True)
class Alert:
    """Something that people have to know.

    Attributes:
        kind: what sort of trouble, or `recovered`.
        since: when it began.
        message: what is wrong, in words for whoever looks after the sync; ids only.
        run: id of the run that showed it; empty for `late`.
        told: channels that have taken it.
        told_at: when it was last told, or since when it has to be.
    """

    kind: Kind
    since: datetime
    message: str
    run: str = ""
    told: frozenset[str] = field(default_factory=frozenset)
    told_at: datetime | None = None


class AlertBook:
    """The alerts that are open or still to be told."""

    def __init__(self, file: Path) -> None:
        """Open the book as it was left; one that is damaged is begun anew."""
        self._file = file
        self._alerts: dict[Kind, Alert] = {}
        try:
            self._alerts = {alert.kind: alert for alert in _ALERTS.validate_json(file.read_bytes())}
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as failure:
            _log.warning("the file of open alerts cannot be read; it is begun anew", reason=str(failure))

    @property
    def open(self) -> tuple[Alert, ...]:
        """What is wrong now."""
        # A copy first: other threads ask too, while alerts come and go.
        return tuple(alert for alert in tuple(self._alerts.values()) if alert.kind != "recovered")

    def raise_alert(self, kind: Kind, message: str, run: str, now: datetime) -> None:
        """Note trouble. Trouble of a kind that is open already is not told again, but reminders have the new words."""
        before = self._alerts.get(kind)
        self._alerts.pop("recovered", None)
        self._alerts[kind] = Alert(kind, now, message, run) if before is None else replace(before, message=message)
        self._save()

    def close(self, kind: Kind) -> None:
        """Note that trouble of a kind is over while there is other trouble; nobody is told."""
        if self._alerts.pop(kind, None) is not None:
            self._save()

    def recover(self, message: str, run: str) -> None:
        """Note that all is well. Whoever was told of trouble is told of that too."""
        told = [alert for alert in self.open if alert.told]
        if not self.open:
            return
        self._alerts.clear()
        if told:
            self._alerts["recovered"] = Alert("recovered", min(alert.since for alert in told), message, run)
        self._save()

    def to_tell(self, channels: Iterable[str], now: datetime, remind: timedelta) -> tuple[tuple[Alert, str], ...]:
        """What has to be told on which channels now, reminders included."""
        names = tuple(channels)

        def due(alert: Alert, name: str) -> bool:
            again = alert.kind != "recovered" and alert.told_at is not None and now - alert.told_at >= remind
            return again or name not in alert.told

        return tuple((alert, name) for alert in self._alerts.values() for name in names if due(alert, name))

    def tell(self, alert: Alert, channel: str, now: datetime, channels: Iterable[str]) -> None:
        """Note that a channel has taken an alert. What is over and told to all is forgotten."""
        current = self._alerts.get(alert.kind)
        if current is None or current.since != alert.since:
            return
        first = current.told_at is None or channel in current.told
        told = current.told | {channel}
        self._alerts[alert.kind] = replace(current, told=told, told_at=now if first else current.told_at)
        if alert.kind == "recovered" and told >= set(channels):
            del self._alerts["recovered"]
        self._save()

    def _save(self) -> None:
        try:
            write_whole(self._file, _ALERTS.dump_json(list(self._alerts.values()), indent=1))
        except OSError as failure:
            _log.warning("the file of open alerts cannot be written", reason=str(failure))


_ALERTS = TypeAdapter(list[Alert])
