"""What a person at a terminal reads of rosters that were sent."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sync.outbound.sending import Sent

_SHOWN = 5
_STYLES = {"refused": "bold red", "failed": "bold red", "pending": "yellow", "sent": "green", "unchanged": "green"}


def show_sent(console: Console, sent: Iterable[Sent]) -> None:
    """Say of each target what was different, and what became of it."""
    for done in sent:
        console.print(
            f"[bold]{escape(done.target)}[/] ({done.type}): [{_STYLES[done.status]}]{done.status}[/], "
            f"{done.people:,} people in {done.seconds:.1f} s",
            highlight=False,
            soft_wrap=True,
        )
        if done.left_out:
            what = f"{done.left_out:,} people lack what the format requires and are left out"
            console.print(f"  {what}", style="yellow", highlight=False, soft_wrap=True)
        if any(difference.any for difference in done.differences):
            _show_differences(console, done)
        if done.message:
            console.print(escape(done.message), highlight=False, soft_wrap=True)
        for rejection in done.rejections[:_SHOWN]:
            text = f"  {rejection.type} {rejection.key}: {rejection.error}: {rejection.message}"
            console.print(escape(text), style="red", highlight=False, soft_wrap=True)
        if len(done.rejections) > _SHOWN:
            console.print(f"  and {len(done.rejections) - _SHOWN:,} more were not taken", style="red", highlight=False)


def _show_differences(console: Console, done: Sent) -> None:
    table = Table("", "total", "added", "changed", "removed", box=None, pad_edge=False)
    for difference in done.differences:
        counts = (difference.total, difference.added, difference.changed, difference.removed)
        table.add_row(difference.name, *(f"{count:,}" if count else "" for count in counts))
    console.print(table)
