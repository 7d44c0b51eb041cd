"""Pupils to measure with: accounts, badges and passwords in a realm of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from admin_api import AdminConnection, BadgeApi, RosterApi
from benchmarks.bench import Bench
from benchmarks.districts import district_of

_PASSWORD = "a-pupil-signs-in-2026"  # noqa: S105 - of a realm that lives for a few minutes
_SCHOOL = "BENCH"
_A_CALL = 4_000
_PROFILE = "access:bench"


@dataclass(frozen=True)
class Pupil:
    """Somebody who signs in.

    Attributes:
        sourced_id: the roster's id.
        user_id: Keycloak's id.
        username: user name.
        badge: what the QR code holds.
        password: as it is typed; empty if there is none.
    """

    sourced_id: str
    user_id: str
    username: str
    badge: str = field(repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class School:
    """A realm as every district has it, and pupils who may have badges.

    Attributes:
        admin: a connection for what is not measured.
        url: Keycloak's address.
        realm: the realm's name.
        applications: client ids of what every pupil may open.
    """

    admin: AdminConnection
    url: str
    realm: str
    applications: tuple[str, ...]

    @property
    def address(self) -> str:
        """The realm's address."""
        return f"{self.url}/realms/{self.realm}"

    def pupils(self, count: int, *, passwords: bool = False) -> list[Pupil]:
        """Make so many, with badges that work. Raises AdminApiError."""
        roster, badges = RosterApi(self.admin, self.realm), BadgeApi(self.admin, self.realm)
        made: list[Pupil] = []
        for start in range(0, count, _A_CALL):
            numbers = range(start, min(start + _A_CALL, count))
            roster.batch([_school(), self._profile(), *(_person(number) for number in numbers)])
            issued = badges.issue(people=[f"bench-{number}" for number in numbers]).issued
            badges.activate([badge.credential_id for badge in issued])
            made += [Pupil(one.sourced_id, one.user_id, one.username, one.code) for one in issued]
        return [self._with_password(pupil) for pupil in made] if passwords else made

    def void(self, pupils: Sequence[Pupil]) -> None:
        """Void the badges of pupils. Raises AdminApiError."""
        BadgeApi(self.admin, self.realm).void([pupil.sourced_id for pupil in pupils])

    def pending(self, pupils: Sequence[Pupil]) -> list[str]:
        """Codes of new badges of theirs that are not activated. Raises AdminApiError."""
        people = [pupil.sourced_id for pupil in pupils]
        return [badge.code for badge in BadgeApi(self.admin, self.realm).issue(people=people).issued]

    def failures_of(self, pupil: Pupil) -> int:
        """How many wrong badges or passwords count against somebody. Raises AdminApiError."""
        status = self.admin.get(f"/admin/realms/{self.realm}/attack-detection/brute-force/users/{pupil.user_id}")
        return int(status["numFailures"])

    def _profile(self) -> dict[str, object]:
        return {"type": "access-profile", "op": "put", "name": _PROFILE, "launch": list(self.applications)}

    def _with_password(self, pupil: Pupil) -> Pupil:
        password = {"type": "password", "value": _PASSWORD, "temporary": False}
        self.admin.put(f"/admin/realms/{self.realm}/users/{pupil.user_id}/reset-password", password)
        return replace(pupil, password=_PASSWORD)


@contextmanager
def school_of(bench: Bench) -> Iterator[School]:
    """A realm on the measured server, beside the door that counts: that would take processor time of its own."""
    with district_of(bench) as district:
        applications = tuple(application.id for application in district.applications)
        yield School(bench.admin, district.deployment.keycloak.url, district.district.realm, applications)


def _school() -> dict[str, object]:
    ids = {"sourcedId": "bench-school", "rosterHash": "bench", "code": _SCHOOL, "name": "Cedar Valley 1"}
    return {"type": "school", "op": "put", **ids}


def _person(number: int) -> dict[str, object]:
    ids = {"type": "person", "op": "put", "sourcedId": f"bench-{number}", "rosterHash": "bench"}
    names = {"username": f"bench.{number}", "email": None, "firstName": "Ada", "lastName": f"Marsh {number}"}
    attributes = {"personType": ["student"], "grade": ["KG"]}
    groups = {"schools": [_SCHOOL], "kind": "students", "roles": ["student"], "accessProfile": _PROFILE}
    return {**ids, **names, "enabled": True, "attributes": attributes, **groups}
