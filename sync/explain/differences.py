"""What of a person's account is not as the roster and the rules want it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from admin_api import Account

_OURS = ("student", "staff", "teacher", "access:")


def differences(wanted: Mapping[str, Any] | None, account: Account | None, next_run: str) -> list[str]:
    """The differences, each a phrase.

    Args:
        wanted: a record of `sync.wanted.Wanted.people`; None for somebody who is not to have an account.
        account: what Keycloak has; None for nothing.
        next_run: what the next run would do, in the plan's word.
    """
    found: list[str] = []
    if wanted is not None and account is None:
        found.append("has no account in Keycloak yet")
    if wanted is not None and account is not None:
        found += _differing(wanted, account)
    if next_run:
        found.append(f"the next run would do this: {next_run}")
    return found


def _differing(wanted: Mapping[str, Any], account: Account) -> Iterable[str]:
    if not account.enabled:
        yield "the account is disabled, and is to be enabled"
    for name, has in (
        ("username", account.username),
        ("email", account.email),
        ("firstName", account.first_name),
        ("lastName", account.last_name),
    ):
        if (wanted[name] or "") != has:
            yield f"{name} is {has or 'empty'}, and is to be {wanted[name] or 'empty'}"
    for name, values in wanted["attributes"].items():
        has_values = account.attributes.get(name, [])
        if sorted(values or ()) != sorted(has_values):
            yield f"{name} is {', '.join(has_values) or 'empty'}, and is to be {', '.join(values or ()) or 'empty'}"
    groups = {f"/schools/{code}/{wanted['kind']}" for code in wanted["schools"]}
    yield from _sets("group", groups, {group for group in account.groups if group.startswith("/schools/")})
    roles = {*wanted["roles"], *([wanted["accessProfile"]] if wanted["accessProfile"] else [])}
    yield from _sets("role", roles, {role for role in account.roles if role.startswith(_OURS) or role in roles})


def _sets(kind: str, wanted: set[str], has: set[str]) -> Iterable[str]:
    for name in sorted(wanted - has):
        yield f"the {kind} {name} is missing"
    for name in sorted(has - wanted):
        yield f"the {kind} {name} is one too many"
