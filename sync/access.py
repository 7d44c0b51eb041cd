"""Which realm roles and which applications follow from what the roster says of somebody."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from settings.apps import Application
from settings.rule import PersonFacts, Rule

_FACTS = ("student", "teacher", "hasSchedule", "specialEd", "grades", "schools", "employeeType")
"""What rules ask about, besides whether there is an e-mail address, and the sourcedId."""


@dataclass(frozen=True)
class Rights:
    """What people may do, in the order of the people.

    Attributes:
        roles: realm roles of each, a list of texts.
        profiles: name of each one's access profile; null for somebody who may open nothing.
        launch: client ids, sorted, by name of the profile.
    """

    roles: pl.Series
    profiles: pl.Series
    launch: dict[str, tuple[str, ...]]


def rights_of(
    people: pl.DataFrame, roles: Mapping[str, Rule], applications: Sequence[Application], today: date
) -> Rights:
    """Apply the rules.

    Args:
        people: `sourcedId`, `student`, `teacher`, `hasSchedule`, `email`, `specialEd`, `grades`, `schools`,
            `employeeType`.
        roles: rules by realm role.
        applications: each with its rule.
        today: the day in the district's time zone; what is not open then, nobody may open.
    """
    applications = [application for application in applications if application.is_open_on(today)]
    rules = [*roles.values(), *(application.access for application in applications)]
    alike = _alike(people, frozenset().union(*(rule.people for rule in rules)))
    openers = sorted((application.client, application.access.holds) for application in applications)
    held: list[list[str]] = []
    profiles: list[str | None] = []
    launch: dict[str, tuple[str, ...]] = {}
    for facts in facts_of(people[alike["rows"].list.first()]):
        held.append(_kinds(facts) + [role for role, rule in roles.items() if rule.holds(facts)])
        clients = tuple(client for client, holds in openers if holds(facts))
        profiles.append(profile_name(clients) if clients else None)
        if clients:
            launch[profile_name(clients)] = clients
    of_alike = alike.with_columns(
        pl.Series("roles", held, pl.List(pl.String)), pl.Series("profiles", profiles, pl.String)
    )
    each = of_alike.explode("rows").sort("rows")
    return Rights(each["roles"], each["profiles"], launch)


def profile_name(launch: Sequence[str]) -> str:
    """The name of the access profile of a sorted set of client ids; the same set has the same name everywhere."""
    return "access:" + hashlib.sha256(",".join(launch).encode()).hexdigest()[:16]


def _alike(people: pl.DataFrame, named: Collection[str]) -> pl.DataFrame:
    """Groups of people whom no rule can tell apart, in the order of their first ones.

    A million people differ in some ten thousand ways, and each rule is asked once for each of those.

    Args:
        people: as for `rights_of`.
        named: sourcedIds that rules name.

    Returns:
        `rows`, the places of a group's people, from 0, in order.
    """
    by_id = pl.when(pl.col("sourcedId").is_in(sorted(named))).then("sourcedId")
    facts = (*_FACTS, pl.col("email").is_not_null().alias("hasEmail"), by_id.alias("named"))
    return people.with_row_index("rows").group_by(*facts, maintain_order=True).agg("rows").select("rows")


def _kinds(facts: PersonFacts) -> list[str]:
    if facts.student:
        return ["student"]
    return ["staff", "teacher"] if facts.teacher else ["staff"]


def facts_of(people: pl.DataFrame) -> Iterator[PersonFacts]:
    """What rules can ask about each of the people that `rights_of` takes."""
    for person in people.iter_rows(named=True):
        yield PersonFacts(
            sourced_id=person["sourcedId"],
            student=person["student"],
            teacher=person["teacher"],
            has_schedule=person["hasSchedule"],
            has_email=person["email"] is not None,
            special_ed=person["specialEd"],
            grades=frozenset(person["grades"]),
            schools=frozenset(person["schools"]),
            employee_type=person["employeeType"] or "",
        )
