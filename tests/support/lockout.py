"""Keycloak's count of somebody's wrong passwords.

It counts after it has answered, and refuses unread whatever comes before it has counted: three guesses may be two
failures.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, expect

from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import SignInPage

_MOST_GUESSES = 60
_COUNTING = 0.3
"""While Keycloak counts, it calls somebody disabled for a moment; seconds."""
_PATIENCE = 10.0


def lock(get: Callable[[str], Any], person: str, guess: Callable[[], object]) -> None:
    """Guess until Keycloak locks somebody.

    Args:
        get: answers what the admin API has under a path of the realm.
        person: Keycloak's id.
        guess: types something wrong.
    """
    for _ in range(_MOST_GUESSES):
        guess()
        if _counted(get, person)["disabled"]:
            time.sleep(_COUNTING)
            if _counted(get, person)["disabled"]:
                return
    raise AssertionError(f"{_MOST_GUESSES} wrong guesses locked nobody")


def lock_out(keycloak: KeycloakServer, username: str, guess: Callable[[], object]) -> None:
    """Guess until Keycloak locks somebody of the example district.

    Args:
        keycloak: with the example district in it.
        username: whose.
        guess: types something wrong.
    """
    realm = f"/admin/realms/{keycloak.demo['realm']}"
    with keycloak.connection() as connection:
        (person,) = connection.get(f"{realm}/users", {"username": username, "exact": "true"})
        lock(lambda path: connection.get(f"{realm}{path}"), person["id"], guess)


def lock_out_by_passwords(chromium: Browser, keycloak: KeycloakServer, username: str) -> None:
    """The same, with passwords on the sign-in page of another browser."""
    context = chromium.new_context(locale="en-US")
    sign_in = SignInPage(context.new_page())
    sign_in.page.goto(keycloak.demo["portal_url"])

    def guess() -> None:
        sign_in.with_password(username, "wrong")
        expect(sign_in.alert).to_be_visible()

    lock_out(keycloak, username, guess)
    context.close()


def until_counted(get: Callable[[str], Any], person: str, failures: int) -> None:
    """Wait until so many failures of somebody are counted."""
    end = time.monotonic() + _PATIENCE
    while (counted := _counted(get, person)["numFailures"]) != failures:
        assert time.monotonic() < end, f"{counted} failures were counted, not {failures}"
        time.sleep(0.05)


def _counted(get: Callable[[str], Any], person: str) -> Any:
    return get(f"/attack-detection/brute-force/users/{person}")
