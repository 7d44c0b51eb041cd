"""What Keycloak has before a plan, as much as the guard judges by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from sync.roster_hash import people_parts, record_parts
from sync.state import State


@dataclass(frozen=True)
class There:
    """What Keycloak has before the plan, as much as the guard judges by.

    Attributes:
        people: enabled people.
        people_at: enabled people by school.
        classes: classes whose term is not over.
        classes_at: the same by school.
        enrollments: enrollments in such classes.
        roles: realm roles of enabled people.
        applications: client ids that some of them may open.
    """

    people: int
    people_at: Mapping[str, int]
    classes: int
    classes_at: Mapping[str, int]
    enrollments: int
    roles: frozenset[str]
    applications: frozenset[str]


def what_is_there(state: State, ended: pl.Expr) -> There:
    """Count it; `ended` says of a class or an enrollment whether its term is over."""
    enabled = state.people.filter("enabled")
    parts = people_parts(enabled["rosterHash"])
    schools = parts.select(pl.col("schools").list.unique()).to_series().explode()
    classes = record_parts(state.classes["rosterHash"]).filter(~ended.fill_null(value=False))
    enrollments = record_parts(state.enrollments["rosterHash"]).filter(~ended.fill_null(value=False))
    opened = (state.access_profiles.get(f"access:{profile}", ()) for profile in parts["profile"].drop_nulls().unique())
    return There(
        people=enabled.height,
        people_at=dict(schools.drop_nulls().value_counts().iter_rows()),
        classes=classes.height,
        classes_at=dict(classes["of"].drop_nulls().value_counts().iter_rows()),
        enrollments=enrollments.height,
        roles=frozenset(parts["roles"].explode().drop_nulls().unique()),
        applications=frozenset(client for launch in opened for client in launch),
    )
