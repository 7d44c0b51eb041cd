"""The last step of every sign-in: an application cannot be opened by knowing its address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from tests.support.school_realm import PASSWORD, Keycloak, SchoolBrowser, SchoolRealm, school_browser

pytestmark = pytest.mark.integration

RETURN = "https://canvas.example/callback"
DENIED = {"homeroom.denied.en": "Canvas is for <grade 6> on.", "homeroom.denied.es": "Canvas es desde sexto grado."}


@pytest.fixture(scope="module")
def school(keycloak: Keycloak, realm: str) -> SchoolRealm:
    school = SchoolRealm(keycloak, realm)
    school.put_application("canvas", name="Canvas", redirectUris=[RETURN], attributes=DENIED)
    school.put_client("open-to-all", redirectUris=[RETURN])
    saml = {
        "saml_idp_initiated_sso_url_name": "papers",
        "saml_assertion_consumer_url_post": "https://papers.example/acs",
        "saml.client.signature": "false",
    }
    school.put_application(
        "papers", name="Papers", protocol="saml", redirectUris=["https://papers.example/*"], attributes=saml
    )
    school.end_every_sign_in_with_app_access()
    school.configure(eventsEnabled=True, bruteForceProtected=True, failureFactor=2)
    return school


@pytest.fixture
def browser(school: SchoolRealm) -> Iterator[SchoolBrowser]:
    with school_browser(school) as browser:
        yield browser


def request_of(school: SchoolRealm, client_id: str, **parameters: str) -> str:
    query = {"client_id": client_id, "response_type": "code", "scope": "openid", "redirect_uri": RETURN} | parameters
    return f"{school.url}/realms/{school.realm}/protocol/openid-connect/auth?{urlencode(query)}"


def test_somebody_with_the_role_reaches_the_application(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.grant(school.person("entitled"), "canvas")
    answer = browser.sign_in(request_of(school, "canvas"), "entitled")
    assert answer.headers["Location"].startswith(f"{RETURN}?")
    assert "code" in parse_qs(urlsplit(answer.headers["Location"]).query)


def test_somebody_without_it_is_told_which_application_and_why(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.person("younger")
    page = browser.sign_in(request_of(school, "canvas"), "younger")
    assert page.status_code == 403
    assert "Canvas is not open to this account" in page.text
    assert "Canvas is for &lt;grade 6&gt; on." in page.text
    assert f'href="/realms/{school.realm}/portal"' in page.text


def test_the_reason_is_given_in_the_persons_language(school: SchoolRealm) -> None:
    school.person("menor")
    with school_browser(school, language="es") as browser:
        page = browser.sign_in(request_of(school, "canvas"), "menor")
    assert "Canvas es desde sexto grado." in page.text


def test_single_sign_on_does_not_get_round_it(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.person("signed-in")
    assert str(browser.sign_in(school.address, "signed-in").url) == school.address
    page = browser.open(request_of(school, "canvas"))
    assert page.status_code == 403
    assert "Canvas is not open" in page.text
    assert str(browser.open(school.address).url) == school.address


def test_a_role_that_was_taken_away_counts_at_the_next_request(school: SchoolRealm, browser: SchoolBrowser) -> None:
    person = school.person("moved")
    school.grant(person, "canvas")
    browser.sign_in(school.address, "moved")
    assert browser.open(request_of(school, "canvas")).is_redirect
    path = f"/users/{person}/role-mappings/clients/{school.client_id('canvas')}"
    school.call("DELETE", path, json=[school.launch_role("canvas")])
    assert browser.open(request_of(school, "canvas")).status_code == 403


def test_a_silent_request_gets_an_error_instead_of_a_page(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.person("silent")
    browser.sign_in(school.address, "silent")
    answer = browser.open(request_of(school, "canvas", prompt="none"))
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["error"] == ["login_required"]


def test_a_client_without_the_role_is_open_to_everybody(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.person("anybody")
    assert browser.sign_in(request_of(school, "open-to-all"), "anybody").headers["Location"].startswith(RETURN)


def test_a_saml_application_is_refused_and_opened_alike(school: SchoolRealm, browser: SchoolBrowser) -> None:
    person = school.person("archivist")
    papers = f"{school.url}/realms/{school.realm}/protocol/saml/clients/papers"
    refused = browser.sign_in(papers, "archivist")
    assert refused.status_code == 403
    assert "Papers is not open" in refused.text
    school.grant(person, "papers")
    assert 'name="SAMLResponse"' in browser.sign_in(papers, "archivist").text


RULE = {
    "any": [
        {"all": [{"is": "staff"}, {"is": "has_schedule"}, {"is": "has_email"}]},
        {"all": [{"is": "student"}, {"is": "grade", "of": ["06", "07"], "text": "06-07"}]},
    ]
}


@pytest.fixture(scope="module")
def lab(school: SchoolRealm) -> str:
    """An application with a rule, and one condition that the district words itself."""
    school.allow_unmanaged_attributes()
    attributes = {"homeroom.rule": json.dumps(RULE), "homeroom.missing.has_schedule.en": "a schedule in Skyward"}
    school.put_application("lab", name="Lab", redirectUris=[RETURN], attributes=attributes)
    return request_of(school, "lab")


def test_the_page_says_which_condition_fails_for_this_person(
    school: SchoolRealm, browser: SchoolBrowser, lab: str
) -> None:
    school.person("pupil.of.five", attributes={"personType": ["student"], "grade": ["05"]})
    page = browser.sign_in(lab, "pupil.of.five")
    assert "one of the grades 06-07" in page.text
    assert "schedule" not in page.text


def test_the_district_can_word_a_condition_itself(school: SchoolRealm, browser: SchoolBrowser, lab: str) -> None:
    school.person("teacher.without", attributes={"personType": ["staff"]})
    page = browser.sign_in(lab, "teacher.without")
    assert "<li>a schedule in Skyward</li>" in page.text
    assert "e-mail address" not in page.text


def test_whose_record_allows_it_already_is_told_when_it_opens(
    school: SchoolRealm, browser: SchoolBrowser, lab: str
) -> None:
    school.person("pupil.of.six", attributes={"personType": ["student"], "grade": ["06"]})
    page = browser.sign_in(lab, "pupil.of.six")
    assert page.status_code == 403
    assert "when the roster is read next" in page.text


def tokens(school: SchoolRealm, browser: SchoolBrowser, username: str) -> dict[str, str]:
    """Sign in to `canvas` and redeem the code."""
    answer = browser.sign_in(request_of(school, "canvas"), username)
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": RETURN}
    return dict(token_request(school, **fields).json())


def token_request(school: SchoolRealm, **fields: str) -> httpx.Response:
    address = f"{school.url}/realms/{school.realm}/protocol/openid-connect/token"
    return httpx.post(address, data={"client_id": "canvas", **fields}, timeout=30)


def test_tokens_are_refreshed_as_long_as_the_role_is_there(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.grant(school.person("stays"), "canvas")
    held = tokens(school, browser, "stays")
    answer = token_request(school, grant_type="refresh_token", refresh_token=held["refresh_token"])
    assert answer.status_code == 200
    assert answer.json()["access_token"]


def test_losing_the_role_ends_access_at_the_next_refresh(school: SchoolRealm, browser: SchoolBrowser) -> None:
    person = school.person("leaves")
    school.grant(person, "canvas")
    held = tokens(school, browser, "leaves")
    path = f"/users/{person}/role-mappings/clients/{school.client_id('canvas')}"
    school.call("DELETE", path, json=[school.launch_role("canvas")])

    answer = token_request(school, grant_type="refresh_token", refresh_token=held["refresh_token"])

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_grant"
    assert answer.json()["error_description"] == "The person may not open this application any more"


def test_the_event_says_that_the_role_was_missing(school: SchoolRealm, browser: SchoolBrowser) -> None:
    person = school.person("recorded")
    browser.sign_in(request_of(school, "canvas"), "recorded")
    events = school.call("GET", "/events", params={"type": "LOGIN_ERROR", "user": person})
    assert [(event["error"], event["clientId"], event["details"]["reason"]) for event in events] == [
        ("access_denied", "canvas", "missing_launch_role")
    ]


def test_being_refused_never_locks_the_account(school: SchoolRealm) -> None:
    person = school.person("curious")
    for _ in range(4):
        with school_browser(school) as browser:
            assert browser.sign_in(request_of(school, "canvas"), "curious").status_code == 403
    assert school.call("GET", f"/attack-detection/brute-force/users/{person}")["numFailures"] == 0


def test_somebody_else_can_sign_in_from_there(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.person("pupil")
    school.grant(school.person("older"), "canvas")
    browser.sign_in(school.address, "pupil")
    refused = browser.open(request_of(school, "canvas"))
    page = browser.send(refused, signInAs="other")
    answer = browser.send(page, "kc-form-login", username="older", password=PASSWORD)
    assert answer.headers["Location"].startswith(RETURN)
