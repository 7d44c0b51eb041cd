"""What has to change in Keycloak, as a value: the difference between what is wanted and what is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from settings.usernames import Usernames
from sync.changes import CHANGES, with_changes
from sync.key_difference import KeyDifference, key_difference
from sync.plan_id import plan_id, state_digests
from sync.reassigned import reassigned
from sync.reissued import reissued
from sync.roster_hash import hashed_people, people_parts, record_parts
from sync.state import State
from sync.there import There, what_is_there
from sync.usernames import named
from sync.wanted import Wanted

Kind = Literal["schools", "people", "classes", "enrollments"]

_GONE = "no longer in the source"
ENDED = "the term is over"
"""Why a class or an enrollment is taken away in the course of a year."""


@dataclass(frozen=True)
class KindPlan:
    """What has to change in the records of one kind.

    Attributes:
        puts: records to write, with the fields of their row type and `reason`: `new`, `changed` or `returned`. People
            have `changes` and `was` besides, see `sync.changes.with_changes`.
        removals: records to take away, or people to disable: `sourcedId`, `reason` and the stored `rosterHash`.
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
        id: the same for the same changes of the same state of Keycloak, and for no others.
        schools: schools are only ever added or changed.
        access_profiles: those to write: client ids by name. A name stands for its ids, so each is new.
        people: of people, `removals` are those to disable.
        classes: classes.
        enrollments: enrollments.
        waiting: new people who get no account yet because of somebody else's: `sourcedId` and `reason`.
        kept: people who keep a username or address because somebody else has the new one: `sourcedId` and `reason`.
        reissued: see `sync.reissued.reissued`.
        reassigned: see `sync.reassigned.reassigned`.
        there: what Keycloak has now.
        summer: whether the day is in a summer of the district's calendar.
        wanted: what Keycloak has when all is done: people with the usernames that they get, without those who wait.
    """

    id: str
    schools: KindPlan
    access_profiles: Mapping[str, tuple[str, ...]]
    people: KindPlan
    classes: KindPlan
    enrollments: KindPlan
    waiting: pl.DataFrame
    kept: pl.DataFrame
    reissued: pl.DataFrame
    reassigned: pl.DataFrame
    there: There
    summer: bool
    wanted: Wanted

    @property
    def usernames(self) -> Usernames:
        """Where usernames come from."""
        return self.wanted.policy.usernames

    @property
    def enabled(self) -> int:
        """How many people are enabled now."""
        return self.there.people

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

    def changes(self) -> dict[str, int]:
        """How many people by kind of change, `disabled` too; somebody may be in several."""
        counted = dict(self.people.puts["changes"].explode().drop_nulls().value_counts().iter_rows())
        found = {change: int(counted.get(change, 0)) for change in CHANGES}
        return {**{change: count for change, count in found.items() if count}, **self._disabled()}

    def _disabled(self) -> dict[str, int]:
        return {"disabled": self.people.removals.height} if self.people.removals.height else {}


def plan(wanted: Wanted, state: State) -> Plan:
    """The difference. A plan made after a plan was applied in full is empty.

    Whoever gives a state of a million people keeps none of it: enrollments go as soon as they are compared, before all
    that changes in people is told.
    """
    profiles = {
        name: launch for name, launch in wanted.access_profiles.items() if state.access_profiles.get(name) != launch
    }
    schools = _records(wanted.schools, state.schools.rename({"code": "sourcedId"}), state.schools["code"], key="code")
    wanted, pairs, waiting, kept = _settled(wanted, state)
    today = wanted.policy.today
    ended = pl.col("end") < today
    held = wanted.held
    classes = _records(wanted.classes, state.classes, held.classes, ended)
    enrollments = _records(wanted.enrollments, state.enrollments, held.enrollments, ended)
    reassignments = reassigned(enrollments.puts, state.enrollments)
    there, digests = what_is_there(state, ended), state_digests(state)
    state = replace(state, enrollments=state.enrollments.clear())
    people = _people(wanted, state)
    kinds = {"schools": schools, "people": people, "classes": classes, "enrollments": enrollments}
    return Plan(
        id=plan_id(profiles, [(kind.puts, kind.removals) for kind in kinds.values()], digests),
        access_profiles=profiles,
        **kinds,
        waiting=waiting,
        kept=kept,
        reissued=pairs,
        reassigned=reassignments,
        there=there,
        summer=wanted.policy.calendar.is_summer(today),
        wanted=wanted,
    )


def _settled(wanted: Wanted, state: State) -> tuple[Wanted, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """What is wanted of people whose identity and names are certain.

    Returns:
        What is wanted; pairs of `sync.reissued`; who waits and who keeps a name, each with the reason.
    """
    leaving = _leaving(wanted, state)["sourcedId"]
    pairs = reissued(wanted.people, state.people, leaving)
    alike = pairs.filter("alike")
    doubtful = alike.select(
        "sourcedId",
        pl.format(
            "it has name and username or address of {}, who is no longer in the source: the same person with a new "
            "sourcedId, or somebody else",
            "leaving",
        ).alias("reason"),
    )
    held = replace(wanted.held, people=pl.concat([wanted.held.people, alike["leaving"]]).unique())
    certain = _without(wanted.people, "sourcedId", doubtful)
    known = named(certain, state.people, wanted.policy.usernames)
    waiting = pl.concat([doubtful, known.held])
    enrollments = _without(wanted.enrollments, "person", waiting)
    settled = replace(wanted, people=_rehashed(certain, known.people), enrollments=enrollments, held=held)
    return settled, pairs, waiting, known.kept


def _without(records: pl.DataFrame, column: str, people: pl.DataFrame) -> pl.DataFrame:
    """The records that are not of these people; the same frame if these are none, for a copy takes its memory again."""
    if people.is_empty():
        return records
    return records.join(people.select(pl.col("sourcedId").alias(column)), on=column, how="anti", maintain_order="left")


def _rehashed(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """People with the `rosterHash` of the names that they have now."""
    names = ("sourcedId", "username", "email")
    compared = after.select(names).join(before.select(names), on="sourcedId", how="left", maintain_order="left")
    other = (pl.col(name).ne_missing(pl.col(f"{name}_right")) for name in ("username", "email"))
    renamed = after.filter(compared.select(pl.any_horizontal(*other)).to_series())
    if renamed.is_empty():
        return after
    new = hashed_people(renamed).select("sourcedId", pl.col("rosterHash").alias("_hash"))
    joined = after.join(new, on="sourcedId", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("_hash", "rosterHash").alias("rosterHash")).drop("_hash")


def _records(
    wanted: pl.DataFrame,
    state: pl.DataFrame,
    kept: pl.Series,
    ended: pl.Expr | None = None,
    *,
    key: str = "sourcedId",
) -> KindPlan:
    """The difference of records that have a key and a `rosterHash`; those in `kept` are never taken away."""
    found = key_difference(wanted.select(key, "rosterHash"), state.select("sourcedId", "rosterHash"))
    puts = _chosen(wanted, found)
    gone = state[found.gone]
    is_kept = pl.col("sourcedId").is_in(kept.implode())
    removals = gone.filter(~is_kept).select("sourcedId", pl.lit(_GONE).alias("reason"), "rosterHash")
    if ended is not None:
        over = record_parts(removals["rosterHash"]).select(ended.fill_null(value=False).alias("over")).to_series()
        reason = pl.when(over).then(pl.lit(ENDED)).otherwise("reason")
        removals = removals.with_columns(reason.alias("reason"))
    return KindPlan(
        puts=puts,
        removals=removals,
        unchanged=wanted.height - puts.height,
        held=gone.filter(is_kept).height,
    )


def _chosen(wanted: pl.DataFrame, found: KeyDifference) -> pl.DataFrame:
    """The records to write, in their order, with the reason."""
    reasons = {"new": found.new, "changed": found.changed}
    frames = [pl.select(at=places, reason=pl.lit(reason)) for reason, places in reasons.items()]
    chosen = pl.concat(frames).sort("at")
    puts = wanted if chosen.height == wanted.height else wanted[chosen["at"]]
    return puts.with_columns(chosen["reason"])


def _people(wanted: Wanted, state: State) -> KindPlan:
    there = state.people.select("sourcedId", "enabled", pl.col("rosterHash").alias("stored"))
    hashes = wanted.people.select("sourcedId", "rosterHash")
    compared = hashes.join(there, on="sourcedId", how="left", maintain_order="left")
    reason = (
        pl.when(pl.col("enabled").is_null())
        .then(pl.lit("new"))
        .when(~pl.col("enabled"))
        .then(pl.lit("returned"))
        .when(pl.col("rosterHash").ne_missing(pl.col("stored")))
        .then(pl.lit("changed"))
    )
    reasons = compared.select(reason.alias("reason"), "stored")
    puts = pl.concat([wanted.people, reasons], how="horizontal").drop_nulls("reason")
    was = state.people.select(
        "sourcedId", pl.col("username").alias("wasUsername"), pl.col("email").alias("wasEmail"), "disabledAt"
    )
    puts = puts.join(was, on="sourcedId", how="left", maintain_order="left")
    gone = _gone(wanted, state)
    left = _leaving(wanted, state).join(wanted.absences, on="sourcedId", how="left", maintain_order="left")
    return KindPlan(
        puts=with_changes(puts, {**state.access_profiles, **wanted.access_profiles}),
        removals=left.select("sourcedId", pl.col("reason").fill_null(_GONE), "rosterHash"),
        unchanged=compared.height - puts.height,
        held=gone.height - left.height,
    )


def _gone(wanted: Wanted, state: State) -> pl.DataFrame:
    """Who is enabled and not wanted."""
    return state.people.filter("enabled").join(wanted.people, on="sourcedId", how="anti", maintain_order="left")


def _leaving(wanted: Wanted, state: State) -> pl.DataFrame:
    """Who is to be disabled: nothing in the source could be that person."""
    held = pl.col("sourcedId").is_in(wanted.held.people.implode())
    held |= pl.col("username").is_in(wanted.held.usernames.implode())
    gone = _gone(wanted, state)
    if not wanted.held.names.is_empty():
        gone = gone.with_columns(people_parts(gone["rosterHash"])["name"])
        held |= pl.col("name").is_in(wanted.held.names.implode()).fill_null(value=False)
    return gone.filter(~held)
