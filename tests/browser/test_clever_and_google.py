"""Applications that expect what Clever's and Google's do, with the catalogue's own configuration.

One goes by the roster id of an ID token, the other by the e-mail address of a signed assertion at Google's address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx
import pytest
from playwright.sync_api import Page, Playwright, expect

from homeroom.demo.ports import choose_ports
from tests.support.apache import folders_for
from tests.support.catalog_realm import catalog_realm
from tests.support.chromium import FLAGS, PROGRAM
from tests.support.google_stand_in import GoogleStandIn
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.relying_party import RelyingParty
from tests.support.school_realm import PASSWORD, SchoolRealm

pytestmark = pytest.mark.browser

SECRET = "of-the-lessons-in-the-tests"
DOMAIN = "school.example"
ROSTER_ID = "s-42"
MAIL = "reader@school.example"


@dataclass(frozen=True)
class School:
    """A realm, and two applications of its portal that run.

    Attributes:
        lessons: goes by roster ids.
        google: goes by e-mail addresses.
    """

    realm: SchoolRealm
    lessons: RelyingParty
    google: GoogleStandIn


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    ports = choose_ports({"lessons": 0, "google": 0})
    lessons_url = f"http://localhost:{ports['lessons']}"
    applications = [
        {
            "id": "lessons",
            "template": "oidc-roster",
            "title": {"en": "Lessons"},
            "url": lessons_url,
            "options": {
                "redirect_uris": [f"{lessons_url}/signed-in"],
                "secret": SECRET,
                "logout_url": f"{lessons_url}/signed-in?logout=backchannel",
            },
        },
        {
            "id": "google-workspace",
            "client_id": GoogleStandIn.entity_id(DOMAIN),
            "template": "google-workspace",
            "title": {"en": "Google Workspace"},
            "url": "https://www.google.com/",
            "options": {"domain": DOMAIN},
        },
    ]
    made = catalog_realm(keycloak, realm, tmp_path_factory.mktemp("district"), applications)
    made.end_every_sign_in_with_app_access()
    made.allow_unmanaged_attributes()
    reader = made.person("reader", attributes={"sourcedId": [ROSTER_ID], "personType": ["student"]})
    made.grant(reader, "lessons", GoogleStandIn.entity_id(DOMAIN))
    made.person("visitor")
    issuer = f"{keycloak.url}/realms/{realm}"
    with folders_for(ports) as places:
        lessons = RelyingParty(places["lessons"], ports["lessons"], issuer, "lessons", SECRET, reader="sis_id")
        google = GoogleStandIn(places["google"], ports["google"], DOMAIN, issuer)
        with lessons, google:
            yield School(made, lessons, google)
    made.api.close()


@pytest.fixture
def window(playwright: Playwright, school: School) -> Iterator[Page]:
    """A browser that was never here before, and for which Google is the stand-in."""
    browser = playwright.chromium.launch(executable_path=PROGRAM, args=[*FLAGS, *school.google.browser_flags])
    yield browser.new_page(locale="en-US")
    browser.close()


def sign_in(school: School, window: Page, username: str = "reader") -> PortalPage:
    portal = PortalPage(window, school.realm.address)
    portal.open()
    SignInPage(window).with_password(username, PASSWORD)
    portal.expect_open()
    return portal


def test_an_application_that_goes_by_roster_ids_is_told_the_roster_id(school: School, window: Page) -> None:
    sign_in(school, window).icon("Lessons").click()

    expect(window.locator("#reader")).to_have_text(ROSTER_ID)


def test_signing_out_of_the_portal_signs_out_of_it(school: School, window: Page) -> None:
    portal = sign_in(school, window)
    window.goto(school.lessons.url)
    expect(window.locator("#reader")).to_have_text(ROSTER_ID)
    portal.open()

    portal.sign_out()
    expect(window.get_by_label("Username")).to_be_visible()

    window.goto(school.lessons.url)
    expect(window.get_by_label("Username")).to_be_visible()


def test_answers_go_to_the_addresses_of_the_application_and_nowhere_else(school: School) -> None:
    query = {"client_id": "lessons", "response_type": "code", "scope": "openid"}
    query["redirect_uri"] = f"{school.lessons.url}/elsewhere"

    answer = httpx.get(
        f"{school.realm.url}/realms/{school.realm.realm}/protocol/openid-connect/auth?{urlencode(query)}", timeout=30
    )

    assert answer.status_code == 400
    assert "elsewhere" not in answer.headers.get("location", "")


@pytest.mark.parametrize("begins_at", ["Google's own page", "the portal"])
def test_google_is_told_the_address_by_an_assertion_that_the_realm_has_signed(
    school: School, window: Page, begins_at: str
) -> None:
    if begins_at == "the portal":
        sign_in(school, window).icon("Google Workspace").click()
    else:
        window.goto(school.google.url)
        SignInPage(window).with_password("reader", PASSWORD)

    expect(window.get_by_role("heading", name="Mail")).to_be_visible()
    expect(window.locator("#reader")).to_have_text(MAIL)


@pytest.fixture
def other_key(school: School) -> Iterator[None]:
    """The realm signs with a key that it has not shown to Google."""
    config = {"priority": ["200"], "enabled": ["true"], "active": ["true"], "algorithm": ["RS256"]}
    key = {"name": "other", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider"}
    school.realm.call("POST", "/components", json={**key, "config": config})
    yield
    (made,) = school.realm.call("GET", "/components?name=other")
    school.realm.call("DELETE", f"/components/{made['id']}")


@pytest.mark.usefixtures("other_key")
def test_an_assertion_that_is_signed_with_another_key_signs_nobody_in(school: School, window: Page) -> None:
    window.goto(school.google.url)
    SignInPage(window).with_password("reader", PASSWORD)

    expect(window).to_have_url(f"https://www.google.com/a/{DOMAIN}/acs")
    expect(window.locator("#reader")).to_have_count(0)


@pytest.mark.parametrize("begins_at", ["lessons", "google"])
def test_whoever_has_not_the_role_is_kept_out_of_both(school: School, window: Page, begins_at: str) -> None:
    window.goto(school.lessons.url if begins_at == "lessons" else school.google.url)
    SignInPage(window).with_password("visitor", PASSWORD)

    expect(window.get_by_role("heading", name="is not open to this account")).to_be_visible()
    expect(window.locator("#reader")).to_have_count(0)
