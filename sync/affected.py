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
    "applications_lost": ("applications_lost",),
}


@dataclass(frozen=True)
class Affected:
    """Records that a limit is about.

    Attributes:
        name: of the limit.
        records: `schools` of each, as Keycloak has them.
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
    changed = plan.people.puts.filter(pl.col("reason") == "changed")
    changed = changed.with_columns(pl.col("was").struct.field("schools").fill_null([]).alias("schools"))
    for name, kinds in _CHANGES.items():
        of_kind = changed.filter(pl.col("changes").list.set_intersection(list(kinds)).list.len() > 0)
        yield Affected(name, of_kind, there.people, there.people_at)
    yield Affected("roles_gained", _gaining_roles(changed, there.roles), there.people, there.people_at)
    gaining = _gaining_applications(changed, there.applications)
    yield Affected("applications_gained", gaining, there.people, there.people_at)
    classes = _not_over(plan.classes.removals)
    schools = record_parts(classes["rosterHash"]).select(pl.concat_list("of").list.drop_nulls().alias("schools"))
    classes = classes.with_columns(schools.to_series())
    yield Affected("classes_removed", classes, there.classes, there.classes_at)
    yield Affected("enrollments_removed", _not_over(plan.enrollments.removals), there.enrollments, {})
    yield Affected("enrollments_changed", plan.reassigned, there.enrollments, {})


def _new(plan: Plan) -> pl.DataFrame:
    """Who is new, unless it is by a first load, be it the rest of one that was killed."""
    puts, there = plan.people.puts, plan.there
    new = puts.filter(pl.col("reason") == "new")
    only_new = new.height == puts.height and plan.people.removals.is_empty()
    is_first = not there.people or (only_new and not there.classes and not there.enrollments)
    return new.clear() if is_first else new


def _gaining_roles(changed: pl.DataFrame, known: Collection[str]) -> pl.DataFrame:
    """Who gains a role that somebody has; one that nobody has comes from the district's own rules."""
    gained = pl.col("roles").list.set_difference(pl.col("was").struct.field("roles"))
    gaining = changed.filter(pl.col("changes").list.contains("roles_gained"))
    return gaining.filter(gained.list.set_intersection(sorted(known)).list.len() > 0)


def _gaining_applications(changed: pl.DataFrame, known: Collection[str]) -> pl.DataFrame:
    """Who gains an application that somebody has; one that nobody has is new to the district."""
    gained = pl.col("was").struct.field("appsGained")
    return changed.filter(gained.list.set_intersection(sorted(known)).list.len() > 0)


def _long_gone(plan: Plan) -> pl.DataFrame:
    """Who comes back after so long that it is no mistake which is being put right."""
    latest = (plan.wanted.policy.today - _MENDED_WITHIN).isoformat()
    returned = plan.people.puts.filter(pl.col("reason") == "returned")
    return returned.filter((pl.col("was").struct.field("disabledAt") < latest).fill_null(value=True))


def affected_leavers(plan: Plan) -> Affected:
    """Who would be disabled."""
    return Affected("disabled", leavers(plan), plan.there.people, plan.there.people_at)


def leavers(plan: Plan) -> pl.DataFrame:
    """Who would be disabled, with the `schools` of each."""
    removals = plan.people.removals
    return removals.with_columns(people_parts(removals["rosterHash"])["schools"].fill_null([]))


def _not_over(removals: pl.DataFrame) -> pl.DataFrame:
    return removals.filter(pl.col("reason") != ENDED)
