"""What issuing has in common, of badges, cards and claim codes: the second of its two steps, and who got nothing.

First something is issued as pending, which changes nothing for anybody, and delivered: written to disk, drawn into a
PDF. Only when that is done is it activated, which voids what there was before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from admin_api import AdminApiError
from admin_api.recipients import Refused
from badge_tool.asked import Asked
from badge_tool.errors import NobodyError, NotActivatedError

LISTED = 20
"""So many of those who are refused are named on a terminal; more would hide what else is said."""


@dataclass(frozen=True)
class Thing:
    """What is issued, in the words of messages.

    Attributes:
        one: `card`.
        many: `cards`.
        setting: the part of district.yaml that says who may have one.
        own_reasons: what codes of its endpoint say besides those that all endpoints have.
    """

    one: str
    many: str
    setting: str
    own_reasons: Mapping[str, str] = field(default_factory=dict)

    def count(self, number: int) -> str:
        """`1 card`, `24 cards`."""
        return f"{number} {self.one if number == 1 else self.many}"

    def reason(self, error: str) -> str:
        """What the endpoint's code says about somebody who is refused."""
        known = {
            "not_allowed": "unknown, or not in your care",
            "disabled": "the account is disabled",
            "policy": f"the district's policy gives no {self.one} to this person ({self.setting} in district.yaml)",
        }
        return (known | dict(self.own_reasons)).get(error, error)

    def reasons(self, refused: Sequence[Refused]) -> str:
        """A line for each of those who are refused, and for so many a last line that counts the others."""
        lines = [f"  {one.sourced_id}: {self.reason(one.error)}" for one in refused[:LISTED]]
        return "\n".join([*lines, f"  and {len(refused) - LISTED} others"] if len(refused) > LISTED else lines)


BADGE = Thing("badge", "badges", "badges")
CARD = Thing("card", "cards", "cards")
CLAIM_CODE = Thing(
    "claim code",
    "claim codes",
    "claim",
    {
        "claimed": "the account is claimed; only a reset opens it again",
        "no_email": "the roster has no e-mail address for this person",
        "mail_failed": "the mail server did not take the mail",
    },
)


class Pending(Protocol):
    """The calls of an endpoint that are about what it has issued."""

    def activate(self, ids: Sequence[str], /) -> int:
        """Make what is pending work; how many came to."""

    def void_pending(self, ids: Sequence[str], /) -> int:
        """Delete what is pending; how many there were."""


def deliver_and_activate(
    thing: Thing, ids: Sequence[str], deliver: Callable[[], None], api: Pending, *, at_once: int
) -> None:
    """Deliver what was issued, then activate it.

    Args:
        thing: what was issued.
        ids: of all that is pending.
        deliver: when it returns what was issued is safe; when it raises nothing is activated, and all is taken back.
        api: the endpoint.
        at_once: how many ids it takes in a call.

    Raises:
        NotActivatedError: delivered, but the activation was not confirmed.
    """
    try:
        deliver()
    except BaseException:
        # What is on no paper need not be kept; if this fails, it still lets nobody in.
        with suppress(AdminApiError):
            for start in range(0, len(ids), at_once):
                api.void_pending(ids[start : start + at_once])
        raise
    activate_all(thing, ids, api.activate, at_once=at_once)


def activate_all(thing: Thing, ids: Sequence[str], activate: Callable[[Sequence[str]], int], *, at_once: int) -> None:
    """Activate what was delivered.

    Args:
        thing: what it is.
        ids: of all that is pending.
        activate: the call; says how many it activated.
        at_once: how many ids it takes.

    Raises:
        NotActivatedError: it was not confirmed for all of them.
    """
    try:
        activated = sum(activate(ids[start : start + at_once]) for start in range(0, len(ids), at_once))
    except AdminApiError as failure:
        raise NotActivatedError(
            f"the new {thing.many} are delivered, but Keycloak did not confirm that they work now, so the old ones may "
            f"be those that do; run the command again and use what it prints ({failure})"
        ) from failure
    # Fewer also when the first answer got lost and the call was repeated: then they work, but nobody can know.
    if activated < len(ids):
        raise NotActivatedError(
            f"the new {thing.many} are delivered, but Keycloak confirmed {activated} of {len(ids)}: somebody else may "
            f"have issued {thing.many} for the same people meanwhile; run the command again and use what it prints"
        )


def named_but_refused(asked: Asked, refused: Sequence[Refused]) -> tuple[str, ...]:
    """Those of the people and classes that were asked for by their own id and got nothing, in the order of asking."""
    without = {one.sourced_id for one in refused}
    return tuple(name for name in (*asked.people, *asked.classes) if name in without)


def nobody(thing: Thing, asked: Asked, refused: Sequence[Refused]) -> NobodyError:
    """The error of a command for which nobody was left."""
    if not refused:
        return NobodyError(f"there are no students in {', '.join(asked.classes)}")
    unknown = [name for name in asked.classes if name in named_but_refused(asked, refused)]
    if unknown:
        return NobodyError(f"unknown class, or not in your care: {', '.join(unknown)}", refused)
    return NobodyError(f"nobody of those asked for may have a {thing.one}:\n{thing.reasons(refused)}", refused)
