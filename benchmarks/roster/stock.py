"""What somebody would use otherwise: the stock admin API, for a sample of the people."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from admin_api import AdminConnection
from benchmarks.realm.tools import ToolError
from benchmarks.roster.figures import Pace
from sync.rows import Row

_AT_ONCE = 250


def partial_import(admin: AdminConnection, realm: str, rows: Sequence[Row]) -> Pace:
    """`partialImport` of rows of type `person`, in portions."""
    people = [_account(row) for row in rows]
    begun = time.perf_counter()
    for first in range(0, len(people), _AT_ONCE):
        portion = people[first : first + _AT_ONCE]
        answer = admin.post(f"/admin/realms/{realm}/partialImport", {"ifResourceExists": "SKIP", "users": portion})
        if answer["added"] != len(portion):
            raise ToolError(f"partialImport added {answer['added']} of {len(portion)} people")
    return Pace("stock partialImport, a sample", len(people), time.perf_counter() - begun)


def one_by_one(admin: AdminConnection, realm: str, rows: Sequence[Row]) -> Pace:
    """`POST users` of rows of type `person`. It gives no roles: those would be another request for each."""
    people = [_account(row) for row in rows]
    begun = time.perf_counter()
    for person in people:
        admin.post(f"/admin/realms/{realm}/users", person)
    return Pace("stock POST users, a sample", len(people), time.perf_counter() - begun)


def _account(row: Row) -> dict[str, Any]:
    """A user's representation under another name, with the attributes, groups and roles that the sync gives."""
    profile = [row["accessProfile"]] if "accessProfile" in row else []
    return {
        "username": f"stock.{row['username']}",
        "email": f"stock.{row['email']}" if "email" in row else None,
        "firstName": row["firstName"],
        "lastName": row["lastName"],
        "enabled": True,
        "attributes": {**row["attributes"], "stockId": [row["sourcedId"]], "rosterHash": [row["rosterHash"]]},
        "groups": [f"/schools/{code}/{row['kind']}" for code in row["schools"]],
        "realmRoles": [*row["roles"], *profile],
    }
