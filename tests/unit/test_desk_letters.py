"""Claim letters of one person and of a class, and ID cards of one person: at once, and working from then on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pymupdf
import pytest
from starlette.testclient import TestClient

from tests.support.desk_browser import desk_browser, form_token, sign_in
from tests.support.keycloak_stand_in import KeycloakStandIn, keycloak_stand_in
from tests.unit.test_desk_pages import CODE, _class, _pupil
from tests.unit.test_desk_people import ALLOWED, BADGE, MEI, state

SIXTH = MEI | {"sourcedId": "p1", "grade": "06", "firstName": "Ona"}
CLAIM = SIXTH | {"claimId": "k1", "code": "7K3M-9QRT-X2WB", "expires": "2099-01-31"}


@pytest.fixture
def keycloak() -> Iterator[KeycloakStandIn]:
    with keycloak_stand_in() as stand_in:
        stand_in.claims = {"preferred_username": "del", "realm_access": {"roles": ["teacher"]}}
        stand_in.classes = [_class("c1", _pupil(1, grade="06"))]
        stand_in.answers |= {
            "care/person": SIXTH,
            "care/sign-ins": state(has=[]),
            "care/events": [],
            "badges/people": json.dumps(ALLOWED | {"sourcedId": "p1"}),
            "claims/issue": {"issued": [CLAIM], "refused": []},
            "claims/activate": {"activated": 1},
        }
        yield stand_in


@pytest.fixture
def browser(keycloak: KeycloakStandIn) -> TestClient:
    browser = desk_browser(keycloak)
    sign_in(browser, keycloak)
    return browser


def printed(browser: TestClient, page: str, what: str, layout: str) -> Any:
    token = form_token(browser.get(page).text)
    answer = browser.post(f"{page}/{what}", data={"form_token": token, "layout": layout})
    assert answer.headers["content-type"] == "application/pdf", answer.text
    return answer


@pytest.mark.parametrize(
    ("page", "what", "asked"),
    [
        ("/people/p1", "letter", {"people": ["p1"]}),
        ("/classes/c1", "letters", {"classes": ["c1"]}),
    ],
)
def test_letters_are_printed_and_work_then(
    browser: TestClient, keycloak: KeycloakStandIn, page: str, what: str, asked: dict[str, Any]
) -> None:
    answer = printed(browser, page, what, "a4")

    with pymupdf.open(stream=answer.content) as pdf:
        words = str(pdf[-1].get_text())
    assert "X2WB" in words
    assert ("claims/issue", asked) in keycloak.asked
    assert ("claims/activate", {"claims": ["k1"]}) in keycloak.asked


def test_whoever_has_claimed_is_offered_no_letter(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    assert 'id="letter"' in browser.get("/people/p1").text

    keycloak.answers["care/sign-ins"] = state(has=["password"])

    assert 'id="letter"' not in browser.get("/people/p1").text


def test_a_class_of_the_youngest_is_offered_no_letters(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    assert 'id="print-letters"' in browser.get("/classes/c1").text

    keycloak.classes = [_class("c1", _pupil(1, grade="KG"))]

    assert 'id="print-letters"' not in browser.get("/classes/c1").text


def test_one_badge_comes_as_an_id_card_too(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.issued = {"issued": [MEI | {"sourcedId": "p1", "credentialId": "b1", "code": CODE}], "refused": []}

    answer = printed(browser, "/people/p1", "badge", "id-card")

    with pymupdf.open(stream=answer.content) as pdf:
        assert (pdf.page_count, round(pdf[0].rect.width)) == (1, 243)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"action": "unlock"}, "The account was unlocked"),
        ({"action": "cards/activate"}, "A credential card was printed"),
        ({"action": "claims/activate"}, "A claim letter was printed"),
        ({"action": "claims/reset"}, "The account was reset, with a new claim code"),
        (BADGE | {"reason": "activated"}, "A badge was printed"),
    ],
)
def test_what_was_done_about_somebody_is_found_with_who_did_it(
    browser: TestClient, keycloak: KeycloakStandIn, details: dict[str, str], words: str
) -> None:
    event = {"at": "2026-11-26T08:00:00Z", "type": "UPDATE_CREDENTIAL", "details": details | {"by_user_id": "u1"}}
    keycloak.answers["care/events"] = [event, event | {"details": {"action": "of the future"}}]

    page = " ".join(browser.get("/people/p1").text.split())

    assert f"{words} by you" in page
    assert "of the future" not in page
