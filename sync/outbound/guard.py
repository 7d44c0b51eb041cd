"""Refuses to send what would take away more from an application than an ordinary day does."""

from __future__ import annotations

from collections.abc import Iterable

from settings.outbound import OutboundGuard
from sync.errors import GuardError
from sync.outbound.difference import Loss


def refuse_losses(target: str, losses: Iterable[Loss], limits: OutboundGuard, allowed: int = 0) -> None:
    """Let what is to be sent through.

    Args:
        target: its name in district.yaml.
        losses: what the application would lose.
        limits: the target's.
        allowed: how many of each kind somebody allows to go, this once.

    Raises:
        GuardError: says which limit, by how much, and who for example would go.
    """
    for loss in losses:
        name = "people_percent" if loss.kind == "people" else "classes_percent"
        percent = limits.people_percent if loss.kind == "people" else limits.classes_percent
        most = max(limits.at_least, int(loss.there * percent / 100), allowed)
        if loss.lost <= most:
            continue
        samples = "\n".join(f"  {sample}" for sample in loss.samples)
        more = f"\n  and {loss.lost - len(loss.samples):,} more" if loss.lost > len(loss.samples) else ""
        raise GuardError(
            f"{target} would lose {loss.lost:,} of {loss.there:,} {loss.kind} ({100 * loss.lost / loss.there:.1f} %), "
            f"and {most:,} are allowed; nothing was sent.\nThe limits are outbound.{target}.guard.{name} ({percent:g}) "
            f"and at_least ({limits.at_least:,}) in district.yaml. If this is right, --allow-removals {loss.lost} lets "
            f"it through once.\n{samples}{more}"
        )


def refuse_unknown_past(target: str, held: int, people: int, limits: OutboundGuard, allowed: int = 0) -> None:
    """Let a first set through, or one in the place of files that were taken away: people in doubt are missing from it.

    Args:
        target: its name in district.yaml.
        held: how many people of the roster are in doubt.
        people: how many are not.
        limits: the target's.
        allowed: how many somebody allows to be missing, this once.

    Raises:
        GuardError: too many are in doubt to send the rest as the whole truth.
    """
    most = max(limits.at_least, int((held + people) * limits.people_percent / 100), allowed)
    if held > most:
        raise GuardError(
            f"{target} has no files of an earlier run, and {held:,} of {held + people:,} people of the roster are in "
            f"doubt; to send the others as if they were all would take the accounts of these away. {most:,} are "
            f"allowed; nothing was sent.\n`homeroom sync check` says what is wrong with the roster; --allow-removals "
            f"{held} lets it through once."
        )
