"""What can be wrong when the demo is started or stopped."""

from __future__ import annotations

from settings.command import CommandError


class DemoError(CommandError):
    """The demo cannot be started, or a tool that it needs failed; the message says what to do."""
