"""Drift as text, as JSON and as metrics."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from realm.drift import HandEdit
from realm.plan import field_as_json, field_as_text

_SIGNS = {"added": ("+", "green"), "changed": ("~", "yellow"), "removed": ("-", "red")}
_SAID = {"added": "is in no file", "changed": "was changed", "removed": "is in the files and not in the realm"}


@dataclass(frozen=True)
class DriftReport:
    """What was changed by hand in a realm.

    Attributes:
        realm: the realm's name.
        edits: what was changed.
        events_kept: the realm keeps admin events, so that who did it can be told.
    """

    realm: str
    edits: tuple[HandEdit, ...]
    events_kept: bool

    def __bool__(self) -> bool:
        """Whether there is any drift."""
        return bool(self.edits)

    def counts(self) -> dict[str, int]:
        """How many resources were changed by hand, by kind."""
        return dict(Counter(edit.kind for edit in self.edits))

    def as_json(self) -> dict[str, object]:
        """One JSON document, secrets masked."""
        return {
            "realm": self.realm,
            "drift": len(self.edits),
            "events_kept": self.events_kept,
            "edits": [
                {
                    "what": edit.what,
                    "kind": edit.kind,
                    "name": edit.name,
                    "by": edit.by,
                    "at": edit.at.isoformat() if edit.at else None,
                    "fields": [field_as_json(field) for field in edit.fields],
                }
                for edit in self.edits
            ],
        }

    def kept(self, looked: datetime) -> bytes:
        """The same for a file that the desk reads, with when the realm was looked at."""
        document = {"looked": looked.isoformat(timespec="seconds"), **self.as_json()}
        return json.dumps(document, ensure_ascii=False).encode() + b"\n"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Print a line an edit, with who and when, and a line a field."""
        for edit in self.edits:
            yield from _lines(edit)
        if not self.edits:
            yield Text(f"Realm {self.realm} is as the files and Keycloak's defaults say.")
            return
        yield Text(f"Realm {self.realm}: {len(self.edits)} resources are neither as the files say nor Keycloak's own")
        if not self.events_kept:
            yield Text("The realm keeps no admin events (adminEventsEnabled), so nobody can tell by whom.")


def _lines(edit: HandEdit) -> Iterator[Text]:
    sign, color = _SIGNS[edit.what]
    line = Text.assemble((f"{sign} ", color), f"{edit.kind} ", (edit.name, "bold"), f": {_SAID[edit.what]}")
    if edit.by and edit.at:
        line.append(f", last by {edit.by} at {edit.at:%Y-%m-%d %H:%M} UTC")
    yield line
    for field in edit.fields:
        yield Text(f"    {field_as_text(field, 'no file says it')}")
