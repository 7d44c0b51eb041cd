"""One click opens an application that is not ours; whoever may not open one is kept out on every path."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import example, signed_up_employee
from tests.support.relying_party import RelyingParty

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def library(keycloak: KeycloakServer) -> Iterator[RelyingParty]:
    """Apache with mod_auth_openidc in the place of the application `library`."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        port = int(keycloak.library_url.rsplit(":", 1)[1])
        secret = (keycloak.district / "secrets" / "library-client").read_text()
        issuer = f"{keycloak.url}/realms/{keycloak.demo['realm']}"
        with RelyingParty(Path(folder), port, issuer, "library", secret) as relying_party:
            yield relying_party


def test_one_click_signs_in_to_the_application(keycloak: KeycloakServer, page: Page, library: RelyingParty) -> None:
    student = example(keycloak, "student")
    portal = PortalPage(page, keycloak.demo["portal_url"])
    portal.open()
    SignInPage(page).with_password(student["username"], student["password"])
    portal.expect_open()

    portal.icon("Library").click()

    expect(page.locator("#reader")).to_have_text(student["username"])


def test_an_application_asks_for_the_sign_in_itself(
    keycloak: KeycloakServer, page: Page, library: RelyingParty
) -> None:
    student = example(keycloak, "student")

    page.goto(library.url)
    SignInPage(page).with_password(student["username"], student["password"])

    expect(page.locator("#reader")).to_have_text(student["username"])


@pytest.mark.parametrize("signed_in_before", [False, True], ids=["first sign-in", "single sign-on"])
def test_somebody_without_the_role_is_kept_out(
    keycloak: KeycloakServer, page: Page, library: RelyingParty, signed_in_before: bool
) -> None:
    driver = signed_up_employee(keycloak, "Bus driver")
    assert driver.totp_secret
    sign_in = SignInPage(page)
    if signed_in_before:
        portal = PortalPage(page, keycloak.demo["portal_url"])
        portal.open()
        sign_in.with_password(driver.username, driver.password)
        sign_in.with_one_time_code(driver.totp_secret)
        assert "library" not in portal.applications()

    page.goto(library.url)
    if not signed_in_before:
        sign_in.with_password(driver.username, driver.password)
        sign_in.with_one_time_code(driver.totp_secret)

    expect(page.get_by_role("heading", name="Library is not open to this account")).to_be_visible()
    expect(page.get_by_text("Ask the librarian of your campus")).to_be_visible()
    expect(page.locator("#reader")).to_have_count(0)


def test_the_desk_opens_with_the_teachers_classes(keycloak: KeycloakServer, page: Page) -> None:
    teacher = example(keycloak, "teacher")
    portal = PortalPage(page, keycloak.demo["portal_url"])
    portal.open()
    SignInPage(page).with_password(teacher["username"], teacher["password"])
    SignInPage(page).with_one_time_code(teacher["totp_secret"])
    portal.expect_open()

    portal.icon("My desk").click()

    expect(page).to_have_url(f"{keycloak.demo['desk_url'].rstrip('/')}/")
    expect(page.get_by_role("heading", name="My classes")).to_be_visible()
