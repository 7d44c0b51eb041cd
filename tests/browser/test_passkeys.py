"""Passkeys of employees: set up once, then neither password nor code. Chromium has an authenticator for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from admin_api import ClaimApi
from tests.support.axe import accessibility_findings
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.passing_account import PASSWORD, PassingAccount, passing_account
from tests.support.pictures import REPORTS
from tests.support.recovery_realm import new_authenticator

pytestmark = pytest.mark.browser

ACTION = "homeroom-passkey"
KIND = "webauthn-passwordless"


class Device:
    """A phone or computer that keeps passkeys, and knows its owner by the finger.

    Args:
        page: of the browser that it belongs to.
        owner: whether the finger that is held to it is the owner's.
    """

    def __init__(self, page: Page, *, owner: bool = True) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": owner,
            "automaticPresenceSimulation": True,
        }
        made = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._id = made["authenticatorId"]

    def is_held_by(self, *, owner: bool) -> None:
        """Say whose finger it is from now on."""
        self._session.send("WebAuthn.setUserVerified", {"authenticatorId": self._id, "isUserVerified": owner})

    def passkeys(self) -> list[dict[str, Any]]:
        """What it keeps."""
        kept: list[dict[str, Any]] = self._session.send("WebAuthn.getCredentials", {"authenticatorId": self._id})[
            "credentials"
        ]
        return kept


@pytest.fixture(autouse=True)
def passkeys_are_allowed(keycloak: KeycloakServer) -> Iterator[None]:
    """As `second_factor.passkeys` of district.yaml does, for as long as the test lasts."""
    with switched(keycloak, on=True):
        yield


@contextmanager
def switched(keycloak: KeycloakServer, *, on: bool) -> Iterator[None]:
    realm = f"/admin/realms/{keycloak.demo['realm']}"
    action = f"{realm}/authentication/required-actions/{ACTION}"
    with keycloak.connection() as connection:
        for allowed in (on, not on):
            live = connection.get(realm)
            connection.put(realm, {**live, "webAuthnPolicyPasswordlessPasskeysEnabled": allowed})
            connection.put(action, {**connection.get(action), "enabled": allowed})
            if allowed is on:
                yield


@pytest.fixture
def employee(keycloak: KeycloakServer) -> Iterator[tuple[PassingAccount, str]]:
    """With an authenticator app, and its secret."""
    app, secret = new_authenticator()
    with passing_account(keycloak, "staff", credentials=(app,)) as account:
        yield account, secret


@pytest.fixture
def student(keycloak: KeycloakServer) -> Iterator[PassingAccount]:
    with passing_account(keycloak, "student") as account:
        yield account


def sign_in(keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]) -> None:
    person, secret = employee
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(person.username, PASSWORD)
    SignInPage(page).with_one_time_code(secret)
    PortalPage(page, keycloak.demo["portal_url"]).expect_open()


def asks_again(page: Page, otherwise: Locator) -> bool:
    """Type the password once more if it is asked for: not within the second of the last sign-in."""
    password = page.locator("#kc-form-login #password")
    expect(password.or_(otherwise)).to_be_visible()
    if not password.is_visible():
        return False
    password.fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return True


def set_up(keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]) -> None:
    """Sign in, and set a passkey up in My account, which asks to sign in again before."""
    _, secret = employee
    page.on("dialog", lambda dialog: dialog.accept("My laptop"))
    sign_in(keycloak, page, employee)
    page.goto(f"{keycloak.demo['portal_url']}/account")
    page.get_by_role("link", name="Set up a passkey").click()
    if asks_again(page, page.get_by_role("heading", name="Set up a passkey")):
        SignInPage(page).with_one_time_code(secret)
    expect(page.get_by_role("heading", name="Set up a passkey")).to_be_visible()
    REPORTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=REPORTS / "passkey-set-up.png", full_page=True)
    page.get_by_role("button", name="Set up a passkey").click()
    expect(page.get_by_role("region", name="Passkeys")).to_contain_text("My laptop")


def leave_the_list_alone(page: Page) -> None:
    """Chromium's authenticator for tests chooses from the list at the user name by itself; now there is none."""
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")


def use_passkey(keycloak: KeycloakServer, page: Page) -> None:
    """Go to the portal with nothing but the device, and press the button."""
    page.context.clear_cookies()
    leave_the_list_alone(page)
    PortalPage(page, keycloak.demo["portal_url"]).open()
    page.get_by_role("button", name="Sign in with a passkey").click()


def kinds_of(keycloak: KeycloakServer, person: PassingAccount) -> set[str]:
    with keycloak.connection() as connection:
        path = f"/admin/realms/{keycloak.demo['realm']}/users/{person.id}/credentials"
        return {str(credential["type"]) for credential in connection.get(path)}


def test_an_employee_with_a_passkey_is_asked_for_no_password_and_no_code(
    keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]
) -> None:
    Device(page)
    set_up(keycloak, page, employee)

    use_passkey(keycloak, page)

    PortalPage(page, keycloak.demo["portal_url"]).expect_open()


def test_a_passkey_is_chosen_from_the_list_at_the_user_name(
    keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]
) -> None:
    Device(page)
    set_up(keycloak, page, employee)
    page.context.clear_cookies()

    PortalPage(page, keycloak.demo["portal_url"]).open()

    PortalPage(page, keycloak.demo["portal_url"]).expect_open()


def test_a_finger_that_is_not_the_owners_opens_nothing(
    keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]
) -> None:
    device = Device(page)
    set_up(keycloak, page, employee)
    device.is_held_by(owner=False)

    use_passkey(keycloak, page)

    expect(page.locator("#password")).to_be_visible()
    expect(SignInPage(page).alert.first).to_be_visible()


def test_the_password_still_asks_for_the_code(
    keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]
) -> None:
    person, _ = employee
    Device(page)
    set_up(keycloak, page, employee)
    page.context.clear_cookies()
    leave_the_list_alone(page)

    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(person.username, PASSWORD)

    expect(page.get_by_label("One-time code")).to_be_visible()


def test_a_passkey_of_somebody_who_left_opens_nothing(
    keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]
) -> None:
    Device(page)
    set_up(keycloak, page, employee)
    with keycloak.connection() as connection:
        path = f"/admin/realms/{keycloak.demo['realm']}/users/{employee[0].id}"
        connection.put(path, {**connection.get(path), "enabled": False})

    use_passkey(keycloak, page)

    expect(SignInPage(page).alert.first).to_be_visible()
    expect(page).not_to_have_url(keycloak.demo["portal_url"])


def test_a_reset_by_the_campus_takes_the_passkey_away(
    keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]
) -> None:
    Device(page)
    set_up(keycloak, page, employee)
    with keycloak.connection() as connection:
        ClaimApi(connection, keycloak.demo["realm"]).reset([employee[0].username])

    use_passkey(keycloak, page)

    expect(SignInPage(page).alert.first).to_be_visible()


def test_the_owner_removes_a_passkey_in_my_account(
    keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]
) -> None:
    Device(page)
    set_up(keycloak, page, employee)
    assert accessibility_findings(page) == []

    page.get_by_role("region", name="Passkeys").get_by_role("link", name="Remove").click()
    page.locator("#kc-accept").click()

    expect(page.get_by_role("region", name="Passkeys")).not_to_contain_text("My laptop")
    assert KIND not in kinds_of(keycloak, employee[0])


def test_a_student_who_types_the_address_of_the_set_up_gets_none(
    keycloak: KeycloakServer, page: Page, student: PassingAccount
) -> None:
    device = Device(page)
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(student.username, PASSWORD)
    PortalPage(page, keycloak.demo["portal_url"]).expect_open()
    page.goto(f"{keycloak.demo['portal_url']}/account")
    expect(page.get_by_role("region", name="Passkeys")).to_have_count(0)
    change = page.get_by_role("link", name="Change my password").get_attribute("href") or ""

    page.goto(change.replace("kc_action=UPDATE_PASSWORD", f"kc_action={ACTION}"))
    account = page.get_by_role("heading", name="My account")
    asks_again(page, account)

    expect(account).to_be_visible()
    assert device.passkeys() == []


def test_where_the_district_has_none_nobody_is_offered_one(
    keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]
) -> None:
    with switched(keycloak, on=False):
        sign_in(keycloak, page, employee)
        page.goto(f"{keycloak.demo['portal_url']}/account")
        offered = page.get_by_role("region", name="Passkeys").count()
        page.context.clear_cookies()
        PortalPage(page, keycloak.demo["portal_url"]).open()
        expect(page.locator("#password")).to_be_visible()

        assert (offered, page.get_by_role("button", name="Sign in with a passkey").count()) == (0, 0)
