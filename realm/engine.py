"""Compare the files' realm with the live one, and apply the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from admin_api import AdminConnection
from realm.check import check_server
from realm.difference import differences
from realm.errors import ApplyError, NotFinishedError, TooManyDeletesError
from realm.live import read_live
from realm.merge import RealmModel
from realm.plan import Change, Create, Delete, Plan, Update
from realm.representation import without_server_ids
from realm.resources import RESOURCE_TYPES, DeletableType, ResourceType, Server, matches
from realm.write import WriteError, write
from settings.district import Ownership, RealmSection

_PASSES = 3
"""A new realm is created, then compared again with what Keycloak put into it; one more shows that nothing is left."""


def compared(
    desired: Mapping[str, Any], live: Mapping[str, Any] | None, managed: Mapping[RealmSection, Ownership], *, realm: str
) -> Plan:
    """The plan that makes `live` as `desired` says. Pure.

    Args:
        desired: the files' realm in keyed form.
        live: the server's realm in keyed form; None if there is none.
        managed: by section, who owns resources of it: `full` deletes what the files do not mention, `no-delete` (also
            for a section that is not in the mapping) lets it be, `ignore` compares nothing of the section.
        realm: the realm's name.
    """
    kinds = [kind for kind in RESOURCE_TYPES if managed.get(kind.section) != "ignore"]
    changes = [change for kind in kinds for change in _puts(kind, desired, live)]
    deletes = [
        change
        for kind in reversed(kinds)
        if isinstance(kind, DeletableType)
        for change in _deletes(kind, desired, live, managed.get(kind.section) == "full")
    ]
    return Plan(realm, (*changes, *deletes))


@dataclass(frozen=True)
class Comparison:
    """A plan and what it was made against.

    Attributes:
        plan: what makes the live realm as the files say.
        live: the live realm in keyed form; None if there is none.
    """

    plan: Plan
    live: Mapping[str, Any] | None


def comparison(model: RealmModel, connection: AdminConnection, managed: Mapping[RealmSection, Ownership]) -> Comparison:
    """Read the live realm and compare.

    Raises:
        AdminApiError: the server could not be asked.
        SettingsError: the files name something that neither they nor the server have.
    """
    live = read_live(connection, model.name)
    check_server(model, live)
    return Comparison(compared(model.content, live.content, managed, realm=model.name), live.content)


def plan(model: RealmModel, connection: AdminConnection, managed: Mapping[RealmSection, Ownership]) -> Plan:
    """The plan of `comparison`. Raises AdminApiError, SettingsError."""
    return comparison(model, connection, managed).plan


def check_deletes(pending: Plan, allowed: int) -> None:
    """Refuse a plan that deletes more than `allowed` resources. Raises TooManyDeletesError."""
    deletes = sum(isinstance(change, Delete) and not change.is_leftover for change in pending.changes)
    if deletes > allowed:
        raise TooManyDeletesError(deletes, allowed)


def apply(
    pending: Plan,
    model: RealmModel,
    connection: AdminConnection,
    managed: Mapping[RealmSection, Ownership],
    *,
    allowed_deletes: int,
    progress: Callable[[Change], None] = lambda _: None,
) -> int:
    """Do what `pending` says, and see that nothing is left to do.

    A realm that does not exist is created first and then compared again, because Keycloak puts much into a new realm.

    Args:
        pending: a plan of `model` against the live realm.
        model: the files' realm.
        connection: to the server.
        managed: as for `compared`.
        allowed_deletes: how many resources may be deleted.
        progress: told of each change when it is done.

    Returns:
        How many changes were made.

    Raises:
        ApplyError: Keycloak refused a change; those before it are done.
        TooManyDeletesError: nothing was changed.
        NotFinishedError: changes do not stick.
    """
    done: list[Change] = []

    def note(change: Change) -> None:
        done.append(change)
        progress(change)

    for _ in range(_PASSES):
        check_deletes(pending, allowed_deletes)
        changes = _next_changes(pending)
        begun = len(done)
        try:
            write(changes, Server(connection, model.name), note)
        except WriteError as failure:
            made = done[begun:]
            left = tuple(change for change in pending.changes if change not in made)
            raise ApplyError(failure.change, str(failure), tuple(done), left) from failure
        pending = plan(model, connection, managed)
        if not pending:
            return len(done)
    raise NotFinishedError(", ".join(str(change) for change in pending.changes))


def _next_changes(pending: Plan) -> tuple[Change, ...]:
    first = pending.changes[:1]
    is_new_realm = bool(first) and isinstance(first[0], Create) and first[0].kind == "realm"
    return first if is_new_realm else pending.changes


def _puts(kind: ResourceType, desired: Mapping[str, Any], live: Mapping[str, Any] | None) -> Iterator[Change]:
    found = kind.listed(live) if live is not None else {}
    for name, said in kind.listed(desired).items():
        fields = without_server_ids(said)
        if name not in found:
            yield Create(kind.kind, name, fields)
            continue
        changes = differences(fields, found[name], partial(kind.owns, name))
        if changes:
            yield Update(kind.kind, name, fields, changes)


def _deletes(
    kind: DeletableType, desired: Mapping[str, Any], live: Mapping[str, Any] | None, full: bool
) -> Iterator[Delete]:
    wanted = kind.listed(desired)
    found = kind.listed(live) if live is not None else {}
    for name in reversed(found):
        is_leftover = matches(name, kind.leftovers)
        if name not in wanted and (is_leftover or (full and kind.may_be_deleted(name, found[name], wanted))):
            yield Delete(kind.kind, name, is_leftover)
