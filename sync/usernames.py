"""Usernames: from the source, or from a template and for life. Nobody ever gets one that somebody else has.

People are known by their sourcedId, and a name stays with its account until the account gives it up or is purged:
somebody may have claimed it, and whoever else came by it would be taken for that person by every application.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl
from anyascii import anyascii

from settings.usernames import TEMPLATE_FIELDS, Usernames
from sync.roster import Roster

CHECKS = frozenset({"malformed_username", "missing_username", "username_clash"})
"""Checks of usernames in the source; they mean nothing where a template makes the names."""

_UNFIT = re.compile(r"[^a-z0-9._-]+")
_DOTS = re.compile(r"[._-]*\.[._-]*")
_DIGITS = 5
"""No name is given to more people than numbers of so many digits can tell apart."""
_Column = Literal["username", "email"]


@dataclass(frozen=True)
class Named:
    """People with the names they are to have.

    Attributes:
        people: as they were given, without those who are held; `username` and `email` may be others.
        held: who gets no account yet, because somebody else has the name: `sourcedId` and `reason`.
        kept: who keeps the name of before for the same reason: `sourcedId` and `reason`.
    """

    people: pl.DataFrame
    held: pl.DataFrame
    kept: pl.DataFrame


def with_base_names(people: pl.DataFrame, roster: Roster, policy: Usernames) -> pl.DataFrame:
    """People with `username` from the template, before any is numbered; as they are if names come from the source."""
    if not policy.from_template:
        return people
    values = roster.users.select(*TEMPLATE_FIELDS).unique("sourcedId", keep="first")
    table = people.select("sourcedId", "kind").join(values, on="sourcedId", how="left", maintain_order="left")
    names = [base_name(row, policy, student=row["kind"] == "students") for row in table.iter_rows(named=True)]
    return people.with_columns(pl.Series("username", names, pl.String))


def base_name(values: Mapping[str, str | None], policy: Usernames, *, student: bool) -> str:
    """The username that the template makes of somebody's values; the sourcedId's letters if nothing else is left."""
    plain = {name: _plain(values[name] or "") for name in TEMPLATE_FIELDS}
    made = policy.template(student=student).format_map(plain)
    name = _DOTS.sub(".", made).strip("._-")[: policy.max_length].strip("._-")
    return name or plain["sourcedId"].strip("._-")[: policy.max_length] or "person"


def named(people: pl.DataFrame, stored: pl.DataFrame, policy: Usernames) -> Named:
    """Settle who is called what.

    Args:
        people: wanted; of any two of them no two want the same username of the source.
        stored: what Keycloak has of people, those who left too: `sourcedId`, `username`, `email`.
        policy: the district's.
    """
    was = stored.select("sourcedId", pl.col("username").alias("wasUsername"), pl.col("email").alias("wasEmail"))
    # Only names are looked at: all else of a million people would be copied with them again and again.
    names = people.select("sourcedId", "username", "email")
    table = names.join(was, on="sourcedId", how="left", maintain_order="left")
    notes = _Notes()
    if policy.from_template:
        table = _from_template(table, stored, policy)
    else:
        table = _from_source(table, stored, policy, notes)
    table = _settled(table, stored, "email", notes)
    held = notes.frame(notes.held)
    named_people = people.with_columns(table["username"], table["email"])
    if not held.is_empty():
        named_people = named_people.filter(~pl.col("sourcedId").is_in(held["sourcedId"].implode()))
    return Named(named_people, held, notes.frame(notes.kept))


def numbered(base: str, policy: Usernames, taken: Callable[[str], bool]) -> str:
    """The base, or the base with the smallest number from 2 that nobody has."""
    return next(name for name in candidates(base, policy) if not taken(name))


def candidates(base: str, policy: Usernames) -> Iterator[str]:
    """The base, and then the base with a number."""
    yield base
    number = 2
    while True:
        end = str(number)
        yield base[: policy.max_length - len(end)] + end
        number += 1


class _Notes:
    """Who does not get the wanted name, and why."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.kept: dict[str, str] = {}

    @staticmethod
    def frame(reasons: Mapping[str, str]) -> pl.DataFrame:
        return pl.DataFrame(list(reasons.items()), {"sourcedId": pl.String, "reason": pl.String}, orient="row")


def _plain(text: str) -> str:
    return _UNFIT.sub("", anyascii(text).lower().replace(" ", "-"))


def _from_template(table: pl.DataFrame, stored: pl.DataFrame, policy: Usernames) -> pl.DataFrame:
    """Whoever has a name keeps it; the others choose in the order of their sourcedIds.

    So a run that is killed and continued, or made elsewhere, ends with the same names.
    """
    keeps = pl.col("wasUsername").is_not_null()
    if policy.follow:
        keeps &= _is_of_base(policy.max_length)
    table = table.with_columns(pl.when(keeps).then("wasUsername").otherwise("username").alias("username"))
    choosing = table.filter(~keeps.fill_null(value=False)).select("sourcedId", "username").sort("sourcedId")
    taken = set(stored["username"]) if not choosing.is_empty() else set()
    chosen = {}
    for sourced_id, base in choosing.iter_rows():
        chosen[sourced_id] = numbered(base, policy, taken.__contains__)
        taken.add(chosen[sourced_id])
    return _replaced(table, "username", chosen)


def _is_of_base(longest: int) -> pl.Expr:
    """Whether `wasUsername` is `username` or that with a number; a long one was shortened for its number."""
    was, base = pl.col("wasUsername"), pl.col("username")
    number = was.str.strip_prefix(base).str.contains(r"^\d*$") & was.str.starts_with(base)
    long = (base.str.len_chars() > longest - _DIGITS) & was.str.contains(r"\d$")
    return number | (long & (was.str.head(longest - _DIGITS) == base.str.head(longest - _DIGITS)))


def _from_source(table: pl.DataFrame, stored: pl.DataFrame, policy: Usernames, notes: _Notes) -> pl.DataFrame:
    if policy.taken == "hold":
        return _settled(table, stored, "username", notes)
    mine = _Notes()
    table = _settled(table, stored, "username", mine)
    notes.kept |= mine.kept
    taken: set[str] = set()
    if mine.held:
        taken = set(stored["username"]) | set(table["username"])
    chosen = {}
    wanted = dict(table.filter(pl.col("sourcedId").is_in(list(mine.held))).select("sourcedId", "username").iter_rows())
    for sourced_id in sorted(mine.held):
        chosen[sourced_id] = numbered(wanted[sourced_id], policy, taken.__contains__)
        taken.add(chosen[sourced_id])
    return _replaced(table, "username", chosen)


def _settled(table: pl.DataFrame, stored: pl.DataFrame, column: _Column, notes: _Notes) -> pl.DataFrame:
    """Hold those who are new and want a name that somebody else keeps, and let those who are there keep theirs."""
    blocked = _blocked(table, stored, column)
    people = table.filter(pl.col("sourcedId").is_in(list(blocked)))
    word = "username" if column == "username" else "e-mail address"
    back: dict[str, str | None] = {}
    for sourced_id, known_as, before in zip(
        people["sourcedId"], people["wasUsername"], people[f"was{column.title()}"], strict=True
    ):
        reason = f"the {word} is that of {blocked[sourced_id]}, whose account keeps it"
        if known_as is None:
            notes.held[sourced_id] = reason
        else:
            notes.kept[sourced_id] = reason
            back[sourced_id] = before
    return _replaced(table, column, back)


def _blocked(table: pl.DataFrame, stored: pl.DataFrame, column: _Column) -> dict[str, str]:
    """Who wants a name that somebody else keeps, and who that is.

    Somebody keeps a name who is not in the source, wants no other one, or cannot have the one that is wanted.
    """
    holders = stored.select(column, pl.col("sourcedId").alias("holder")).drop_nulls()
    contested = (
        table.select("sourcedId", column)
        .drop_nulls()
        .join(holders, on=column, how="inner")
        .filter(pl.col("sourcedId") != pl.col("holder"))
    )
    holder_of = dict(contested.select("sourcedId", "holder").iter_rows())
    moving = _moving(table, column, set(holder_of.values()))
    blocked = {person: holder for person, holder in holder_of.items() if holder not in moving}
    while more := {p: h for p, h in holder_of.items() if h in blocked and p not in blocked}:
        blocked |= more
    return blocked


def _moving(table: pl.DataFrame, column: _Column, people: Iterable[str]) -> set[str]:
    """Who of some people wants another name than before."""
    of_people = table.filter(pl.col("sourcedId").is_in(list(people)))
    return set(of_people.filter(pl.col(column).ne_missing(pl.col(f"was{column.title()}")))["sourcedId"])


def _replaced(table: pl.DataFrame, column: _Column, values: Mapping[str, Any]) -> pl.DataFrame:
    if not values:
        return table
    new = pl.DataFrame(list(values.items()), {"sourcedId": pl.String, "_value": pl.String}, orient="row").with_columns(
        pl.lit(value=True).alias("_set")
    )
    joined = table.join(new, on="sourcedId", how="left", maintain_order="left")
    value = pl.when(pl.col("_set").is_not_null()).then("_value").otherwise(column)
    return joined.with_columns(value.alias(column)).drop("_value", "_set")
