"""One sign-in and one sign-out for applications that are not ours: OpenID Connect and SAML, from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from homeroom.demo.ports import choose_ports
from tests.support.apache import folders_for
from tests.support.catalog_realm import catalog_realm
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.relying_party import RelyingParty
from tests.support.saml_relying_party import SamlRelyingParty
from tests.support.school_realm import PASSWORD, SchoolRealm

pytestmark = pytest.mark.browser

SECRET = "of-the-reading-room-in-the-tests"


@dataclass(frozen=True)
class School:
    """A realm, and two applications of its portal that run.

    Attributes:
        reading: speaks OpenID Connect.
        archive: speaks SAML.
    """

    realm: SchoolRealm
    reading: RelyingParty
    archive: SamlRelyingParty


def _applications(ports: dict[str, int]) -> list[dict[str, Any]]:
    """Both, as in apps.yaml."""
    reading = f"http://localhost:{ports['reading']}"
    options = {
        "redirect_uris": [f"{reading}/signed-in"],
        "secret": SECRET,
        "logout_url": f"{reading}/signed-in?logout=backchannel",
    }
    return [
        {"id": "reading", "template": "oidc", "title": {"en": "Reading"}, "url": reading, "options": options},
        {
            "id": SamlRelyingParty.ENTITY_ID,
            "template": "saml",
            "title": {"en": "Archive"},
            "url": f"http://localhost:{ports['archive']}/",
            "options": SamlRelyingParty.options(ports["archive"]),
        },
    ]


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    ports = choose_ports({"reading": 0, "archive": 0})
    made = catalog_realm(keycloak, realm, tmp_path_factory.mktemp("district"), _applications(ports))
    made.end_every_sign_in_with_app_access()
    for username in ("reader", "leaver"):
        made.grant(made.person(username), "reading", "archive")
    made.person("visitor")
    issuer = f"{keycloak.url}/realms/{realm}"
    with folders_for(ports) as places:
        reading = RelyingParty(places["reading"], ports["reading"], issuer, "reading", SECRET)
        archive = SamlRelyingParty(places["archive"], ports["archive"], issuer)
        with reading, archive:
            yield School(made, reading, archive)
    made.api.close()


def test_one_sign_in_opens_both_from_the_portal(school: School, page: Page) -> None:
    portal = PortalPage(page, school.realm.address)
    portal.open()
    SignInPage(page).with_password("reader", PASSWORD)

    for title in ("Reading", "Archive"):
        portal.expect_open()
        portal.icon(title).click()
        expect(page.get_by_role("heading", name="Library" if title == "Reading" else title)).to_be_visible()
        expect(page.locator("#reader")).to_have_text("reader")
        portal.open()


def test_either_can_be_where_the_sign_in_begins(school: School, page: Page) -> None:
    page.goto(school.archive.url)
    SignInPage(page).with_password("reader", PASSWORD)
    expect(page.locator("#reader")).to_have_text("reader")

    page.goto(school.reading.url)

    expect(page.locator("#reader")).to_have_text("reader")


def test_signing_out_of_the_portal_signs_out_of_both(school: School, page: Page) -> None:
    # Somebody of its own: mod_auth_mellon finds the session by the person, and takes the oldest one.
    portal = PortalPage(page, school.realm.address)
    portal.open()
    SignInPage(page).with_password("leaver", PASSWORD)
    for application in (school.reading, school.archive):
        page.goto(application.url)
        expect(page.locator("#reader")).to_have_text("leaver")
    portal.open()

    portal.sign_out()
    expect(page.get_by_label("Username")).to_be_visible()

    for application in (school.reading, school.archive):
        page.goto(application.url)
        expect(page.get_by_label("Username")).to_be_visible()


@pytest.mark.parametrize("begins", ["reading", "archive"])
@pytest.mark.parametrize("signed_in_before", [False, True], ids=["first sign-in", "single sign-on"])
def test_whoever_has_not_the_role_is_kept_out_of_both(
    school: School, page: Page, begins: str, signed_in_before: bool
) -> None:
    if signed_in_before:
        PortalPage(page, school.realm.address).open()
        SignInPage(page).with_password("visitor", PASSWORD)
        PortalPage(page, school.realm.address).expect_open()

    page.goto(school.reading.url if begins == "reading" else school.archive.url)
    if not signed_in_before:
        SignInPage(page).with_password("visitor", PASSWORD)

    expect(page.get_by_role("heading", name="is not open to this account")).to_be_visible()
    expect(page.locator("#reader")).to_have_count(0)
