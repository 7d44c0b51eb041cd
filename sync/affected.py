"""Which records of a plan each limit of the guard is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from settings.guard import LimitName
from sync.changes import Change
from sync.plan import ENDED, Plan
from sync.roster_hash import UNLISTED, people_parts, record_parts

_MENDED_WITHIN = timedelta(days=30)
_CHANGES: Mapping[LimitName, tuple[Change, ...]] = {
    "renamed": ("renamed",),
    "usernames": ("username",),
    "emails": ("email",),
    "moved": ("moved",),
    "grades": ("grade_up", "grade"),
    "roles_lost": ("roles_lost",),
}


@dataclass(frozen=True)
class Affected:
    """Records that a limit is about.

    Attributes:
        name: of the limit.
        records: `sourcedId` and `schools` of each, as Keycloak has them, and either `reason` or `at`, the place in the
            plan's `people.puts`; no more of them, because they may be a million.
        of: how many there are in the district.
        of_school: how many at each school.
    """

    name: LimitName
    records: pl.DataFrame
    of: int
    of_school: Mapping[str, int]

    def at(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """The records by school, in the order of the codes."""
        by_school = self.records.explode("schools").filter(~pl.col("schools").str.starts_with(UNLISTED))
        for (school,), records in sorted(by_school.partition_by("schools", as_dict=True).items()):
            yield str(school), records


def affected(plan: Plan) -> Iterator[Affected]:
    """The records of each limit."""
    there = plan.there
    yield Affected("new", _new(plan), there.people, there.people_at)
    yield affected_leavers(plan)
    yield Affected("returned", _long_gone(plan), there.people, there.people_at)
    # Nothing is taken from somebody who comes back.
    is_changed = pl.col("reason") == "changed"
    for name, kinds in _CHANGES.items():
        of_kind = is_changed & pl.any_horizontal(pl.col("changes").list.contains(kind) for kind in kinds)
        yield Affected(name, _told(plan, of_kind), there.people, there.people_at)
    losing = is_changed & _losing_applications(plan)
    yield Affected("applications_lost", _told(plan, losing), there.people, there.people_at)
    gaining = is_changed & _gaining_roles(there.roles)
    yield Affected("roles_gained", _told(plan, gaining), there.people, there.people_at)
    gaining = is_changed & _gaining_applications(there.applications)
    yield Affected("applications_gained", _told(plan, gaining), there.people, there.people_at)
    classes = _not_over(plan.classes.removals)
    schools = record_parts(classes["rosterHash"]).select(pl.concat_list("of").list.drop_nulls().alias("schools"))
    classes = classes.with_columns(schools.to_series())
    yield Affected("classes_removed", classes, there.classes, there.classes_at)
    yield Affected("enrollments_removed", _not_over(plan.enrollments.removals), there.enrollments, {})
    yield Affected("enrollments_changed", plan.reassigned, there.enrollments, {})


def _told(plan: Plan, which: pl.Expr, schools: pl.Expr | None = None) -> pl.DataFrame:
    """`at`, `sourcedId` and `schools` of people who are written, the schools being those of before."""
    schools = pl.col("was").struct.field("schools").fill_null([]) if schools is None else schools
    puts = plan.people.puts.with_row_index("at")
    return puts.select("at", "sourcedId", schools.alias("schools")).filter(puts.select(which).to_series())


def _new(plan: Plan) -> pl.DataFrame:
    """Who is new, unless it is by a first load, be it the rest of one that was killed."""
    there = plan.there
    new = _told(plan, pl.col("reason") == "new", pl.col("schools"))
    only_new = new.height == plan.people.puts.height and plan.people.removals.is_empty()
    is_first = not there.people or (only_new and not there.classes and not there.enrollments)
    return new.clear() if is_first else new


def _losing_applications(plan: Plan) -> pl.Expr:
    """Whether somebody loses an application that is open today; one whose days are over is lost by its own dates."""
    policy = plan.wanted.policy
    closed = [application.client for application in policy.applications if not application.is_open_on(policy.today)]
    lost = pl.col("was").struct.field("appsLost")
    return lost.list.set_difference(closed).list.len() > 0


def _gaining_roles(known: Collection[str]) -> pl.Expr:
    """Whether somebody gains a role that somebody has; one that nobody has comes from the district's own rules."""
    gained = pl.col("roles").list.set_difference(pl.col("was").struct.field("roles"))
    is_known = gained.list.set_intersection(sorted(known)).list.len() > 0
    return pl.col("changes").list.contains("roles_gained") & is_known


def _gaining_applications(known: Collection[str]) -> pl.Expr:
    """Whether somebody gains an application that somebody has; one that nobody has is new to the district."""
    gained = pl.col("was").struct.field("appsGained")
    return gained.list.set_intersection(sorted(known)).list.len() > 0


def _long_gone(plan: Plan) -> pl.DataFrame:
    """Who comes back after so long that it is no mistake which is being put right."""
    latest = (plan.wanted.policy.today - _MENDED_WITHIN).isoformat()
    long_ago = (pl.col("was").struct.field("disabledAt") < latest).fill_null(value=True)
    return _told(plan, (pl.col("reason") == "returned") & long_ago, pl.col("schools"))


def affected_leavers(plan: Plan) -> Affected:
    """Who would be disabled."""
    return Affected("disabled", leavers(plan), plan.there.people, plan.there.people_at)


def leavers(plan: Plan) -> pl.DataFrame:
    """Who would be disabled, with the `schools` of each."""
    removals = plan.people.removals
    return removals.with_columns(people_parts(removals["rosterHash"])["schools"].fill_null([]))


def _not_over(removals: pl.DataFrame) -> pl.DataFrame:
    return removals.filter(pl.col("reason") != ENDED)
