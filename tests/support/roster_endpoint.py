"""The roster endpoint as docs/reference/extension.md describes it, in memory: a model that tests compare with."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from admin_api import PersonState, RowResult

Row = Mapping[str, Any]


@dataclass
class RosterEndpoint:
    """Holds the rows that were written last, by key.

    Attributes:
        others: usernames of accounts that are not of the roster.
        sent: every row of every batch, in their order.
        now: the time of leaving that it writes.
        before_batch: called with each batch before it is written; may raise, as a server that goes away does.
    """

    schools: dict[str, Row] = field(default_factory=dict)
    profiles: dict[str, list[str]] = field(default_factory=dict)
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    classes: dict[str, Row] = field(default_factory=dict)
    enrollments: dict[str, Row] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    now: str = "2026-11-24T00:00:00Z"
    sent: list[Row] = field(default_factory=list)
    before_batch: Callable[[Sequence[Row]], None] = lambda _: None
    _holders: dict[str, str] = field(default_factory=dict)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def people(self) -> Iterator[PersonState]:
        for key, account in self.accounts.items():
            email, stored = account.get("email"), account.get("rosterHash")
            left = account.get("disabledAt")
            yield PersonState(f"id-{key}", key, account["username"], email, account["enabled"], stored, left)

    def state(self, of: Literal["classes", "enrollments", "schools", "access-profiles"]) -> Iterator[dict[str, Any]]:
        match of:
            case "schools":
                yield from ({"code": code, "rosterHash": row["rosterHash"]} for code, row in self.schools.items())
            case "access-profiles":
                yield from ({"name": name, "launch": launch} for name, launch in self.profiles.items())
            case "classes":
                yield from ({"sourcedId": key, "rosterHash": row["rosterHash"]} for key, row in self.classes.items())
            case "enrollments":
                rows = self.enrollments.items()
                yield from ({"sourcedId": key, "rosterHash": row["rosterHash"]} for key, row in rows)

    def batch(self, rows: Sequence[Mapping[str, object]]) -> list[RowResult]:
        assert len(rows) <= 5000
        with self._one_at_a_time:
            self.before_batch(rows)
            self.sent += rows
            renamed = {str(row["sourcedId"]): str(row["username"]) for row in rows if "username" in row}
            self._holders = {
                account["username"]: key
                for key, account in self.accounts.items()
                if renamed.get(key, account["username"]) == account["username"]
            }
            return [self._write(number, row) for number, row in enumerate(rows)]

    def _write(self, number: int, row: Row) -> RowResult:
        match row["type"], row["op"]:
            case "school", "put":
                return self._put(number, self.schools, row["code"], row)
            case "access-profile", "put":
                self.profiles[row["name"]] = row["launch"]
                return RowResult(number, "updated")
            case "person", "put":
                return self._put_person(number, row)
            case "person", "disable":
                self.accounts[row["sourcedId"]] |= {"enabled": False, "disabledAt": self.now}
                return RowResult(number, "disabled")
            case "class", "put":
                if row["school"] not in self.schools:
                    return RowResult(number, "rejected", error="unknown_school")
                return self._put(number, self.classes, row["sourcedId"], row)
            case "class", "remove":
                del self.classes[row["sourcedId"]]
                return RowResult(number, "removed")
            case "enrollment", "put":
                return self._put_enrollment(number, row)
            case "enrollment", "remove":
                del self.enrollments[row["sourcedId"]]
                return RowResult(number, "removed")
            case other:
                raise AssertionError(other)

    def _put_person(self, number: int, row: Row) -> RowResult:
        holder = self._holders.get(row["username"], row["sourcedId"])
        if holder != row["sourcedId"] or row["username"] in self.others:
            return RowResult(number, "rejected", error="username_taken", message="taken")
        if unknown := set(row["schools"]) - set(self.schools):
            return RowResult(number, "rejected", error="unknown_school", message=str(unknown))
        if (profile := row.get("accessProfile")) and profile not in self.profiles:
            return RowResult(number, "rejected", error="unknown_access_profile", message=profile)
        self._holders[row["username"]] = row["sourcedId"]
        return self._put(number, self.accounts, row["sourcedId"], dict(row))

    def _put_enrollment(self, number: int, row: Row) -> RowResult:
        if row["person"] not in self.accounts:
            return RowResult(number, "rejected", error="unknown_person", message=row["person"])
        if row["class"] not in self.classes:
            return RowResult(number, "rejected", error="unknown_class", message=row["class"])
        return self._put(number, self.enrollments, row["sourcedId"], row)

    @staticmethod
    def _put(number: int, records: dict[str, Any], key: str, row: Row) -> RowResult:
        existed = key in records
        records[key] = row
        return RowResult(number, "updated" if existed else "created")
