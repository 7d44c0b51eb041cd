"""People with letters to measure with, in a realm of their own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from admin_api import CLAIM_LIMIT, AdminConnection, ClaimApi, RosterApi
from benchmarks.badges.browser import Browser
from benchmarks.badges.school import School
from benchmarks.badges.sign_ins import authorization_address
from benchmarks.bench import Bench
from benchmarks.districts import district_of

_SCHOOL = "BENCH"
_A_CALL = 4_000
_PATIENCE = 60
"""Seconds."""


@dataclass(frozen=True)
class Claimant:
    """Somebody with a letter.

    Attributes:
        user_id: Keycloak's id.
        username: user name.
        claim_id: of the code.
        code: as the letter prints it.
    """

    user_id: str
    username: str
    claim_id: str
    code: str = field(repr=False)


@dataclass(frozen=True)
class Claimants:
    """A realm as every district has it, and students who claim.

    Attributes:
        admin: a connection for what is not measured.
        url: Keycloak's address.
        realm: the realm's name.
    """

    admin: AdminConnection
    url: str
    realm: str

    @property
    def address(self) -> str:
        """The realm's address."""
        return f"{self.url}/realms/{self.realm}"

    def people(self, count: int, *, first: int = 0, active: bool = True) -> list[Claimant]:
        """Make so many with letters, numbered from `first` on. Raises AdminApiError."""
        people = self.without_letters(count, first=first)
        claims = ClaimApi(self.admin, self.realm)
        made: list[Claimant] = []
        for start in range(0, count, CLAIM_LIMIT):
            issued = claims.issue(people=people[start : start + CLAIM_LIMIT]).issued
            if active:
                claims.activate([claim.claim_id for claim in issued])
            made += [Claimant(one.user_id, one.username, one.claim_id, one.code) for one in issued]
        return made

    def without_letters(self, count: int, *, first: int = 0) -> list[str]:
        """Make so many, numbered from `first` on; their sourcedIds. Raises AdminApiError."""
        roster = RosterApi(self.admin, self.realm)
        for start in range(first, first + count, _A_CALL):
            numbers = range(start, min(start + _A_CALL, first + count))
            roster.batch([_school(), *(_person(number) for number in numbers)])
        return [f"bench-{number}" for number in range(first, first + count)]

    def disable(self, people: Sequence[Claimant]) -> None:
        """Disable accounts, which keep their codes. Raises AdminApiError."""
        for one in people:
            self._change(one, {"enabled": False})

    def lock(self, people: Sequence[Claimant]) -> None:
        """Lock accounts for an hour, by one wrong password each. Raises AdminApiError, TimeoutError, OSError."""
        path = f"/admin/realms/{self.realm}"
        hour = {"failureFactor": 1, "waitIncrementSeconds": 3600, "maxFailureWaitSeconds": 3600}
        self.admin.put(path, {**self.admin.get(path), **hour, "quickLoginCheckMilliSeconds": 0})
        asyncio.run(self._mistype(people))
        until = time.monotonic() + _PATIENCE
        for one in people:
            while not self.admin.get(f"{path}/attack-detection/brute-force/users/{one.user_id}")["disabled"]:
                if time.monotonic() > until:
                    raise TimeoutError(f"{one.username} is not locked")
                time.sleep(0.1)

    async def _mistype(self, people: Sequence[Claimant]) -> None:
        school = School(self.admin, self.url, self.realm, ())
        for one in people:
            browser = Browser(self.url)
            page = await browser.get(authorization_address(school))
            await browser.post(page.action(), {"username": one.username, "password": "wrong"})
            browser.close()

    def mark_claimed(self, people: Sequence[Claimant]) -> None:
        """Say that accounts were claimed, as if by another letter. Raises AdminApiError."""
        for one in people:
            self._change(one, {"claimedAt": "2026-01-01T00:00:00Z"})

    def _change(self, one: Claimant, change: dict[str, Any]) -> None:
        path = f"/admin/realms/{self.realm}/users/{one.user_id}"
        user = self.admin.get(path)
        if "claimedAt" in change:
            change = {"attributes": {**user.get("attributes", {}), "claimedAt": [change["claimedAt"]]}}
        self.admin.put(path, {**user, **change})


@contextmanager
def claimants_of(bench: Bench) -> Iterator[Claimants]:
    """A realm on the measured server, beside the door that counts: that would take processor time of its own."""
    with district_of(bench) as district:
        yield Claimants(bench.admin, district.deployment.keycloak.url, district.district.realm)


def _school() -> dict[str, object]:
    ids = {"sourcedId": "bench-school", "rosterHash": "bench", "code": _SCHOOL, "name": "Cedar Valley 1"}
    return {"type": "school", "op": "put", **ids}


def _person(number: int) -> dict[str, object]:
    ids = {"type": "person", "op": "put", "sourcedId": f"bench-{number}", "rosterHash": "bench"}
    names = {"username": f"bench.{number}", "email": None, "firstName": "Ada", "lastName": f"Marsh {number}"}
    attributes = {"personType": ["student"], "grade": ["06"]}
    groups = {"schools": [_SCHOOL], "kind": "students", "roles": ["student"]}
    return {**ids, **names, "enabled": True, "attributes": attributes, **groups}
