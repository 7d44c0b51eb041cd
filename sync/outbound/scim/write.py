"""Carries a plan out. It can be killed between any two requests: the next plan is what remains."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from sync.apply import Rejection
from sync.outbound.scim.accounts import DEACTIVATE, new_account
from sync.outbound.scim.groups import GroupChange, member_operations
from sync.outbound.scim.plan import ScimPlan
from sync.outbound.scim.service import ScimRefusal, ScimService

Item = TypeVar("Item")
_AT_ONCE = 4
"""Requests under way at one time: services that are asked for more answer 429."""
_TAKEN = 409
_CHANGED = 412


@dataclass
class _Writing:
    """A plan while it is carried out.

    Attributes:
        service: where to.
        go_on: called before each item; raises to end.
        ids: of accounts at the service, by sourcedId; grows as accounts are made.
        rejections: what the service did not take.
    """

    service: ScimService
    go_on: Callable[[], None]
    ids: dict[str, str]
    rejections: list[Rejection] = field(default_factory=list)

    def each(self, kind: str, items: Iterable[Item], key: Callable[[Item], str], do: Callable[[Item], None]) -> None:
        """Do something for each item, a few at a time; one that is refused stops no other."""

        def attempted(item: Item) -> Rejection | None:
            self.go_on()
            try:
                do(item)
            except ScimRefusal as refusal:
                return _rejection(kind, key(item), refusal)
            return None

        with ThreadPoolExecutor(_AT_ONCE) as workers:
            try:
                self.rejections += [rejection for rejection in workers.map(attempted, items) if rejection]
            except BaseException:
                # What has not begun does not begin; an error of the service as a whole is told at once.
                workers.shutdown(wait=True, cancel_futures=True)
                raise


def write_scim(
    planned: ScimPlan, service: ScimService, go_on: Callable[[], None] = lambda: None
) -> tuple[Rejection, ...]:
    """Carry a plan out.

    Args:
        planned: what has to be done.
        service: where.
        go_on: called before each account and group, by several threads; whatever it raises ends the work.

    Returns:
        What the service did not take.

    Raises:
        ScimError: the service cannot be talked to any longer; what was sent stays.
    """
    writing = _Writing(
        service, go_on, {person: account.resource["id"] for person, account in planned.state.accounts.items()}
    )

    def create(person: str) -> None:
        made = service.create("Users", new_account(person, planned.create[person]))
        writing.ids[person] = made["id"]

    # Changes come first, because somebody new may get a name that another one gives up.
    writing.each(
        "account",
        planned.change,
        lambda change: str(change[0].sourced_id),
        lambda change: service.change("Users", change[0].resource, change[1]),
    )
    writing.each("account", planned.create, lambda person: person, create)
    writing.each("group", planned.groups, lambda change: change.external_id, lambda change: _group(writing, change))
    writing.each(
        "account",
        planned.deactivate,
        lambda account: str(account.sourced_id),
        lambda account: service.change("Users", account.resource, [DEACTIVATE]),
    )
    return tuple(writing.rejections)


def _group(writing: _Writing, change: GroupChange) -> None:
    resource = change.there
    if resource is None:
        resource = writing.service.create("Groups", {"externalId": change.external_id, "displayName": change.title})
        requests = []
    else:
        requests = [[{"op": "replace", "path": "displayName", "value": change.title}]] if change.title else []
    # Who could not be given an account cannot be a member either.
    add = [writing.ids[person] for person in change.add if person in writing.ids]
    requests += member_operations(add, change.remove)
    for number, operations in enumerate(requests):
        # Our own request before has changed the version that was read.
        sought = resource if number == 0 else {"id": resource["id"]}
        writing.service.change("Groups", sought, operations)


def _rejection(kind: str, key: str, refusal: ScimRefusal) -> Rejection:
    if refusal.status == _TAKEN:
        message = (
            "the service has another account or group of that name; give it another name there or, if it is this "
            "one's, this externalId"
        )
        return Rejection(kind, key, "taken", message)
    if refusal.status == _CHANGED:
        return Rejection(
            kind, key, "changed_meanwhile", "somebody changed it since it was read; the next run looks again"
        )
    return Rejection(
        kind, key, refusal.kind or f"status_{refusal.status}", refusal.detail or "the service gave no reason"
    )
