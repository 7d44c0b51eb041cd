"""`homeroom realm plan`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from realm.commands.notices import say_what_is_passed_over
from realm.commands.options import target_options
from realm.engine import comparison
from realm.saved_plan import SavedPlan
from realm.target import Target
from settings.command import json_option, print_json
from settings.exit_code import ExitCode


@click.command()
@target_options
@json_option
@click.option(
    "--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Save the plan for `apply --plan`."
)
@click.pass_context
def plan(context: click.Context, target: Target, as_json: bool, out: Path | None) -> None:
    """Show what `apply` would change. Exit code 3 when that is anything."""
    model = target.model()
    say_what_is_passed_over(model)
    with target.connection() as connection:
        found = comparison(model, connection, target.policy.managed)
    if out is not None:
        SavedPlan.of(found.plan, found.live, datetime.now(UTC).isoformat(timespec="seconds")).write(out)
    if as_json:
        print_json(found.plan.as_json())
    else:
        Console().print(found.plan)
    context.exit(ExitCode.PENDING if found.plan else ExitCode.DONE)
