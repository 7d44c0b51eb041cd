"""The desk's pages, with a stand-in for Keycloak: a real one cannot be made to fail at will."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pymupdf
import pytest
import zxingcpp
from PIL import Image
from starlette.testclient import TestClient

from desk.app import create_app
from desk.site import Site
from settings import District
from tests.support.keycloak_stand_in import CLIENT_SECRET, REALM, KeycloakStandIn, RSAKey, keycloak_stand_in

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


def _browser(keycloak: KeycloakStandIn, url: str = "http://desk.test") -> TestClient:
    district = District(name="Cedar Valley Schools", realm=REALM, help_contact="the front office")
    site = Site(district, url, keycloak.url, CLIENT_SECRET, "s" * 32)
    return TestClient(create_app(site), base_url=url, follow_redirects=False)


@pytest.fixture
def browser(keycloak: KeycloakStandIn) -> TestClient:
    return _browser(keycloak)


def _sign_in(browser: TestClient, keycloak: KeycloakStandIn, path: str = "/") -> str:
    """Ask for a page, sign in on the way; the path at which that ends."""
    asked = browser.get(path)
    assert asked.headers["location"] == "/sign-in"
    back = browser.get(keycloak.sign_in(browser.get("/sign-in").headers["location"]))
    assert back.status_code == 303, back.text
    return back.headers["location"]


def _form_token(page: str) -> str:
    found = re.search(r'name="form_token"\s+value="([^"]+)"', page)
    assert found
    return found[1]


def test_signing_in_leads_back_to_the_page_that_was_asked_for(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    assert _sign_in(browser, keycloak, "/classes/c1") == "/classes/c1"


def test_the_sign_in_asks_with_pkce_a_nonce_and_the_readers_language(browser: TestClient) -> None:
    location = browser.get("/sign-in", headers={"Accept-Language": "es-MX,en;q=0.5"}).headers["location"]

    asked = parse_qs(urlsplit(location).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://desk.test/sign-in/callback"]
    assert asked["ui_locales"] == ["es"]
    assert asked["nonce"]


def test_the_first_page_greets_and_shows_the_classes(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    _sign_in(browser, keycloak)

    page = browser.get("/").text

    assert "Hello, Rosa" in page
    assert "Ms. Ñandú: K/A" in page
    assert "2 students" in page
    assert keycloak.bearers == ["access-1"]


def test_names_cannot_bring_markup_into_a_page(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    _sign_in(browser, keycloak)

    page = browser.get("/classes/c1").text

    assert "O&#39;Brien &lt;b&gt;" in page
    assert "Kindergarten" in page
    assert "account disabled" in page


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        (["staff", "teacher"], "ask your registrar to check your schedule"),
        (["staff", "campus-delegate"], "the people of your campus"),
        (["staff", "registrar", "campus-it"], "which records of your campus"),
        (["staff"], "Teachers find their classes here"),
    ],
)
def test_people_without_classes_read_what_the_desk_is_for_in_their_work(
    browser: TestClient, keycloak: KeycloakStandIn, roles: list[str], words: str
) -> None:
    keycloak.classes = []
    keycloak.claims["realm_access"] = {"roles": roles}
    _sign_in(browser, keycloak)

    page = browser.get("/").text

    assert words in page
    assert "Ask the front office." in page


def test_printing_gives_a_pdf_with_the_new_badges_and_then_activates_them(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    _sign_in(browser, keycloak)
    form = {"form_token": _form_token(browser.get("/classes/c1").text), "layout": "large-card"}

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
    _sign_in(browser, keycloak)

    answers = [
        browser.post("/classes/c1/badges", data={}),
        browser.post("/classes/c1/badges", data={"form_token": "guessed"}),
        browser.post("/sign-out", data={"form_token": "guessed"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert keycloak.bearers == []
    assert browser.get("/").status_code == 200


def test_a_class_of_somebody_else_is_not_there(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    _sign_in(browser, keycloak)
    form = {"form_token": _form_token(browser.get("/classes/c1").text)}

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
    _sign_in(browser, keycloak)

    answer = browser.post("/classes/c1/badges", data={"form_token": _form_token(browser.get("/classes/c1").text)})

    assert answer.status_code == 409
    assert words in answer.text


def test_an_activation_that_fails_hands_out_no_sheet(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.statuses[f"{BADGES}/activate"] = 500
    _sign_in(browser, keycloak)

    answer = browser.post("/classes/c1/badges", data={"form_token": _form_token(browser.get("/classes/c1").text)})

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
    _sign_in(browser, keycloak)
    keycloak.statuses[CLASSES] = status

    answer = browser.get("/")

    assert answer.status_code == answered
    assert words in answer.text


def test_somebody_who_may_not_ask_for_classes_is_welcome_but_gets_into_none(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    _sign_in(browser, keycloak)
    keycloak.statuses[CLASSES] = 403

    assert "Hello, Rosa" in browser.get("/").text
    refused = browser.get("/classes/c1")
    assert refused.status_code == 403
    assert "not open to your account" in refused.text


def test_a_keycloak_that_does_not_answer_is_said_so_before_signing_in(keycloak: KeycloakStandIn) -> None:
    keycloak.statuses[f"/realms/{REALM}/.well-known/openid-configuration"] = 503

    answer = _browser(keycloak).get("/sign-in")

    assert answer.status_code == 503
    assert "is not answering" in answer.text


def test_a_token_about_to_run_out_is_renewed_before_a_call(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.seconds = 10
    _sign_in(browser, keycloak)

    assert browser.get("/").status_code == 200
    assert keycloak.bearers == ["access-2"]


def test_a_session_that_has_ended_in_keycloak_ends_here(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.seconds = 10
    _sign_in(browser, keycloak)
    keycloak.session_over = True

    assert browser.get("/").headers["location"] == "/sign-in"
    assert keycloak.bearers == []


def test_a_token_that_keycloak_no_longer_takes_leads_to_sign_in(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    _sign_in(browser, keycloak)
    keycloak.statuses[CLASSES] = 401

    assert browser.get("/classes/c1").headers["location"] == "/sign-in"
    del keycloak.statuses[CLASSES]
    assert browser.get("/").headers["location"] == "/sign-in"


def test_signing_out_ends_the_session_here_and_in_keycloak_and_leads_to_the_portal(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    _sign_in(browser, keycloak)

    answer = browser.post("/sign-out", data={"form_token": _form_token(browser.get("/").text)})

    leave = urlsplit(answer.headers["location"])
    assert leave.path == f"/realms/{REALM}/protocol/openid-connect/logout"
    assert parse_qs(leave.query)["post_logout_redirect_uri"] == ["http://desk.test/signed-out"]
    assert parse_qs(leave.query)["id_token_hint"]
    assert browser.get("/").headers["location"] == "/sign-in"
    assert browser.get("/signed-out").headers["location"] == f"{keycloak.issuer}/portal"


def test_the_cookie_holds_no_token_and_is_hard_to_steal(keycloak: KeycloakStandIn) -> None:
    browser = _browser(keycloak, "https://desk.test")
    browser.get("/")
    answer = browser.get(keycloak.sign_in(browser.get("/sign-in").headers["location"]))

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-desk=")
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
    assert "access" not in cookie
    assert len(cookie) < 500


def test_signing_in_changes_the_key_of_the_session(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    _sign_in(browser, keycloak)
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


def test_every_answer_has_strict_headers(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    _sign_in(browser, keycloak)

    for path in ("/", "/classes/c1", "/nowhere", "/health", "/sign-in"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" not in headers
    assert "strict-transport-security" in _browser(keycloak, "https://desk.test").get("/health").headers


def test_pages_need_no_script_and_no_inline_style(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    _sign_in(browser, keycloak)

    for path in ("/", "/classes/c1", "/nowhere"):
        page = browser.get(path).text
        assert "<script" not in page
        assert "style=" not in page


def test_a_language_that_is_chosen_stays_chosen(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.claims["locale"] = "en"
    _sign_in(browser, keycloak)

    browser.get("/language/es")

    assert "Mis clases" in browser.get("/").text
    assert '<html lang="es">' in browser.get("/nowhere").text


def test_the_language_of_the_account_goes_before_that_of_the_browser(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    keycloak.claims["locale"] = "es"
    _sign_in(browser, keycloak)

    assert "Mis clases" in browser.get("/", headers={"Accept-Language": "en"}).text


def test_an_unforeseen_fault_is_a_page_with_the_headers_and_no_traceback(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    keycloak.classes = [{"sourcedId": "c1"}]
    _sign_in(browser, keycloak)

    answer = browser.get("/")

    assert answer.status_code == 500
    assert "our fault" in answer.text
    assert "KeyError" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_health_answers_without_keycloak(keycloak: KeycloakStandIn) -> None:
    keycloak.statuses[f"/realms/{REALM}/.well-known/openid-configuration"] = 503

    assert _browser(keycloak).get("/health").text == "up\n"


@pytest.mark.parametrize("name", ["desk.css", "tokens.css", "dark.css", "favicon.svg"])
def test_what_pages_load_is_served_and_may_be_kept(browser: TestClient, name: str) -> None:
    answer = browser.get(f"/static/{name}")

    assert answer.status_code == 200
    assert "max-age" in answer.headers["cache-control"]
