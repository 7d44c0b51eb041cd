"""Accounts: what a person's is to say, and how it differs from what the service has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from settings.outbound import ScimTarget
from sync.outbound.scim.service import Operation, Resource

Values = Mapping[str, str | None]
"""What an account is to say, by path: `name.givenName`; None for what it is to have no value of. Paths that are not in
it are not ours: whatever the service has there stays."""
_EMAIL = "emails"
_ANY_CASE = frozenset({"userName", _EMAIL})
_WORK = 'emails[type eq "work"]'


@dataclass(frozen=True)
class Account:
    """An account as the service has it.

    Attributes:
        resource: as it came.
    """

    resource: Resource

    @property
    def sourced_id(self) -> str | None:
        """Whose it is; None if it was not made by us."""
        return self.resource.get("externalId") or None

    @property
    def active(self) -> bool:
        """Whether it may be used."""
        return bool(self.resource.get("active", True))

    def value(self, path: str) -> str | None:
        """What it says at a path of `Values`."""
        if path == _EMAIL:
            return _work_email(self.resource)
        found: Any = self.resource
        for part in path.split("."):
            found = (found or {}).get(part)
        return found or None


def attributes(target: ScimTarget) -> tuple[str, ...]:
    """What of accounts has to be read: no more than is compared."""
    asked = {
        "emails": {"staff-email", "student-email"},
        "title": {"employee-type"},
        "userType": {"person-type"},
    }
    return ("userName", "name", "active", *(name for name, fields in asked.items() if fields & set(target.fields)))


def wanted_accounts(people: pl.DataFrame, target: ScimTarget) -> dict[str, Values]:
    """What the accounts of people are to say, by sourcedId; people without a `userName` have none."""
    accounts: dict[str, Values] = {}
    for person in people.iter_rows(named=True):
        if person[target.user_name]:
            accounts[person["sourcedId"]] = dict(_values(person, target))
    return accounts


def new_account(sourced_id: str, values: Values) -> Resource:
    """The resource of a new account."""
    resource: Resource = {"externalId": sourced_id, "active": True}
    for path, value in values.items():
        if value is None:
            continue
        if path == _EMAIL:
            resource[_EMAIL] = [_work(value)]
            continue
        first, _, second = path.partition(".")
        if second:
            resource.setdefault(first, {})[second] = value
        else:
            resource[first] = value
    return resource


def operations(account: Account, values: Values) -> list[Operation]:
    """What makes an account say what it is to say, and usable; nothing if it is so already."""
    found: list[Operation] = []
    for path, value in values.items():
        there = account.value(path)
        if _same(path, there, value):
            continue
        if path == _EMAIL:
            found.append(_email_operation(there, value))
        elif value is None:
            found.append({"op": "remove", "path": path})
        else:
            found.append({"op": "replace", "path": path, "value": value})
    if not account.active:
        found.append({"op": "replace", "path": "active", "value": True})
    return found


DEACTIVATE: Operation = {"op": "replace", "path": "active", "value": False}
"""What is done to the account of somebody who is no longer to have one."""


def _values(person: Mapping[str, Any], target: ScimTarget) -> Iterator[tuple[str, str | None]]:
    yield "userName", person[target.user_name]
    yield "name.givenName", person["firstName"] or None
    yield "name.familyName", person["lastName"] or None
    if "middle-name" in target.fields:
        yield "name.middleName", person["middleName"]
    if "employee-type" in target.fields:
        yield "title", person["employeeType"]
    if "person-type" in target.fields:
        yield "userType", "student" if person["student"] else "staff"
    if ("student-email" if person["student"] else "staff-email") in target.fields:
        yield _EMAIL, person["email"]


def _same(path: str, there: str | None, value: str | None) -> bool:
    if there is None or value is None or path not in _ANY_CASE:
        return there == value
    return there.casefold() == value.casefold()


def _email_operation(there: str | None, value: str | None) -> Operation:
    if value is None:
        return {"op": "remove", "path": _WORK}
    if there is None:
        return {"op": "add", "path": _EMAIL, "value": [_work(value)]}
    return {"op": "replace", "path": f"{_WORK}.value", "value": value}


def _work(address: str) -> dict[str, object]:
    return {"value": address, "type": "work", "primary": True}


def _work_email(resource: Resource) -> str | None:
    """The address of the type that ours has; others are the person's own business."""
    for email in resource.get(_EMAIL) or ():
        if email.get("type") == "work":
            return email.get("value") or None
    return None
