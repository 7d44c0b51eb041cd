"""The desk's pages, with a stand-in for Keycloak: a real one cannot be made to fail at will."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pymupdf
import pytest
import zxingcpp
from PIL import Image
from starlette.testclient import TestClient

from tests.support.desk_browser import desk_browser, form_token, sign_in
from tests.support.keycloak_stand_in import REALM, KeycloakStandIn, keycloak_stand_in

CODE = "HB1AFPSYHYON4FE6Q43DUGJUOQ6PVBAAAICAMCAKBQHBAEQUCYMBUHA6"
CLASSES = f"/realms/{REALM}/roster/classes"
BADGES = f"/admin/realms/{REALM}/badges"


def _pupil(number: int, **other: Any) -> dict[str, Any]:
    return {
        "id": f"u-p{number}",
        "sourcedId": f"p{number}",
        "username": f"pupil{number}",
        "firstName": "Zoë",
        "lastName": "O'Brien <b>",
        "grade": "KG",
        "enabled": True,
        **other,
    }


def _class(sourced_id: str, *students: dict[str, Any]) -> dict[str, Any]:
    return {
        "sourcedId": sourced_id,
        "title": "Ms. Ñandú: K/A",
        "school": "CV01",
        "role": "teacher",
        "students": students,
    }


def _issued(person: str) -> dict[str, Any]:
    return {
        "sourcedId": person,
        "userId": f"u-{person}",
        "credentialId": f"new-{person}",
        "code": CODE,
        "username": person,
        "firstName": "Zoë",
        "lastName": "O'Brien",
        "grade": "KG",
        "class": "c1",
    }


@pytest.fixture
def keycloak() -> Iterator[KeycloakStandIn]:
    with keycloak_stand_in() as stand_in:
        stand_in.claims = {
            "name": "Rosa Rivera",
            "given_name": "Rosa",
            "preferred_username": "rrivera",
            "realm_access": {"roles": ["staff", "teacher"]},
        }
        stand_in.classes = [_class("c1", _pupil(1), _pupil(2, enabled=False))]
        stand_in.issued = {"issued": [_issued("p1")], "refused": [{"sourcedId": "p2", "error": "disabled"}]}
        yield stand_in


@pytest.fixture
def browser(keycloak: KeycloakStandIn) -> TestClient:
    return desk_browser(keycloak)


def test_the_first_page_greets_and_shows_the_classes(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    sign_in(browser, keycloak)

    page = browser.get("/").text

    assert "Hello, Rosa" in page
    assert "Ms. Ñandú: K/A" in page
    assert "2 students" in page
    assert keycloak.bearers == ["access-1"]


def test_names_cannot_bring_markup_into_a_page(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    sign_in(browser, keycloak)

    page = browser.get("/classes/c1").text

    assert "O&#39;Brien &lt;b&gt;" in page
    assert "Kindergarten" in page
    assert "account disabled" in page


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        (["staff", "teacher"], "ask your registrar to check your schedule"),
        (["staff", "campus-delegate"], "why they cannot sign in"),
        (["staff", "registrar", "campus-it"], "which records of your campus"),
        (["staff"], "Teachers find their classes here"),
    ],
)
def test_people_without_classes_read_what_the_desk_is_for_in_their_work(
    browser: TestClient, keycloak: KeycloakStandIn, roles: list[str], words: str
) -> None:
    keycloak.classes = []
    keycloak.claims["realm_access"] = {"roles": roles}
    sign_in(browser, keycloak)

    page = browser.get("/").text

    assert words in page
    assert "Ask the front office." in page


def test_printing_gives_a_pdf_with_the_new_badges_and_then_activates_them(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    sign_in(browser, keycloak)
    form = {"form_token": form_token(browser.get("/classes/c1").text), "layout": "large-card"}

    answer = browser.post("/classes/c1/badges", data=form)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert 'filename="badges-ms-nandu-k-a.pdf"' in answer.headers["content-disposition"]
    assert "filename*=UTF-8''Badges%20Ms.%20%C3%91and%C3%BA%20%20K%20A.pdf" in answer.headers["content-disposition"]
    with pymupdf.open(stream=answer.content) as pdf:
        cover, sheet = pdf
        words = cover.get_text()
        picture = sheet.get_pixmap(dpi=150)
        codes = zxingcpp.read_barcodes(Image.frombytes("RGB", (picture.width, picture.height), picture.samples))
    assert [code.text for code in codes] == [CODE]
    assert "the account is disabled" in words
    assert keycloak.activated == ["new-p1"]
    assert set(keycloak.bearers) == {"access-1"}


def test_a_form_without_the_token_of_this_session_does_nothing(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    sign_in(browser, keycloak)

    answers = [
        browser.post("/classes/c1/badges", data={}),
        browser.post("/classes/c1/badges", data={"form_token": "guessed"}),
        browser.post("/sign-out", data={"form_token": "guessed"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert keycloak.bearers == []
    assert browser.get("/").status_code == 200


def test_a_class_of_somebody_else_is_not_there(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    sign_in(browser, keycloak)
    form = {"form_token": form_token(browser.get("/classes/c1").text)}

    assert browser.get("/classes/c2").status_code == 404
    assert browser.post("/classes/c2/badges", data=form).status_code == 404
    assert keycloak.activated == []


@pytest.mark.parametrize(
    ("error", "words"),
    [("policy", "The district gives badges to certain grades"), ("disabled", "their accounts are disabled")],
)
def test_a_class_in_which_nobody_may_have_a_badge_is_explained(
    browser: TestClient, keycloak: KeycloakStandIn, error: str, words: str
) -> None:
    keycloak.issued = {"issued": [], "refused": [{"sourcedId": "p1", "error": error}]}
    sign_in(browser, keycloak)

    answer = browser.post("/classes/c1/badges", data={"form_token": form_token(browser.get("/classes/c1").text)})

    assert answer.status_code == 409
    assert words in answer.text


def test_an_activation_that_fails_hands_out_no_sheet(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.statuses[f"{BADGES}/activate"] = 500
    sign_in(browser, keycloak)

    answer = browser.post("/classes/c1/badges", data={"form_token": form_token(browser.get("/classes/c1").text)})

    assert answer.status_code == 502
    assert "Please print again" in answer.text
    assert CODE not in answer.text


@pytest.mark.parametrize(
    ("status", "answered", "words"),
    [(500, 502, "our fault"), (503, 503, "is not answering")],
)
def test_what_keycloak_refuses_or_cannot_do_is_said_in_plain_words(
    browser: TestClient, keycloak: KeycloakStandIn, status: int, answered: int, words: str
) -> None:
    sign_in(browser, keycloak)
    keycloak.statuses[CLASSES] = status

    answer = browser.get("/")

    assert answer.status_code == answered
    assert words in answer.text


def test_somebody_who_may_not_ask_for_classes_is_welcome_but_gets_into_none(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    sign_in(browser, keycloak)
    keycloak.statuses[CLASSES] = 403

    assert "Hello, Rosa" in browser.get("/").text
    refused = browser.get("/classes/c1")
    assert refused.status_code == 403
    assert "not open to your account" in refused.text


def test_every_answer_has_strict_headers(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    sign_in(browser, keycloak)

    for path in ("/", "/classes/c1", "/nowhere", "/health", "/sign-in"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" not in headers
    assert "strict-transport-security" in desk_browser(keycloak, "https://desk.test").get("/health").headers


def test_pages_need_no_script_and_no_inline_style(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    sign_in(browser, keycloak)

    for path in ("/", "/classes/c1", "/nowhere"):
        page = browser.get(path).text
        assert "<script" not in page
        assert "style=" not in page


def test_a_language_that_is_chosen_stays_chosen(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.claims["locale"] = "en"
    sign_in(browser, keycloak)

    browser.get("/language/es")

    assert "Mis clases" in browser.get("/").text
    assert '<html lang="es">' in browser.get("/nowhere").text


def test_the_language_of_the_account_goes_before_that_of_the_browser(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    keycloak.claims["locale"] = "es"
    sign_in(browser, keycloak)

    assert "Mis clases" in browser.get("/", headers={"Accept-Language": "en"}).text


def test_an_unforeseen_fault_is_a_page_with_the_headers_and_no_traceback(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    keycloak.classes = [{"sourcedId": "c1"}]
    sign_in(browser, keycloak)

    answer = browser.get("/")

    assert answer.status_code == 500
    assert "our fault" in answer.text
    assert "KeyError" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_health_answers_without_keycloak(keycloak: KeycloakStandIn) -> None:
    keycloak.statuses[f"/realms/{REALM}/.well-known/openid-configuration"] = 503

    assert desk_browser(keycloak).get("/health").text == "up\n"


@pytest.mark.parametrize("name", ["desk.css", "frame.css", "tokens.css", "dark.css", "favicon.svg"])
def test_what_pages_load_is_served_and_may_be_kept(browser: TestClient, name: str) -> None:
    answer = browser.get(f"/static/{name}")

    assert answer.status_code == 200
    assert "max-age" in answer.headers["cache-control"]
