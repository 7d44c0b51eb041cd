"""What Keycloak has before a plan, as much as is asked about later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from sync.roster_hash import people_parts, record_parts
from sync.state import State

_AT_ONCE = 200_000


@dataclass(frozen=True)
class There:
    """What Keycloak has before the plan, as much as is asked about later.

    Attributes:
        accounts: `sourcedId` and `username` of everybody whom Keycloak knows from rosters.
        access_profiles: client ids, sorted, by name of the profile.
        people: enabled people.
        people_at: enabled people by school.
        classes: classes whose term is not over.
        classes_at: the same by school.
        enrollments: enrollments in such classes.
        roles: realm roles of enabled people.
        applications: client ids that some of them may open.
    """

    accounts: pl.DataFrame
    access_profiles: Mapping[str, tuple[str, ...]]
    people: int
    people_at: Mapping[str, int]
    classes: int
    classes_at: Mapping[str, int]
    enrollments: int
    roles: frozenset[str]
    applications: frozenset[str]


def what_is_there(state: State, ended: pl.Expr) -> There:
    """Count it; `ended` says of a class or an enrollment whether its term is over."""
    people = _People.of(state.people.filter("enabled")["rosterHash"])
    classes = record_parts(state.classes["rosterHash"]).filter(~ended.fill_null(value=False))
    opened = (state.access_profiles.get(f"access:{profile}", ()) for profile in people.profiles)
    return There(
        accounts=state.people.select("sourcedId", "username"),
        access_profiles=state.access_profiles,
        people=people.count,
        people_at=people.at,
        classes=classes.height,
        classes_at=dict(classes["of"].drop_nulls().value_counts().iter_rows()),
        enrollments=_lasting(state.enrollments, ended),
        roles=frozenset(people.roles),
        applications=frozenset(client for launch in opened for client in launch),
    )


@dataclass
class _People:
    """What values of people tell of all of them, some at a time: the parts of a million would take much memory.

    Attributes:
        count: how many people.
        at: how many by school.
        roles: of any of them.
        profiles: of any of them.
    """

    count: int = 0
    at: Counter[str] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    profiles: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, hashes: pl.Series) -> _People:
        people = cls(hashes.len())
        for some in hashes.to_frame().iter_slices(_AT_ONCE):
            parts = people_parts(some.to_series())
            schools = parts.select(pl.col("schools").list.unique()).to_series().explode()
            people.at.update(dict(schools.drop_nulls().value_counts().iter_rows()))
            people.roles.update(parts["roles"].explode().drop_nulls().unique())
            people.profiles.update(parts["profile"].drop_nulls().unique())
        return people


def _lasting(enrollments: pl.DataFrame, ended: pl.Expr) -> int:
    """How many are not in a class whose term is over; the parts of millions of values would take half a gigabyte."""
    parts = (record_parts(some["rosterHash"]) for some in enrollments.iter_slices(_AT_ONCE))
    return sum(part.filter(~ended.fill_null(value=False)).height for part in parts)
