"""How a command that issues ends: who got none, and the exit code."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import click

from admin_api.recipients import Refused
from badge_tool.two_steps import BADGE, LISTED, Thing
from settings.exit_code import ExitCode


def finish(context: click.Context, named: Collection[str], refused: Sequence[Refused], thing: Thing = BADGE) -> None:
    """List those who got none on standard error; an id that was named and refused is a rejected input.

    Args:
        context: of the command.
        named: sourcedIds of people and classes that were asked for by their own id.
        refused: who got none.
        thing: of what.
    """
    for one in refused[:LISTED]:
        click.echo(f"No {thing.one} for {one.sourced_id}: {thing.reason(one.error)}", err=True)
    if len(refused) > LISTED:
        click.echo(f"No {thing.one} for {len(refused) - LISTED} others; --json lists them all.", err=True)
    if any(one.sourced_id in named for one in refused):
        context.exit(ExitCode.REJECTED)
