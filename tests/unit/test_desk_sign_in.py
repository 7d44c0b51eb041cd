"""Signing in to the desk, staying signed in and signing out, with a stand-in for Keycloak.

A real one cannot be made to end a session between two requests, or to sign with a key of somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from tests.support.desk_browser import desk_browser, form_token, sign_in
from tests.support.keycloak_stand_in import REALM, KeycloakStandIn, keycloak_stand_in

CLASSES = f"/realms/{REALM}/roster/classes"


@pytest.fixture
def keycloak() -> Iterator[KeycloakStandIn]:
    with keycloak_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
def browser(keycloak: KeycloakStandIn) -> TestClient:
    return desk_browser(keycloak)


def test_signing_in_leads_back_to_the_page_that_was_asked_for(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    assert sign_in(browser, keycloak, "/classes/c1") == "/classes/c1"


def test_the_sign_in_asks_with_pkce_a_nonce_and_the_readers_language(browser: TestClient) -> None:
    location = browser.get("/sign-in", headers={"Accept-Language": "es-MX,en;q=0.5"}).headers["location"]

    asked = parse_qs(urlsplit(location).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://desk.test/sign-in/callback"]
    assert asked["ui_locales"] == ["es"]
    assert asked["nonce"]


def test_keycloak_is_called_at_its_inner_address_and_shown_to_browsers_by_the_public_one(
    keycloak: KeycloakStandIn,
) -> None:
    browser = desk_browser(keycloak, public_url="https://portal.example")
    sign_in(browser, keycloak)

    page = browser.get("/")

    assert page.status_code == 200
    assert "form-action 'self' https://portal.example" in page.headers["Content-Security-Policy"]
    assert keycloak.url not in page.text


def test_a_keycloak_that_does_not_answer_is_said_so_before_signing_in(keycloak: KeycloakStandIn) -> None:
    keycloak.statuses[f"/realms/{REALM}/.well-known/openid-configuration"] = 503

    answer = desk_browser(keycloak).get("/sign-in")

    assert answer.status_code == 503
    assert "is not answering" in answer.text


def test_a_token_about_to_run_out_is_renewed_before_a_call(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.seconds = 10
    sign_in(browser, keycloak)

    assert browser.get("/").status_code == 200
    assert keycloak.bearers == ["access-2"]


def test_a_session_that_has_ended_in_keycloak_ends_here(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.seconds = 10
    sign_in(browser, keycloak)
    keycloak.session_over = True

    assert browser.get("/").headers["location"] == "/sign-in"
    assert keycloak.bearers == []


def test_a_token_that_keycloak_no_longer_takes_leads_to_sign_in(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    sign_in(browser, keycloak)
    keycloak.statuses[CLASSES] = 401

    assert browser.get("/classes/c1").headers["location"] == "/sign-in"
    del keycloak.statuses[CLASSES]
    assert browser.get("/").headers["location"] == "/sign-in"


def test_signing_out_ends_the_session_here_and_in_keycloak_and_leads_to_the_portal(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    sign_in(browser, keycloak)

    answer = browser.post("/sign-out", data={"form_token": form_token(browser.get("/").text)})

    leave = urlsplit(answer.headers["location"])
    assert leave.path == f"/realms/{REALM}/protocol/openid-connect/logout"
    assert parse_qs(leave.query)["post_logout_redirect_uri"] == ["http://desk.test/signed-out"]
    assert parse_qs(leave.query)["id_token_hint"]
    assert browser.get("/").headers["location"] == "/sign-in"
    assert browser.get("/signed-out").headers["location"] == f"{keycloak.issuer}/portal"


def test_the_cookie_holds_no_token_and_is_hard_to_steal(keycloak: KeycloakStandIn) -> None:
    browser = desk_browser(keycloak, "https://desk.test")
    browser.get("/")
    answer = browser.get(keycloak.sign_in(browser.get("/sign-in").headers["location"]))

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-desk=")
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
    assert "access" not in cookie
    assert len(cookie) < 500


def test_signing_in_changes_the_key_of_the_session(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    sign_in(browser, keycloak)
    first = dict(browser.cookies)
    browser.get(keycloak.sign_in(browser.get("/sign-in").headers["location"]))

    assert dict(browser.cookies) != first
    browser.cookies.clear()
    browser.cookies.update(first)
    assert browser.get("/").headers["location"] == "/sign-in"


@pytest.mark.parametrize("query", ["?error=access_denied", "?code=stolen&state=unknown", "?code=x", ""])
def test_an_answer_that_this_browser_did_not_ask_for_signs_nobody_in(
    browser: TestClient, keycloak: KeycloakStandIn, query: str
) -> None:
    browser.get("/sign-in")

    answer = browser.get(f"/sign-in/callback{query}")

    assert answer.status_code == 400
    assert "Sign in again" in answer.text
    assert browser.get("/").headers["location"] == "/sign-in"


def test_an_id_token_signed_by_another_key_signs_nobody_in(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.published = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})

    answer = browser.get(keycloak.sign_in(browser.get("/sign-in").headers["location"]))

    assert answer.status_code == 400


@pytest.mark.parametrize("claims", [{"aud": "another"}, {"iss": "http://elsewhere"}, {"exp": 1}, {"nonce": "old"}])
def test_an_id_token_for_something_else_signs_nobody_in(
    browser: TestClient, keycloak: KeycloakStandIn, claims: dict[str, Any]
) -> None:
    location = browser.get("/sign-in").headers["location"]
    back = keycloak.sign_in(location)
    keycloak.claims |= claims

    assert browser.get(back).status_code == 400


def test_many_tabs_that_began_to_sign_in_do_not_overflow_the_cookie(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    locations = [browser.get("/sign-in").headers["location"] for _ in range(12)]

    assert all(len(value) < 4000 for value in browser.cookies.values())
    assert browser.get(keycloak.sign_in(locations[-1])).status_code == 303
