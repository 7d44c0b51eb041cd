"""What has to change in Keycloak, as a value: the difference between what is wanted and what is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from sync.state import State
from sync.wanted import Wanted

Kind = Literal["schools", "people", "classes", "enrollments"]

_GONE = "no longer in the source"


@dataclass(frozen=True)
class KindPlan:
    """What has to change in the records of one kind.

    Attributes:
        puts: records to write, with the fields of their row type and `reason`: `new`, `changed` or `returned`.
        removals: records to take away, or people to disable: `sourcedId` and `reason`.
        unchanged: how many are as they should be.
        held: how many are left as they are because of a finding.
    """

    puts: pl.DataFrame
    removals: pl.DataFrame
    unchanged: int
    held: int

    def counts(self, removed: str) -> dict[str, int]:
        """How many by what happens to them; `removed` is the word for what becomes of `removals`."""
        reasons = dict(self.puts["reason"].value_counts().iter_rows())
        counted = {reason: int(reasons.get(reason, 0)) for reason in ("new", "changed", "returned")}
        return {**counted, removed: self.removals.height, "unchanged": self.unchanged, "held": self.held}


@dataclass(frozen=True)
class Plan:
    """What has to change.

    Attributes:
        schools: schools are only ever added or changed.
        access_profiles: those to write: client ids by name. A name stands for its ids, so each is new.
        people: of people, `removals` are those to disable.
        classes: classes.
        enrollments: enrollments.
        enabled: how many people are enabled now.
    """

    schools: KindPlan
    access_profiles: Mapping[str, tuple[str, ...]]
    people: KindPlan
    classes: KindPlan
    enrollments: KindPlan
    enabled: int

    @property
    def rows(self) -> int:
        """How many rows have to be written; 0 if nothing has to change."""
        kinds = (self.schools, self.people, self.classes, self.enrollments)
        return len(self.access_profiles) + sum(kind.puts.height + kind.removals.height for kind in kinds)

    def counts(self) -> dict[str, dict[str, int]]:
        """How many records of each kind by what happens to them."""
        return {
            "schools": self.schools.counts("removed"),
            "accessProfiles": {"new": len(self.access_profiles)},
            "people": self.people.counts("disabled"),
            "classes": self.classes.counts("removed"),
            "enrollments": self.enrollments.counts("removed"),
        }


def plan(wanted: Wanted, state: State) -> Plan:
    """The difference. A plan made after a plan was applied in full is empty."""
    profiles = {
        name: launch for name, launch in wanted.access_profiles.items() if state.access_profiles.get(name) != launch
    }
    schools = _records(
        wanted.schools.with_columns(pl.col("code").alias("key")),
        state.schools.rename({"code": "key"}),
        state.schools["code"],
    )
    held = wanted.held
    classes = _records(_keyed(wanted.classes), _keyed(state.classes), held.classes)
    enrollments = _records(_keyed(wanted.enrollments), _keyed(state.enrollments), held.enrollments)
    return Plan(schools, profiles, _people(wanted, state), classes, enrollments, int(state.people["enabled"].sum()))


def _keyed(records: pl.DataFrame) -> pl.DataFrame:
    return records.with_columns(pl.col("sourcedId").alias("key"))


def _records(wanted: pl.DataFrame, state: pl.DataFrame, kept: pl.Series) -> KindPlan:
    """The difference of records that have a `key` and a `rosterHash`; those in `kept` are never taken away."""
    there = state.select("key", pl.col("rosterHash").alias("stored"), pl.lit(value=True).alias("there"))
    compared = wanted.join(there, on="key", how="left", maintain_order="left")
    same = pl.col("rosterHash").eq_missing(pl.col("stored"))
    new = pl.col("there").is_null()
    puts = compared.filter(~same).with_columns(
        pl.when(new).then(pl.lit("new")).otherwise(pl.lit("changed")).alias("reason")
    )
    gone = state.join(wanted.select("key"), on="key", how="anti", maintain_order="left")
    is_kept = pl.col("key").is_in(kept.implode())
    return KindPlan(
        puts=puts.drop("key", "stored", "there"),
        removals=gone.filter(~is_kept).select(pl.col("key").alias("sourcedId"), pl.lit(_GONE).alias("reason")),
        unchanged=compared.height - puts.height,
        held=gone.filter(is_kept).height,
    )


def _people(wanted: Wanted, state: State) -> KindPlan:
    there = state.people.select("sourcedId", "enabled", pl.col("rosterHash").alias("stored"))
    compared = wanted.people.join(there, on="sourcedId", how="left", maintain_order="left")
    reason = (
        pl.when(pl.col("enabled").is_null())
        .then(pl.lit("new"))
        .when(~pl.col("enabled"))
        .then(pl.lit("returned"))
        .when(pl.col("rosterHash").ne_missing(pl.col("stored")))
        .then(pl.lit("changed"))
    )
    puts = compared.with_columns(reason.alias("reason")).drop("enabled", "stored").drop_nulls("reason")
    gone = state.people.filter("enabled").join(wanted.people, on="sourcedId", how="anti", maintain_order="left")
    held = pl.col("sourcedId").is_in(wanted.held.people.implode())
    held |= pl.col("username").is_in(wanted.held.usernames.implode())
    left = gone.filter(~held).join(wanted.absences, on="sourcedId", how="left", maintain_order="left")
    return KindPlan(
        puts=puts,
        removals=left.select("sourcedId", pl.col("reason").fill_null(_GONE)),
        unchanged=compared.height - puts.height,
        held=gone.filter(held).height,
    )
