"""The roster endpoint as one run uses it: stoppable between two batches, under a lease, and noting who was changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import polars as pl

from admin_api import PersonState, RosterApi, RowResult, RunsApi
from sync.changes import NEW
from sync.changes import why as why_of
from sync.errors import InterruptedRunError
from sync.lease import HeldLease
from sync.plan import Plan
from sync.records import PersonChange

_RECORDS_BETWEEN_LOOKS = 5_000
_PAST_RUNS = 1_000
_UNTOUCHED = frozenset({"unchanged", "rejected"})
_Record = TypeVar("_Record")


@dataclass
class RunApi:
    """What `sync.state` reads from and `sync.apply` writes to.

    Attributes:
        api: the endpoint.
        lease: of the run.
        stop: set when the run has to end.
        touched: what was done to people, by sourcedId; those whom nothing was done to are not in it.
        refused: people whom Keycloak did not take: the endpoint's code and message.
    """

    api: RosterApi
    lease: HeldLease
    stop: threading.Event
    touched: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def people(self) -> Iterator[PersonState]:
        """Everybody a sync ever wrote. Raises AdminApiError or InterruptedRunError."""
        return self._stoppable(self.api.people())

    def state(
        self, of: Literal["people", "classes", "enrollments", "schools", "access-profiles"]
    ) -> Iterator[dict[str, Any]]:
        """Records of one kind. Raises AdminApiError or InterruptedRunError."""
        return self._stoppable(self.api.state(of))

    def past_runs(self) -> list[dict[str, Any]]:
        """Records of the last runs from any machine, the newest first. Raises AdminApiError."""
        return RunsApi(self.api.connection, self.api.realm).latest(_PAST_RUNS)

    def batch(self, rows: Sequence[Mapping[str, object]]) -> list[RowResult]:
        """Write rows under the lease.

        Raises:
            InterruptedRunError: the run has to end; none of the rows is written.
            LeaseLostError: another run has taken the lease; none of the rows is written.
            AdminApiError: the call failed.
        """
        self.require()
        self.lease.require()
        results = self.api.batch(rows, self.lease.token)
        for result in results:
            row = rows[result.row]
            if row["type"] == "person":
                self._note(str(row["sourcedId"]), result)
        return results

    def require(self) -> None:
        """Raise InterruptedRunError if the run has to end."""
        if self.stop.is_set():
            raise InterruptedRunError("told to stop; what was written stays, and the next run writes the rest")

    def go_on(self, step: Callable[[str, int, int], None]) -> Callable[[], None]:
        """What is called again and again while something is sent on: shows life, and raises if the run has to end."""

        def look() -> None:
            self.require()
            self.lease.require()
            step("sending", 0, 0)

        return look

    def changes(self, plan: Plan) -> list[PersonChange]:
        """Who was changed, and why by a plan."""
        people = plan.people.puts.select("sourcedId", "schools", "roles", "attributes", "changes", "was", "reason")
        new, known = (people.filter((pl.col("reason") == "new") == is_new) for is_new in (True, False))
        why = dict.fromkeys(new["sourcedId"], NEW) | {
            person["sourcedId"]: why_of(person) for person in known.iter_rows(named=True)
        }
        why.update(plan.people.removals.select("sourcedId", "reason").iter_rows())
        changed = [PersonChange(person, what, why.get(person, "")) for person, what in self.touched.items()]
        return changed + [PersonChange(person, "rejected", reason) for person, reason in self.refused.items()]

    def _note(self, person: str, result: RowResult) -> None:
        if result.status not in _UNTOUCHED:
            self.touched[person] = result.status
            self.refused.pop(person, None)
        elif result.status == "rejected":
            # What is said of a name that is taken has the name in it, and records have none.
            taken = result.error in {"username_taken", "email_taken"}
            self.refused[person] = str(result.error) if taken else f"{result.error}: {result.message}"

    def _stoppable(self, records: Iterable[_Record]) -> Iterator[_Record]:
        self.require()
        for number, record in enumerate(records):
            if number % _RECORDS_BETWEEN_LOOKS == 0:
                self.require()
            yield record
