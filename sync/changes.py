"""Why people change: the kinds of change of each, told from what Keycloak has and what it should have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

import polars as pl

from settings.grades import GRADES
from sync.roster_hash import UNLISTED, people_parts

Change = Literal[
    "new",
    "returned",
    "username",
    "renamed",
    "email",
    "moved",
    "school_gained",
    "grade_up",
    "grade",
    "roles_gained",
    "roles_lost",
    "applications_gained",
    "applications_lost",
    "other",
]
"""Kinds of change of somebody who is to be enabled. `moved` has lost a school, `grade` is one down or out of the
order, `other` is all that is not told apart, such as the kind of employee."""
CHANGES: tuple[Change, ...] = get_args(Change)

_AT_ONCE = 100_000
"""People at once: when a million go up a grade, what tells it would take as much memory as they do."""
NEW = "new in the source"
"""Why somebody new is written."""

Profiles = Mapping[str, tuple[str, ...]]
"""Client ids by name of the access profile, those of Keycloak and those that are wanted."""


def with_changes(puts: pl.DataFrame, profiles: Profiles) -> pl.DataFrame:
    """Say why each person is written.

    Args:
        puts: rows of people with `reason`, and as Keycloak has them `wasUsername`, `wasEmail`, `disabledAt` and
            `stored`, the `rosterHash` of before; null for somebody new.
        profiles: of now and of before.

    Returns:
        The rows with `changes`, a list of kinds, and `was`, a struct of what there was, in place of the four.
    """
    empty = _with_changes(puts.clear(), profiles)
    return pl.concat([empty, *(_with_changes(some, profiles) for some in puts.iter_slices(_AT_ONCE))])


def _with_changes(puts: pl.DataFrame, profiles: Profiles) -> pl.DataFrame:
    now, was = people_parts(puts["rosterHash"]), people_parts(puts["stored"])
    apps = _applications(now["profile"], was["profile"], profiles)
    told = (now.select(pl.all().name.prefix("now_")), was.select(pl.all().name.prefix("was_")), apps)
    table = pl.concat([puts, *told], how="horizontal")
    flags = [pl.when(holds).then(pl.lit(change)) for change, holds in _tests().items()]
    changes = pl.concat_list(flags).list.drop_nulls()
    nothing_told = pl.when(changes.list.len() == 0).then(pl.lit(["other"])).otherwise(changes)
    was_columns = [
        *(pl.col(f"was_{name}").alias(name) for name in ("grade", "schools", "roles")),
        pl.col("appsGained"),
        pl.col("appsLost"),
        pl.col("disabledAt"),
    ]
    rows = puts.drop("wasUsername", "wasEmail", "disabledAt", "stored").columns
    return table.select(*rows, nothing_told.alias("changes"), pl.struct(was_columns).alias("was"))


def why(person: Mapping[str, Any]) -> str:
    """Why a person of a plan is written, in one line."""
    was, changes = person["was"], set(person["changes"])
    words = []
    if "new" in changes:
        return NEW
    if "returned" in changes:
        words.append("is in the source again")
    if "username" in changes:
        words.append("the username changes")
    if "renamed" in changes:
        words.append("the name changes")
    if "email" in changes:
        words.append("the e-mail address changes")
    if changes & {"moved", "school_gained"}:
        words.append(f"school {_list(was['schools'])} becomes {_list(person['schools'])}")
    if changes & {"grade", "grade_up"}:
        grade = person["attributes"]["grade"]
        words.append(f"grade {was['grade'] or 'none'} becomes {grade[0] if grade else 'none'}")
    lost, gained = _differences(was["roles"] or [], person["roles"])
    words += [f"loses the role {role}" for role in lost] if "roles_lost" in changes else []
    words += [f"gets the role {role}" for role in gained] if "roles_gained" in changes else []
    words += [f"loses {client}" for client in was["appsLost"]]
    words += [f"gets {client}" for client in was["appsGained"]]
    if "other" in changes:
        words.append("other values of the record change")
    return "; ".join(words)


def _tests() -> dict[Change, pl.Expr]:
    new = pl.col("reason") == "new"
    known = pl.col("was_kind").is_not_null() & ~new
    up = _order("now_grade") > _order("was_grade")
    grade = known & (pl.col("now_grade") != pl.col("was_grade"))
    gone_schools = _without("was_schools", "now_schools")
    return {
        "new": new,
        "returned": pl.col("reason") == "returned",
        "username": ~new & (pl.col("username") != pl.col("wasUsername")),
        "renamed": known & (pl.col("now_name") != pl.col("was_name")),
        "email": ~new & pl.col("email").ne_missing(pl.col("wasEmail")),
        "moved": known & gone_schools,
        "school_gained": known & ~gone_schools & _without("now_schools", "was_schools"),
        "grade_up": grade & up.fill_null(value=False),
        "grade": grade & ~up.fill_null(value=False),
        "roles_gained": known & _without("now_roles", "was_roles"),
        "roles_lost": known & _without("was_roles", "now_roles"),
        "applications_gained": known & (pl.col("appsGained").list.len() > 0),
        "applications_lost": known & (pl.col("appsLost").list.len() > 0),
    }


def _without(these: str, those: str) -> pl.Expr:
    """Whether there is something in one list that is not in the other."""
    return pl.col(these).list.set_difference(pl.col(those)).list.len() > 0


def _order(grade: str) -> pl.Expr:
    return pl.col(grade).replace_strict({code: at for at, code in enumerate(GRADES)}, default=None)


def _applications(now: pl.Series, was: pl.Series, profiles: Profiles) -> pl.DataFrame:
    """`appsGained` and `appsLost` of each person; few pairs of profiles stand for all people."""
    pairs = pl.DataFrame({"now": now, "was": was})
    lost, gained = [], []
    distinct = pairs.unique(maintain_order=True)
    for now_name, was_name in distinct.iter_rows():
        less, more = _differences(_launch(was_name, profiles), _launch(now_name, profiles))
        lost.append(less if was_name is not None else [])
        gained.append(more if was_name is not None else [])
    told = distinct.with_columns(
        pl.Series("appsGained", gained, pl.List(pl.String)), pl.Series("appsLost", lost, pl.List(pl.String))
    )
    joined = pairs.join(told, on=["now", "was"], how="left", nulls_equal=True, maintain_order="left")
    return joined.select("appsGained", "appsLost")


def _launch(profile: str | None, profiles: Profiles) -> tuple[str, ...]:
    return profiles.get(f"access:{profile}", ()) if profile else ()


def _differences(before: Any, after: Any) -> tuple[list[str], list[str]]:
    return [one for one in before if one not in after], [one for one in after if one not in before]


def _list(entries: list[str] | None) -> str:
    if not entries:
        return "none"
    return "(many)" if entries[0].startswith(UNLISTED) else ", ".join(entries)
