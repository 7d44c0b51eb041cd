"""Which realm roles and which applications follow from what the roster says of somebody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from settings.apps import Application
from settings.rule import PersonFacts, Rule


@dataclass(frozen=True)
class Rights:
    """What people may do, in the order of the people.

    Attributes:
        roles: realm roles of each.
        profiles: name of each one's access profile; None for somebody who may open nothing.
        launch: client ids, sorted, by name of the profile.
    """

    roles: list[list[str]]
    profiles: list[str | None]
    launch: dict[str, tuple[str, ...]]


def rights_of(people: pl.DataFrame, roles: Mapping[str, Rule], applications: Sequence[Application]) -> Rights:
    """Apply the rules.

    Args:
        people: `sourcedId`, `student`, `teacher`, `hasSchedule`, `email`, `specialEd`, `grades`, `schools`,
            `employeeType`.
        roles: rules by realm role.
        applications: each with its rule.
    """
    found = Rights([], [], {})
    openers = sorted((application.client, application.access.holds) for application in applications)
    for facts in facts_of(people):
        found.roles.append(_kinds(facts) + [role for role, rule in roles.items() if rule.holds(facts)])
        launch = tuple(client for client, holds in openers if holds(facts))
        if launch:
            name = profile_name(launch)
            found.launch[name] = launch
            found.profiles.append(name)
        else:
            found.profiles.append(None)
    return found


def profile_name(launch: Sequence[str]) -> str:
    """The name of the access profile of a sorted set of client ids; the same set has the same name everywhere."""
    return "access:" + hashlib.sha256(",".join(launch).encode()).hexdigest()[:16]


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
