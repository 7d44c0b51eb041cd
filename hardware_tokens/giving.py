"""Giving people their tokens, one by one; doing it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from admin_api import AuthenticatorApi, NewAuthenticator
from hardware_tokens.assignments import Assignment
from hardware_tokens.seeds import Token

Status = Literal["given", "unchanged", "refused"]
_ALGORITHMS = {"sha1": "HmacSHA1", "sha256": "HmacSHA256", "sha512": "HmacSHA512"}


@dataclass(frozen=True)
class Outcome:
    """What became of an assignment.

    Attributes:
        employee: sourcedId.
        serial: of the token.
        status: `unchanged` for a token that the person had already.
        reason: why it was refused; empty otherwise.
    """

    employee: str
    serial: str
    status: Status
    reason: str = ""


@dataclass(frozen=True)
class Giving:
    """How tokens are given.

    Attributes:
        api: the realm's authenticators.
        users: Keycloak's ids by sourcedId.
        replace: whether authenticators that people have already are taken away.
        dry_run: whether nothing is changed.
    """

    api: AuthenticatorApi
    users: Mapping[str, str]
    replace: bool
    dry_run: bool

    def all(self, assignments: Sequence[Assignment]) -> Iterator[Outcome]:
        """Each in its turn, told when it is done. Raises AdminApiError."""
        for assignment in assignments:
            yield self._one(assignment.employee, assignment.token)

    def _one(self, employee: str, token: Token) -> Outcome:
        user_id = self.users.get(employee)
        if user_id is None:
            return Outcome(employee, token.serial, "refused", "nobody in the roster has this id")
        if self.api.person_type(user_id) != "staff":
            return Outcome(employee, token.serial, "refused", "is not an employee")
        present = self.api.of(user_id)
        others = [one for one in present if one.label != token.serial]
        if others and not self.replace:
            return Outcome(employee, token.serial, "refused", "has an authenticator already; --replace takes its place")
        has_it = len(others) < len(present)
        if not self.dry_run:
            if not has_it:
                self.api.give(user_id, _credential(token))
            for other in others:
                self.api.remove(user_id, other)
        return Outcome(employee, token.serial, "unchanged" if has_it and not others else "given")


def _credential(token: Token) -> NewAuthenticator:
    return NewAuthenticator(
        label=token.serial,
        seed=token.seed,
        interval=token.interval,
        digits=token.digits,
        algorithm=_ALGORITHMS[token.algorithm],
    )
