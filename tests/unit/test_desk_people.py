"""The desk's pages about people: finding somebody, reading what is the matter, doing something about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pymupdf
import pytest
from starlette.testclient import TestClient

from badge_tool.token import BadgeCode
from tests.support.desk_browser import desk_browser, form_token, sign_in
from tests.support.keycloak_stand_in import REALM, KeycloakStandIn, keycloak_stand_in

MEI = {
    "sourcedId": "s/1",
    "userId": "0b7d5b5e-8d4e-4f0e-9a58-0d6c2f7f7a11",
    "username": "mei.li",
    "firstName": "Mei <b>",
    "lastName": "Li",
    "kind": "student",
    "grade": "KG",
    "schools": ["CV01"],
    "enabled": True,
}
ROSA = MEI | {"sourcedId": "e2", "username": "rrivera", "firstName": "", "lastName": "", "kind": "staff", "grade": None}
BADGE = {"credential_type": "badge"}
ALLOWED = {
    **{
        key: MEI[key]
        for key in ("sourcedId", "userId", "username", "firstName", "lastName", "kind", "grade", "schools")
    },
    "specialEd": False,
    "badge": {"state": "active", "issued": "2026-09-01T08:00:00Z", "expires": "2027-06-30"},
}


def state(**changes: object) -> list[dict[str, Any]]:
    plain = {
        "sourcedId": "s/1",
        "userId": MEI["userId"],
        "enabled": True,
        "failures": 0,
        "has": ["badge"],
        "pending": [],
    }
    return [plain | changes]


@pytest.fixture
def keycloak() -> Iterator[KeycloakStandIn]:
    with keycloak_stand_in() as stand_in:
        stand_in.claims = {
            "name": "Del Gate",
            "preferred_username": "del",
            "realm_access": {"roles": ["campus-delegate"]},
        }
        stand_in.answers |= {
            "care/find": {"people": [MEI, ROSA], "more": False},
            "care/person": MEI,
            "care/sign-ins": state(),
            "care/events": [],
            "badges/people": json.dumps(ALLOWED),
            "care/unlock": {"unlocked": 1},
            "care/sign-out": {"signedOut": 1},
            "badges/void": {"voided": 1},
        }
        yield stand_in


@pytest.fixture
def browser(keycloak: KeycloakStandIn) -> TestClient:
    browser = desk_browser(keycloak)
    sign_in(browser, keycloak)
    return browser


def find(browser: TestClient, typed: str) -> Any:
    return browser.post("/people", data={"form_token": form_token(browser.get("/").text), "search": typed})


def do(browser: TestClient, action: str) -> Any:
    return browser.post(f"/people/s%2F1/{action}", data={"form_token": form_token(browser.get("/people/s%2F1").text)})


def test_several_people_are_listed_with_what_tells_them_apart(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    page = find(browser, "  Núñez ").text

    assert keycloak.asked == [("care/find", {"search": "Núñez"})]
    assert "2 people" in page
    assert "Mei &lt;b&gt; Li" in page
    assert "Kindergarten" in page
    assert 'href="/people/s/1"' in page
    assert "Employee" in page
    assert 'value="Núñez"' in page


def test_one_person_is_opened_at_once(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["care/find"] = {"people": [MEI], "more": False}

    answer = find(browser, "mei")

    assert (answer.status_code, answer.headers["location"]) == (303, "/people/s/1")


def test_a_badge_that_is_scanned_finds_its_owner_and_is_not_shown_again(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    keycloak.answers["care/find"] = {"people": [], "more": False}
    badge = str(BadgeCode(UUID(str(MEI["userId"])), b"s" * 16))

    page = find(browser, badge).text

    assert keycloak.asked == [("care/find", {"user": MEI["userId"]})]
    assert badge not in page
    assert "Nobody was found" in page


def test_more_people_than_are_shown_are_said_to_be_there(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["care/find"]["more"] = True

    assert "There are more" in find(browser, "m").text


def test_the_results_have_no_address_of_their_own(browser: TestClient) -> None:
    assert browser.get("/people").headers["location"] == "/"


def test_a_person_without_trouble(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["care/sign-ins"] = state(lastSignIn="2026-11-20T15:05:00Z")

    page = browser.get("/people/s%2F1").text

    assert "Mei &lt;b&gt; Li" in page
    assert "Nothing stands in the way" in page
    assert "November 20, 2026, 9:05 AM" in page
    assert "works until June 30, 2027" in page
    assert 'id="unlock"' not in page


def test_a_person_who_is_locked_can_be_unlocked(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["care/sign-ins"] = state(failures=10, lockedUntil="2099-01-01T00:00:00Z")

    assert "Locked until December 31, 2098, 6:00 PM" in browser.get("/people/s%2F1").text
    answer = do(browser, "unlock")

    assert answer.headers["location"] == "/people/s/1"
    assert keycloak.asked == [("care/unlock", {"people": ["s/1"]})]
    assert "The account is unlocked." in browser.get("/people/s/1").text
    assert "The account is unlocked." not in browser.get("/people/s/1").text


def test_a_lost_badge_is_voided_and_its_sessions_end(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    do(browser, "void-badge")

    assert keycloak.asked == [("badges/void", {"people": ["s/1"], "signOut": True})]
    assert "The badge does not work any more." in browser.get("/people/s/1").text


def test_somebody_without_a_badge_has_none_to_void(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["care/sign-ins"] = state(has=[])
    keycloak.answers["badges/people"] = json.dumps({key: ALLOWED[key] for key in ALLOWED if key != "badge"})

    page = browser.get("/people/s%2F1").text

    assert 'id="void-badge"' not in page
    assert "There is no badge" in page
    assert 'id="badge"' in page


def test_somebody_who_may_have_no_badge_is_offered_none(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["badges/people"] = json.dumps(ALLOWED | {"refusal": "policy"})

    assert 'id="badge"' not in browser.get("/people/s%2F1").text


def test_signing_out_everywhere(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    do(browser, "sign-out")

    assert keycloak.asked == [("care/sign-out", {"people": ["s/1"]})]


@pytest.mark.parametrize("action", ["unlock", "sign-out", "void-badge", "badge"])
def test_nothing_is_done_by_a_form_of_another_site(browser: TestClient, keycloak: KeycloakStandIn, action: str) -> None:
    assert browser.post(f"/people/s%2F1/{action}", data={"form_token": "guessed"}).status_code == 403
    assert keycloak.asked == []


def test_somebody_of_another_campus_is_not_there(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.statuses[f"/admin/realms/{REALM}/care/person"] = 403

    answer = browser.get("/people/s%2F1")

    assert answer.status_code == 403
    assert "Mei" not in answer.text


def test_an_id_that_cannot_be_one_is_nobodys(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.statuses[f"/admin/realms/{REALM}/care/person"] = 400

    assert browser.get("/people/%2500").status_code == 404


def test_what_happened_is_told_in_plain_words(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["care/events"] = [
        {"at": "2026-11-20T15:05:00Z", "type": "LOGIN", "client": "portal", "details": {"auth_method": "badge"}},
        {"at": "2026-11-20T15:04:00Z", "type": "LOGIN_ERROR", "error": "x", "details": {}},
        {"at": "2026-11-20T15:03:00Z", "type": "CODE_TO_TOKEN", "details": {}},
        {
            "at": "2026-11-20T15:02:00Z",
            "type": "REMOVE_CREDENTIAL",
            "details": BADGE | {"reason": "voided", "by_user_id": "u1"},
        },
        {
            "at": "2026-11-20T15:01:00Z",
            "type": "UPDATE_CREDENTIAL",
            "details": BADGE | {"reason": "activated", "by_user_id": "u2"},
        },
        {
            "at": "2026-11-20T15:00:00Z",
            "type": "UPDATE_CREDENTIAL",
            "details": BADGE | {"reason": "issued", "by_user_id": "u2"},
        },
    ]

    page = browser.get("/people/s%2F1").text

    assert "Signed in with the badge" in page
    assert "A sign-in failed" in page
    assert "3:03" not in page
    assert "9:03" not in page
    words = " ".join(page.split())
    assert "The badge was voided by you" in words
    assert "A badge was printed by somebody of the staff" in words
    assert "9:00 AM" not in page


def test_the_pages_speak_spanish(browser: TestClient) -> None:
    browser.get("/language/es")

    assert "¿Qué pasa?" in browser.get("/people/s%2F1").text
    assert "2 personas" in find(browser, "m").text


OLDER = MEI | {"grade": "07"}
ISSUED = {
    **{key: OLDER[key] for key in ("sourcedId", "userId", "username", "firstName", "lastName", "grade")},
    "claimId": "c1",
    "code": "7KDM-Q2RW-X9TA",
    "expires": "2026-12-26",
}


def test_a_reset_shows_a_code_once_and_where_to_use_it(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers |= {"care/person": OLDER, "claims/reset": {"issued": [ISSUED], "refused": []}}

    page = do(browser, "claim-code")

    assert keycloak.asked == [("claims/reset", {"people": ["s/1"], "reopenSecondFactor": False})]
    assert "7KDM-Q2RW-X9TA" in page.text
    assert f"/realms/{REALM}/claim" in page.text
    assert "until December 26, 2026" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "7KDM-Q2RW-X9TA" not in browser.get("/people/s/1").text


def test_a_lost_phone_is_set_up_again_with_the_claim(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers |= {
        "care/person": MEI | {"kind": "staff", "grade": None},
        "care/sign-ins": state(has=["password", "otp"]),
        "claims/reset": {"issued": [ISSUED], "refused": []},
    }
    page = browser.get("/people/s%2F1").text
    assert 'name="reopen"' in page

    browser.post("/people/s%2F1/claim-code", data={"form_token": form_token(page), "reopen": "yes"})

    assert keycloak.asked == [("claims/reset", {"people": ["s/1"], "reopenSecondFactor": True})]


def test_a_kindergartner_is_offered_no_claim_code(browser: TestClient) -> None:
    assert 'id="claim-code"' not in browser.get("/people/s%2F1").text


@pytest.mark.parametrize(("error", "words"), [("policy", "to certain grades"), ("disabled", "is disabled or not in")])
def test_why_somebody_gets_no_code_is_explained(
    browser: TestClient, keycloak: KeycloakStandIn, error: str, words: str
) -> None:
    keycloak.answers["claims/reset"] = {"issued": [], "refused": [{"sourcedId": "s/1", "error": error}]}

    answer = do(browser, "claim-code")

    assert answer.status_code == 409
    assert words in answer.text


def test_a_card_is_offered_to_who_may_have_one(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    assert 'id="card"' in browser.get("/people/s%2F1").text

    keycloak.answers["care/person"] = OLDER

    assert 'id="card"' not in browser.get("/people/s%2F1").text


def test_printing_a_card_gives_a_pdf_and_then_activates_it(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    card = {**{key: ISSUED[key] for key in ISSUED if key not in ("claimId", "code")}, "cardId": "k1"}
    keycloak.answers |= {
        "cards/issue": {"issued": [card | {"phrase": "acorn-river-kite-47"}], "refused": []},
        "cards/activate": {"activated": 1},
    }

    answer = do(browser, "card")

    assert answer.headers["content-type"] == "application/pdf"
    with pymupdf.open(stream=answer.content) as pdf:
        assert "acorn-river-kite-47" in pdf[0].get_text()
    assert [path for path, _ in keycloak.asked] == ["cards/issue", "cards/activate"]
