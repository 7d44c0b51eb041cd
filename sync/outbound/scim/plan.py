"""What has to be done at a SCIM service: a value, made of what is wanted and what is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from settings.outbound import OutboundGuard, ScimTarget
from sync.errors import GuardError
from sync.outbound.difference import Difference, Loss
from sync.outbound.guard import refuse_losses
from sync.outbound.scim.accounts import Account, Values, attributes, operations, wanted_accounts
from sync.outbound.scim.groups import GroupChange, WantedGroup, group_changes, wanted_groups
from sync.outbound.scim.service import Operation, Resource, ScimService
from sync.outbound.selection import Selection

_SAMPLES = 10


@dataclass(frozen=True)
class ServiceState:
    """What a service has.

    Attributes:
        accounts: those with an `externalId`, which are ours, by it.
        groups: all groups, if any kind of them is kept.
    """

    accounts: dict[str, Account]
    groups: tuple[Resource, ...]


@dataclass(frozen=True)
class ScimPlan:
    """What has to be done, in this order.

    Attributes:
        change: accounts of ours, and the operations on each.
        create: what new accounts say, by sourcedId.
        groups: groups that are made or changed.
        deactivate: accounts of people who are no longer to have one.
        state: what the service has.
        differences: counts, of accounts and of groups.
        losses: what the application would lose.
        left_out: how many people may open the application and lack a `userName`.
    """

    change: tuple[tuple[Account, list[Operation]], ...]
    create: dict[str, Values]
    groups: tuple[GroupChange, ...]
    deactivate: tuple[Account, ...]
    state: ServiceState
    differences: tuple[Difference, ...]
    losses: tuple[Loss, ...]
    left_out: int


def read_service(service: ScimService, target: ScimTarget) -> ServiceState:
    """Ask for everything that a plan needs, and for no more. Raises ScimError."""
    accounts = (Account(resource) for resource in service.listed("Users", attributes(target)))
    groups = service.listed("Groups", ("displayName", "members")) if target.groups != "none" else ()
    return ServiceState({account.sourced_id: account for account in accounts if account.sourced_id}, tuple(groups))


def plan_scim(selection: Selection, target: ScimTarget, state: ServiceState) -> ScimPlan:
    """Work out what has to be done."""
    wanted = wanted_accounts(selection.people, target)
    held = set(selection.held.people)
    ours = state.accounts
    change = [
        (ours[person], operations(ours[person], values)) for person, values in sorted(wanted.items()) if person in ours
    ]
    gone = [ours[person] for person in sorted(ours.keys() - wanted.keys() - held) if ours[person].active]
    groups_wanted = wanted_groups(selection, target.groups) if target.groups != "none" else {}
    groups = _groups(groups_wanted, selection, target, state)
    changed = tuple((account, asked) for account, asked in change if asked)
    create = {person: values for person, values in sorted(wanted.items()) if person not in ours}
    return ScimPlan(
        change=changed,
        create=create,
        groups=tuple(groups),
        deactivate=tuple(gone),
        state=state,
        differences=(
            Difference("accounts", len(wanted), len(create), len(changed), len(gone)),
            Difference("groups", len(groups_wanted), *_counts(groups), 0),
        ),
        losses=(_people_lost(ours, gone), _memberships_lost(selection, target, state, groups)),
        left_out=selection.people.height - len(wanted),
    )


def guard_scim(name: str, planned: ScimPlan, limits: OutboundGuard, allowed: int = 0) -> None:
    """Let a plan through. Raises GuardError."""
    if not planned.differences[0].total and planned.deactivate:
        raise GuardError(
            f"nobody would have an account at {name} any more; nothing was sent. Look at the application's rule in "
            "apps.yaml and at `schools` of the target"
        )
    refuse_losses(name, planned.losses, limits, allowed)


def _groups(
    wanted: Mapping[str, WantedGroup], selection: Selection, target: ScimTarget, state: ServiceState
) -> list[GroupChange]:
    if target.groups == "none":
        return []
    owners = {account.resource["id"]: person for person, account in state.accounts.items()}
    return group_changes(wanted, state.groups, owners, selection, target.groups)


def _counts(groups: Collection[GroupChange]) -> tuple[int, int]:
    new = sum(1 for group in groups if group.there is None)
    return new, len(groups) - new


def _people_lost(ours: dict[str, Account], gone: list[Account]) -> Loss:
    active = sum(1 for account in ours.values() if account.active)
    return Loss("people", active, len(gone), tuple(str(account.sourced_id) for account in gone[:_SAMPLES]))


def _memberships_lost(selection: Selection, target: ScimTarget, state: ServiceState, groups: list[GroupChange]) -> Loss:
    """Memberships that go, but for those of classes whose terms are over."""
    ended = {f"class:{sourced_id}" for sourced_id in selection.ended_classes} if target.groups == "classes" else set()
    there = sum(len(group.get("members") or ()) for group in state.groups if group.get("externalId"))
    lost = [(group, len(group.remove)) for group in groups if group.remove and group.external_id not in ended]
    samples = tuple(f"{count:,} of {group.external_id}" for group, count in lost[:_SAMPLES])
    return Loss("enrollments", there, sum(count for _, count in lost), samples)
