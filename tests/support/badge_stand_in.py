"""A stand-in for the badge endpoint that keeps which badges work: a real one cannot be stopped at will."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from admin_api import AdminConnection, BadgeApi, UnreachableError
from admin_api.badge_people import BadgePeopleApi, BadgePerson, PeopleFilter
from admin_api.badges import Badge, Issue, IssuedBadge
from admin_api.recipients import Refused


@dataclass(frozen=True)
class BadgesOfAClass(BadgeApi):
    """Pupils `p1` and `p2` of class `c1` have the badges `old-p1` and `old-p2`; `p9` may have none."""

    working: dict[str, str] = field(default_factory=lambda: {"p1": "old-p1", "p2": "old-p2"})
    reachable: list[bool] = field(default_factory=lambda: [True])
    expiries: list[str | None] = field(default_factory=list)
    replaced: set[str] = field(default_factory=set)
    calls: list[tuple[str, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, *people: str) -> BadgesOfAClass:
        """One for whom these have badges; without anybody `p1` and `p2`."""
        connection = AdminConnection.of_person("http://localhost:1", "token")
        if not people:
            return cls(connection, "cedar-valley")
        return cls(connection, "cedar-valley", {person: f"old-{person}" for person in people})

    def issue(self, *, people: Sequence[str] = (), classes: Sequence[str] = (), expires: str | None = None) -> Issue:
        """Badges `new-…` for everybody who has one."""
        self.expiries.append(expires)
        self.calls.append(tuple(people))
        asked: list[tuple[str, str | None]] = [(person, None) for person in people]
        asked += [(person, "c1") for name in classes if name == "c1" for person in ("p1", "p2")]
        issued = [
            IssuedBadge(
                sourced_id=person,
                user_id=f"id-{person}",
                credential_id=f"new-{person}",
                code=f"CODE-{person}".upper(),
                username=person,
                first_name="Ana",
                last_name="Li",
                grade="KG",
                class_sourced_id=name,
                class_title=name and "Ms. Rivera",
            )
            for person, name in asked
            if person in self.working
        ]
        refused = [Refused(person, "policy") for person, _ in asked if person not in self.working]
        refused += [Refused(name, "not_allowed") for name in classes if name not in ("c1", "empty")]
        return Issue(tuple(issued), tuple(refused))

    def activate(self, credential_ids: Sequence[str]) -> int:
        """Make badges work that nobody has replaced."""
        if not self.reachable[0]:
            raise UnreachableError("http://keycloak does not answer")
        good = [credential for credential in credential_ids if credential not in self.replaced]
        self.working.update({credential.removeprefix("new-"): credential for credential in good})
        return len(good)


@dataclass(frozen=True)
class PeopleOfADistrict(BadgePeopleApi):
    """Lists the people it is given; of the filter it knows `without_badge` alone."""

    listed: tuple[BadgePerson, ...] = ()

    @classmethod
    def of(cls, *listed: BadgePerson) -> PeopleOfADistrict:
        """One that lists these."""
        return cls(AdminConnection.of_person("http://localhost:1", "token"), "cedar-valley", listed)

    def people(self, wanted: PeopleFilter) -> Iterator[BadgePerson]:
        """Those who are listed."""
        return (one for one in self.listed if not (wanted.without_badge and one.badge))


def pupil(
    sourced_id: str,
    school_class: str | None = None,
    *,
    title: str | None = None,
    grade: str = "KG",
    schools: tuple[str, ...] = ("CV01",),
    refusal: str | None = None,
    has_badge: bool = False,
) -> BadgePerson:
    """A pupil as the list of people has them."""
    badge = Badge("active", "2026-08-17T00:00:00Z", "") if has_badge else None
    return BadgePerson(
        sourced_id, "u", sourced_id, "Ana", "Li", "student", grade, schools, None, False,
        school_class, title or (school_class and f"Class {school_class}"), badge, refusal,
    )  # fmt: skip


def employee(sourced_id: str, kind: str, *, schools: tuple[str, ...] = ("CV01",)) -> BadgePerson:
    """An employee as the list of people has them."""
    return BadgePerson(
        sourced_id, "u", sourced_id, "Ana", "Li", "staff", None, schools, kind, False, None, None, None, None
    )
