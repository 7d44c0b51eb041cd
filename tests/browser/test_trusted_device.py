"""A device that somebody trusted beside a one-time code is not asked again, until something changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect

from admin_api import AuthenticatorApi, NewAuthenticator, RosterApi
from homeroom.demo.document import DemoPerson
from tests.support.axe import accessibility_findings
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import signed_up_employee
from tests.support.pictures import REPORTS

pytestmark = pytest.mark.browser

COOKIE = "HOMEROOM_TRUSTED_DEVICE"
CHECKBOX = "Do not ask again on this device for 30 days"


class Employee:
    """Somebody with an authenticator app, and what an administrator can do to the account."""

    def __init__(self, keycloak: KeycloakServer, person: DemoPerson) -> None:
        self.keycloak = keycloak
        self.person = person
        with keycloak.connection() as connection:
            people = RosterApi(connection, keycloak.demo["realm"]).people()
            self.id = next(one.id for one in people if one.sourced_id == person.sourced_id)

    def get(self, path: str) -> Any:
        """Read something of the account."""
        with self.keycloak.connection() as connection:
            return connection.get(f"{self._path}{path}")

    def put(self, path: str, body: dict[str, Any]) -> None:
        """Change something of the account."""
        with self.keycloak.connection() as connection:
            connection.put(f"{self._path}{path}", body)

    def delete(self, kind: str) -> None:
        """Delete the credentials of a type."""
        with self.keycloak.connection() as connection:
            for credential in connection.get(f"{self._path}/credentials"):
                if credential["type"] == kind:
                    connection.delete(f"{self._path}/credentials/{credential['id']}")

    def add_authenticator(self) -> None:
        """Set up another phone."""
        new = NewAuthenticator("Other phone", pyotp.random_base32(), interval=30, digits=6, algorithm="HmacSHA1")
        with self.keycloak.connection() as connection:
            AuthenticatorApi(connection, self.keycloak.demo["realm"]).give(self.id, new)

    def sign_out(self) -> None:
        """End all sessions, as an administrator does."""
        with self.keycloak.connection() as connection:
            connection.post(f"{self._path}/logout", None)

    def last_sign_in(self) -> dict[str, str]:
        """Details of the event."""
        with self.keycloak.connection() as connection:
            path = f"/admin/realms/{self.keycloak.demo['realm']}/events"
            events = connection.get(path, {"type": "LOGIN", "user": self.id, "max": 1})
        details: dict[str, str] = events[0]["details"]
        return details

    @property
    def _path(self) -> str:
        return f"/admin/realms/{self.keycloak.demo['realm']}/users/{self.id}"


@pytest.fixture
def clerk(keycloak: KeycloakServer) -> Employee:
    return Employee(keycloak, signed_up_employee(keycloak, "Payroll clerk"))


def come_back(keycloak: KeycloakServer, page: Page, person: DemoPerson) -> None:
    """Sign in with the password once more, all sessions gone: only the device itself is the same."""
    kept = [cookie for cookie in page.context.cookies() if cookie["name"] == COOKIE]
    page.context.clear_cookies()
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(person.username, person.password)


def trust(keycloak: KeycloakServer, page: Page, person: DemoPerson) -> None:
    """Sign in and trust the device."""
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(person.username, person.password)
    page.get_by_label(CHECKBOX).check()
    SignInPage(page).with_one_time_code(person.totp_secret or "")
    PortalPage(page, keycloak.demo["portal_url"]).expect_open()


def expect_in(keycloak: KeycloakServer, page: Page) -> None:
    PortalPage(page, keycloak.demo["portal_url"]).expect_open()


def expect_asked(page: Page) -> None:
    expect(page.get_by_label("One-time code")).to_be_visible()


@contextmanager
def policy(keycloak: KeycloakServer, **attributes: str) -> Iterator[None]:
    """Another policy for a while."""
    path = f"/admin/realms/{keycloak.demo['realm']}"
    with keycloak.connection() as connection:
        before = connection.get(path)["attributes"]
        other = {f"homeroom.trusted-device.{name.replace('_', '-')}": value for name, value in attributes.items()}
        connection.put(path, {"attributes": before | other})
        yield
        connection.put(path, {"attributes": before})


def test_a_trusted_device_is_not_asked_again_and_the_event_names_it(
    keycloak: KeycloakServer, page: Page, clerk: Employee
) -> None:
    trust(keycloak, page, clerk.person)

    come_back(keycloak, page, clerk.person)

    expect_in(keycloak, page)
    [device] = [one for one in clerk.get("/credentials") if one["type"] == "trusted-device"]
    assert clerk.last_sign_in()["trusted_device"] == device["id"]
    assert "Chrome, Linux" in device["userLabel"]


def test_only_the_server_can_read_the_cookie_and_only_the_own_pages_send_it(
    keycloak: KeycloakServer, page: Page, clerk: Employee
) -> None:
    trust(keycloak, page, clerk.person)

    [cookie] = [cookie for cookie in page.context.cookies() if cookie["name"] == COOKIE]

    assert cookie["httpOnly"]
    assert cookie["secure"]
    assert cookie["sameSite"] == "Strict"
    assert cookie["path"] == f"/realms/{keycloak.demo['realm']}/"


def test_without_the_checkbox_the_device_is_asked_again(keycloak: KeycloakServer, page: Page, clerk: Employee) -> None:
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(clerk.person.username, clerk.person.password)
    SignInPage(page).with_one_time_code(clerk.person.totp_secret or "")
    expect_in(keycloak, page)

    come_back(keycloak, page, clerk.person)

    expect_asked(page)


def test_a_wrong_code_trusts_nothing(keycloak: KeycloakServer, page: Page, clerk: Employee) -> None:
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(clerk.person.username, clerk.person.password)
    page.get_by_label(CHECKBOX).check()
    page.get_by_label("One-time code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_text("That code is not right")).to_be_visible()

    assert [cookie for cookie in page.context.cookies() if cookie["name"] == COOKIE] == []


@pytest.mark.parametrize("what", ["password", "authenticator", "device", "sign-out"])
def test_trust_ends_with(keycloak: KeycloakServer, page: Page, clerk: Employee, what: str) -> None:
    trust(keycloak, page, clerk.person)

    if what == "password":
        clerk.put("/reset-password", {"type": "password", "value": clerk.person.password, "temporary": False})
    elif what == "authenticator":
        clerk.add_authenticator()
    elif what == "device":
        clerk.delete("trusted-device")
    else:
        clerk.sign_out()

    come_back(keycloak, page, clerk.person)
    expect_asked(page)


@pytest.mark.parametrize("button", ["Remove", "Sign out everywhere"])
def test_the_own_account_lists_the_device_and_ends_the_trust(
    keycloak: KeycloakServer, page: Page, clerk: Employee, button: str
) -> None:
    trust(keycloak, page, clerk.person)
    page.goto(f"{keycloak.demo['portal_url']}/account")
    trusted = page.get_by_role("region", name="Trusted devices")
    expect(trusted.get_by_role("listitem")).to_have_count(1)

    if button == "Remove":
        trusted.get_by_role("link", name=button).click()
        page.locator("#kc-accept").click()
        expect(trusted).to_have_count(0)
    else:
        page.get_by_role("button", name=button).click()
        expect(page.locator("#username")).to_be_visible()

    assert [one for one in clerk.get("/credentials") if one["type"] == "trusted-device"] == []


def test_somebody_else_is_asked_on_that_device(keycloak: KeycloakServer, page: Page, clerk: Employee) -> None:
    librarian = signed_up_employee(keycloak, "Librarian")
    trust(keycloak, page, clerk.person)

    come_back(keycloak, page, librarian)

    expect_asked(page)


@pytest.mark.parametrize("attributes", [{"days": "0"}, {"shared_networks": "127.0.0.0/8,::1/128"}])
def test_where_no_device_may_be_trusted_there_is_no_checkbox_and_old_trust_does_not_count(
    keycloak: KeycloakServer, page: Page, clerk: Employee, attributes: dict[str, str]
) -> None:
    trust(keycloak, page, clerk.person)

    with policy(keycloak, **attributes):
        come_back(keycloak, page, clerk.person)

        expect_asked(page)
        expect(page.get_by_role("checkbox")).to_have_count(0)


def test_the_page_says_what_trusting_means_to_everybody(keycloak: KeycloakServer, page: Page, clerk: Employee) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(clerk.person.username, clerk.person.password)

    expect(page.get_by_label(CHECKBOX)).to_have_accessible_description(
        "Only on a device that is yours alone. Never on one that others use."
    )
    page.screenshot(path=REPORTS / "one-time-code-trust-360.png", full_page=True)
    assert accessibility_findings(page) == []
