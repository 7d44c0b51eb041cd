"""What the demo is doing and how long each step takes, on standard error."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Progress:
    """Steps one after another: a spinner on a terminal, plain lines elsewhere."""

    def __init__(self, console: Console | None = None) -> None:
        """Print to `console`, or to standard error."""
        self._console = console or Console(stderr=True, highlight=False)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Say what goes on for as long as the context lasts, then how long it took."""
        begun = time.monotonic()
        if self._console.is_terminal:
            with self._console.status(what):
                yield
        else:
            self._console.print(f"{what} ...", soft_wrap=True)
            yield
        self._console.print(f"[green]done[/] {what} [dim]({time.monotonic() - begun:.1f} s)[/]", soft_wrap=True)

    def note(self, text: str) -> None:
        """Say something that is no step."""
        self._console.print(text, soft_wrap=True, markup=False)
