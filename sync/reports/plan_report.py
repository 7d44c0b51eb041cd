"""A plan as people and programs are told of it: how many change in which way, whom for example, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sync.changes import CHANGES, why
from sync.guard import Breach
from sync.plan import Plan

_SHOWN = 5
_SAMPLES = 100
_KINDS = {
    "schools": "Schools",
    "accessProfiles": "Access profiles",
    "people": "People",
    "classes": "Classes",
    "enrollments": "Enrollments",
}
_CHANGES = {
    "new": "are new",
    "returned": "are there again",
    "username": "get another username",
    "renamed": "get another name",
    "email": "get another e-mail address",
    "moved": "leave a school for another one",
    "school_gained": "get one more school",
    "grade_up": "go up a grade",
    "grade": "change their grade otherwise",
    "roles_gained": "get a role",
    "roles_lost": "lose a role",
    "applications_gained": "get an application",
    "applications_lost": "lose an application",
    "other": "change in something else",
}


def plan_document(plan: Plan, refused_for: Sequence[Breach]) -> dict[str, Any]:
    """How many records change in which way, and the first hundred people of each kind of change, with the reason."""
    removals = plan.people.removals.select("sourcedId", "reason").head(_SAMPLES)
    return {
        "id": plan.id,
        "rows": plan.rows,
        "counts": plan.counts(),
        "changes": plan.changes(),
        "people": [
            {"sourcedId": person["sourcedId"], "changes": person["changes"], "why": why(person)}
            for person in _samples(plan, _SAMPLES).iter_rows(named=True)
        ],
        "disabled": removals.to_dicts(),
        "waiting": plan.waiting.head(_SAMPLES).to_dicts(),
        "keptNames": plan.kept.head(_SAMPLES).to_dicts(),
        "refusedFor": [breach.as_json() for breach in refused_for],
    }


def show_plan(console: Console, plan: Plan) -> None:
    """Say how many records of each kind change, how people change, and whom for example."""
    if not plan.rows:
        console.print("Nothing to change.", style="green")
        _show_notes(console, plan)
        return
    columns = ("new", "changed", "returned", "removed", "disabled", "unchanged", "held")
    table = Table("", *columns, box=None, pad_edge=False)
    for kind, counts in plan.counts().items():
        table.add_row(_KINDS[kind], *(f"{counts[name]:,}" if counts.get(name) else "" for name in columns))
    console.print(table)
    counted = plan.changes()
    for change in CHANGES:
        if change != "new" and change in counted:
            _say(console, f"{counted[change]:,} people {_CHANGES[change]}")
            _show_people(console, _with(plan, change), counted[change])
    for sourced_id, reason in plan.people.removals.select("sourcedId", "reason").head(_SHOWN).iter_rows():
        _say(console, f"  disables {sourced_id}: {reason}")
    _show_more(console, plan.people.removals.height)
    _show_notes(console, plan)
    _say(console, f"Plan {plan.id}.")


def _show_people(console: Console, people: pl.DataFrame, count: int) -> None:
    for person in people.head(_SHOWN).iter_rows(named=True):
        _say(console, f"  {person['sourcedId']}: {why(person)}")
    _show_more(console, count)


def _show_notes(console: Console, plan: Plan) -> None:
    """Say who waits for an account or keeps a name."""
    for people, words in ((plan.waiting, "get no account yet"), (plan.kept, "keep what they have")):
        if not people.is_empty():
            console.print(f"{people.height:,} people {words}:", style="yellow", highlight=False)
            for sourced_id, reason in people.head(_SHOWN).iter_rows():
                _say(console, f"  {sourced_id}: {reason}")
            _show_more(console, people.height)


def _with(plan: Plan, change: str) -> pl.DataFrame:
    return plan.people.puts.filter(pl.col("changes").list.contains(change))


def _samples(plan: Plan, count: int) -> pl.DataFrame:
    """The first people of each kind of change, everybody once, in the order of the source."""
    puts = plan.people.puts.with_row_index("_at")
    samples = [puts.filter(pl.col("changes").list.contains(change)).head(count) for change in CHANGES]
    return pl.concat(samples).unique("_at", keep="first").sort("_at")


def _say(console: Console, text: str) -> None:
    console.print(escape(text), highlight=False, soft_wrap=True)


def _show_more(console: Console, count: int) -> None:
    if count > _SHOWN:
        console.print(f"  and {count - _SHOWN:,} more", style="dim", highlight=False, soft_wrap=True)
