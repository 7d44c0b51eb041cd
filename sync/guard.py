"""Refuses a plan that would change more than a district's ordinary day does, or that looks like a wrong export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl
import structlog

from settings.guard import NO_LIMIT, OF_DISTRICT_ONLY, Guard, LimitName
from sync.affected import Affected, affected, affected_leavers, leavers
from sync.approval import Approval
from sync.changes import why
from sync.errors import PlanRefusedError
from sync.plan import Plan

_SAMPLES = 10
_A_SCHOOL = 5
"""So many people make a school; fewer leave one by one."""
_NEARLY_ALL = 0.9
"""Some people of a school that is missing are at another one too."""
_WORDS: Mapping[LimitName, str] = {
    "new": "people would get a new account",
    "disabled": "people would be disabled",
    "returned": "people who left more than 30 days ago would be enabled again",
    "renamed": "people would get another name",
    "usernames": "people would get another username",
    "emails": "people would get another e-mail address, or none",
    "moved": "people would leave their school for another one",
    "grades": "people would change their grade",
    "roles_lost": "people would lose a role",
    "roles_gained": "people would gain a role that others have already",
    "applications_lost": "people would lose an application",
    "applications_gained": "people would gain an application that others have already",
    "classes_removed": "classes would be removed though their term is not over",
    "enrollments_removed": "enrollments would be removed though the term is not over",
    "enrollments_changed": "enrollments would be of another person or class",
}

_log = structlog.get_logger()


@dataclass(frozen=True)
class Breach:
    """Something for which a plan is refused.

    Attributes:
        limit: name of the limit as in district.yaml; or `everybody_left`, `missing_school` or `changed_ids`.
        school: code of the campus; None if it is about the whole district.
        count: how many records it is about.
        of: how many there are.
        allowed: how many may be.
        text: all this in words.
        samples: a few of the records, and why they change.
    """

    limit: str
    school: str | None
    count: int
    of: int
    allowed: int
    text: str
    samples: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For a document."""
        return asdict(self)


def guard(plan: Plan, limits: Guard, approval: Approval | None = None) -> None:
    """Let a plan through.

    Args:
        plan: what would change.
        limits: the district's.
        approval: somebody's word that this very plan is right.

    Raises:
        PlanRefusedError: says all limits that are exceeded, by how much, and whom for example it is about; or that the
            approval is of another plan.
    """
    found = breaches(plan, limits)
    if approval is None:
        if found:
            raise PlanRefusedError(_refusal(plan, found), plan.id, tuple(found))
        return
    if approval.plan_id != plan.id:
        raise PlanRefusedError(_another(plan, approval, found), plan.id, tuple(found))
    _log.info("plan approved", plan=plan.id, limits=[breach.limit for breach in found])


def breaches(plan: Plan, limits: Guard) -> list[Breach]:
    """Everything for which a plan is refused; empty if it may be carried out."""
    found = [*_wrong_export(plan, limits)]
    named = {breach.school for breach in found if breach.limit == "missing_school"}
    everybody = any(breach.limit == "everybody_left" for breach in found)
    for records in affected(plan):
        is_leaving = records.name == "disabled"
        if not (is_leaving and everybody):
            found += _over_district(plan, records, limits)
        found += (
            breach for breach in _over_campus(plan, records, limits) if not (is_leaving and breach.school in named)
        )
    return found


def _wrong_export(plan: Plan, limits: Guard) -> Iterator[Breach]:
    """What no limit lets through, because it is hardly ever true."""
    leaving, there = plan.people.removals.height, plan.there
    pairs = plan.reissued.height
    if leaving == there.people > 1 or _nearly_all(leaving, there.people):
        yield Breach(
            *("everybody_left", None, leaving, there.people, 0),
            f"{leaving:,} of all {there.people:,} people would be disabled: hardly anybody whom Keycloak knows "
            "is in the source",
            _samples(plan, leavers(plan)),
        )
    else:
        for school, records in affected_leavers(plan).at():
            of = there.people_at.get(school, 0)
            if _nearly_all(records.height, of):
                yield Breach(
                    *("missing_school", school, records.height, of, 0),
                    f"{records.height:,} of {of:,} people of {school} would be disabled: the school seems to be "
                    "missing from the source",
                    _samples(plan, records),
                )
    if pairs > limits.campus_at_least:
        samples = plan.reissued.head(_SAMPLES).iter_rows(named=True)
        yield Breach(
            *("changed_ids", None, pairs, there.people, limits.campus_at_least),
            f"{pairs:,} people have username, address or name of somebody who is missing, and another sourcedId: the "
            "student information system seems to give out new ids",
            tuple(f"{pair['leaving']} seems to be {pair['sourcedId']} now" for pair in samples),
        )


def _nearly_all(count: int, of: int) -> bool:
    return count >= _A_SCHOOL and count >= _NEARLY_ALL * of


def _over_district(plan: Plan, about: Affected, limits: Guard) -> Iterator[Breach]:
    percent = limits.limit(about.name, "district", summer=plan.summer)
    allowed = max(limits.at_least, int(about.of * percent / 100))
    if about.records.height > allowed and percent < NO_LIMIT:
        yield _breach(plan, about, about.records, None, (about.of, allowed), percent)


def _over_campus(plan: Plan, about: Affected, limits: Guard) -> Iterator[Breach]:
    if about.name in OF_DISTRICT_ONLY:
        return
    percent = limits.limit(about.name, "campus", summer=plan.summer)
    for school, records in about.at():
        of = about.of_school.get(school, 0)
        allowed = max(limits.campus_at_least, int(of * percent / 100))
        opens = about.name == "new" and not of
        if records.height > allowed and percent < NO_LIMIT and not opens:
            yield _breach(plan, about, records, school, (of, allowed), percent)


def _breach(
    plan: Plan, about: Affected, records: pl.DataFrame, school: str | None, limit: tuple[int, int], percent: float
) -> Breach:
    of, allowed = limit
    season, scope = "in_summer" if plan.summer else "in_term", "campus" if school else "district"
    setting = f"guard.{season}.{scope}.{about.name}: {percent:g}"
    share = f" ({100 * records.height / of:.1f} %)" if of else ""
    place = f" at {school}" if school else ""
    text = f"{records.height:,} of {of:,} {_WORDS[about.name]}{place}{share}, and {allowed:,} are allowed ({setting})"
    return Breach(about.name, school, records.height, of, allowed, text, _samples(plan, records))


def _samples(plan: Plan, records: pl.DataFrame) -> tuple[str, ...]:
    """A few of the records of `sync.affected.Affected`, and why they change."""
    shown = records.head(_SAMPLES)
    if "at" in shown.columns:
        # Row by row: to choose several at once, polars puts all parts of a frame together first, for each campus anew.
        people = (plan.people.puts.row(at, named=True) for at in shown["at"])
        return tuple(f"{person['sourcedId']}: {why(person)}" for person in people)
    return tuple(f"{row['sourcedId']}: {row['reason']}" for row in shown.iter_rows(named=True))


def _refusal(plan: Plan, found: list[Breach]) -> str:
    return (
        f"the run is refused, and nothing was changed.\n{_words(found)}\n"
        f"Look at the export first. If all this is right, let exactly this plan through:\n"
        f'  homeroom sync run --approve {plan.id} --reason "why it is right"'
    )


def _another(plan: Plan, approval: Approval, found: list[Breach]) -> str:
    now = f"what is to be done now is plan {plan.id}" if plan.rows else "there is nothing to be done now"
    words = f"\n{_words(found)}" if found else ""
    return (
        f"the approval is of plan {approval.plan_id}, and {now}: the source or Keycloak has changed since, or that "
        f"plan was carried out. Nothing was changed; look at it with `homeroom sync plan`.{words}"
    )


def _words(found: list[Breach]) -> str:
    lines = []
    for breach in found:
        lines.append(f"- {breach.text}")
        lines += (f"    {sample}" for sample in breach.samples)
        if breach.count > len(breach.samples):
            lines.append(f"    and {breach.count - len(breach.samples):,} more")
    return "\n".join(lines)
