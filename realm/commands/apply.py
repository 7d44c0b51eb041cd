"""`homeroom realm apply`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from realm.commands.notices import say_what_is_passed_over
from realm.commands.options import target_options
from realm.engine import apply as apply_plan
from realm.engine import check_deletes, comparison
from realm.errors import ApplyError
from realm.plan import Change, Plan, change_as_json
from realm.saved_plan import SavedPlan
from realm.target import Target
from settings.command import json_option, print_json


@click.command()
@target_options
@json_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Apply this saved plan, without asking, if it is still what would be done.",
)
@click.option(
    "--allow-deletes", type=click.IntRange(min=0), metavar="N", help="Allow this many deletions, for this once."
)
def apply(target: Target, as_json: bool, yes: bool, plan_file: Path | None, allow_deletes: int | None) -> None:
    """Make the live realm as the files say."""
    saved = SavedPlan.read(plan_file) if plan_file else None
    model = target.model()
    say_what_is_passed_over(model)
    managed = target.policy.managed
    limit = target.policy.max_deletes if allow_deletes is None else allow_deletes
    console = Console(stderr=as_json)
    with target.connection() as connection:
        found = comparison(model, connection, managed)
        if saved is not None and plan_file is not None:
            saved.check(plan_file, SavedPlan.of(found.plan, found.live, saved.made_at))
        check_deletes(found.plan, limit)
        if not as_json or not yes:
            console.print(found.plan)
        if found.plan and not yes and saved is None:
            click.confirm("Apply these changes?", abort=True, err=as_json)
        done = 0
        if found.plan:
            try:
                done = apply_plan(
                    found.plan,
                    model,
                    connection,
                    managed,
                    allowed_deletes=limit,
                    progress=lambda change: console.print(str(change), highlight=False, markup=False),
                )
            except ApplyError as failure:
                if as_json:
                    print_json(_stopped(found.plan, failure))
                raise
    if as_json:
        print_json({**found.plan.as_json(), "applied": done})
    else:
        console.print(f"Realm {model.name}: {done} changes applied." if done else "Nothing to apply.")


def _stopped(pending: Plan, failure: ApplyError) -> dict[str, object]:
    def named(change: Change) -> dict[str, object]:
        return {key: value for key, value in change_as_json(change).items() if key in ("change", "kind", "name")}

    return {
        **pending.as_json(),
        "applied": len(failure.done),
        "stopped_at": {**named(failure.change), "reason": failure.reason},
        "done": [named(change) for change in failure.done],
        "left": [named(change) for change in failure.left],
    }
