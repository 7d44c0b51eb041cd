"""Secrets of the live realm are compared without being read."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from realm.engine import compared
from realm.plan import Plan
from realm.representation import keyed_live
from realm.saved_plan import live_digest
from realm.secret_digest import SecretDigest, new_nonce, with_digests


def answered(secret: str, nonce: bytes) -> str:
    """A secret as the extension answers it."""
    return "hmac-sha256:" + hmac.new(nonce, secret.encode(), hashlib.sha256).hexdigest()


def live(secret: str) -> dict[str, Any]:
    nonce = new_nonce()
    realm = {
        "realm": "r",
        "smtpServer": {"host": "mail", "password": answered(secret, nonce)},
        "clients": [{"clientId": "a", "secret": answered(secret, nonce)}],
    }
    return keyed_live(with_digests(realm, nonce))


def plan_for(secret: str, found: str) -> Plan:
    desired = {"realm": "r", "smtpServer": {"password": secret}, "clients": {"a": {"clientId": "a", "secret": secret}}}
    return compared(desired, live(found), {}, realm="r")


@given(st.text(), st.text())
def test_a_digest_matches_its_secret_and_no_other(secret: str, other: str) -> None:
    nonce = new_nonce()
    digest = with_digests(answered(secret, nonce), nonce)
    assert isinstance(digest, SecretDigest)
    assert digest.matches(secret)
    assert digest.matches(other) == (secret == other)


def test_the_secret_in_use_is_no_difference_and_another_one_is() -> None:
    assert not plan_for("s3cret", "s3cret")
    assert {change.kind for change in plan_for("new-secret", "s3cret").changes} == {"realm", "client"}


def test_a_plan_shows_that_a_secret_changes_and_neither_its_value_nor_its_digest() -> None:
    plan = plan_for("new-secret", "s3cret")
    console = Console(width=200)
    with console.capture() as capture:
        console.print(plan)
    for text in (capture.get(), str(plan.as_json())):
        assert "(secret)" in text
        assert "new-secret" not in text
        assert "hmac" not in text


def test_another_nonce_does_not_look_like_another_realm() -> None:
    assert live_digest(live("s3cret")) == live_digest(live("s3cret"))
