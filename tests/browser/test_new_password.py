"""Choosing a password: the page says while it is typed what the server says afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from admin_api import RosterApi
from homeroom.demo.cast import Cast, Part
from homeroom.demo.document import DemoPerson
from homeroom.demo.sign_up import SignUp
from tests.support.axe import accessibility_findings
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage
from tests.support.people import pupil_of_grade
from tests.support.pictures import REPORTS

pytestmark = pytest.mark.browser

GOOD = "fish lamp cloud"
EXAMPLES = {
    "abc": "Characters missing: 5",
    "password1": "Many people have this password",
    "contraseña": "Many people have this password",
    "basketball": "One word or name is guessed quickly",
    "12345678": "Many people have this password",
    "2012-03-07": "Dates and years",
    "Cedar Valley 1": "the name of your school or district",
}


@dataclass(frozen=True)
class NewPasswordPage:
    """The page on which a password is chosen."""

    page: Page

    def type(self, password: str) -> None:
        """Type a password, key by key."""
        self.page.get_by_label("New password", exact=True).fill("")
        self.page.get_by_label("New password", exact=True).press_sequentially(password)

    def send(self, password: str) -> None:
        """Type a password into both fields and go on."""
        self.page.locator("#password-new").fill(password)
        self.page.locator("#password-confirm").fill(password)
        self.page.locator("#kc-submit").click()

    @property
    def verdict(self) -> Locator:
        """What is said of it."""
        return self.page.locator("[data-strength-said]")


@pytest.fixture(scope="module")
def student(keycloak: KeycloakServer) -> DemoPerson:
    part = Part("student", "student", pupil_of_grade(keycloak, "08"))
    with keycloak.connection() as connection:
        return SignUp(connection, keycloak.demo["realm"]).all(Cast((part,), ())).people[0]


@pytest.fixture
def has_to_choose(keycloak: KeycloakServer, student: DemoPerson) -> Iterator[DemoPerson]:
    """A student who is asked for a new password at the next sign-in."""
    _ask(keycloak, student, ["UPDATE_PASSWORD"])
    yield student
    _ask(keycloak, student, [])


def _ask(keycloak: KeycloakServer, student: DemoPerson, actions: list[str]) -> None:
    realm = keycloak.demo["realm"]
    with keycloak.connection() as connection:
        [user] = [one for one in RosterApi(connection, realm).people() if one.sourced_id == student.sourced_id]
        connection.put(f"/admin/realms/{realm}/users/{user.id}", {"requiredActions": actions})


def _at_new_password(keycloak: KeycloakServer, page: Page, student: DemoPerson) -> NewPasswordPage:
    PortalPage(page, keycloak.demo["portal_url"]).open()
    page.locator("#username").fill(student.username)
    page.locator("#password").fill(student.password)
    page.locator("#kc-login").click()
    expect(page.locator("#password-new")).to_be_visible()
    return NewPasswordPage(page)


def test_the_page_says_while_it_is_typed_what_is_wrong(
    keycloak: KeycloakServer, page: Page, has_to_choose: DemoPerson
) -> None:
    choosing = _at_new_password(keycloak, page, has_to_choose)
    expect(page.get_by_text("At least 8 characters")).to_be_visible()

    for password, words in EXAMPLES.items():
        choosing.type(password)
        expect(choosing.verdict).to_contain_text(words)

    choosing.type(GOOD)
    expect(choosing.verdict).to_have_text(re.compile("good", re.IGNORECASE))


@pytest.mark.parametrize("password", [password for password in EXAMPLES if password != "abc"])
def test_the_server_says_the_same_when_it_is_sent(
    keycloak: KeycloakServer, chromium: Browser, has_to_choose: DemoPerson, password: str
) -> None:
    context = chromium.new_context(locale="en-US", java_script_enabled=False)
    page = context.new_page()
    choosing = _at_new_password(keycloak, page, has_to_choose)

    choosing.send(password)

    expect(page.get_by_role("alert")).to_contain_text(EXAMPLES[password])
    context.close()


def test_the_own_name_is_known_to_the_page(keycloak: KeycloakServer, page: Page, has_to_choose: DemoPerson) -> None:
    choosing = _at_new_password(keycloak, page, has_to_choose)

    choosing.type(f"{has_to_choose.name.replace(' ', '')}2012!")

    expect(choosing.verdict).to_contain_text("your own name")


def test_a_screen_reader_hears_the_verdict_and_axe_finds_nothing(
    keycloak: KeycloakServer, page: Page, has_to_choose: DemoPerson
) -> None:
    choosing = _at_new_password(keycloak, page, has_to_choose)
    choosing.type("basketball")
    expect(choosing.verdict).to_be_visible()

    assert choosing.verdict.locator("xpath=ancestor::*[@aria-live='polite']").count() == 1
    assert accessibility_findings(page) == []


def test_a_password_manager_finds_the_username_and_what_is_new(
    keycloak: KeycloakServer, page: Page, has_to_choose: DemoPerson
) -> None:
    _at_new_password(keycloak, page, has_to_choose)

    expect(page.locator("input[autocomplete=username]")).to_have_value(has_to_choose.username)
    assert page.locator("input[autocomplete=new-password]").count() == 2


def test_the_page_is_read_in_spanish_and_fits_a_phone(
    keycloak: KeycloakServer, chromium: Browser, has_to_choose: DemoPerson
) -> None:
    context = chromium.new_context(locale="es-US", viewport={"width": 360, "height": 740})
    page = context.new_page()
    choosing = _at_new_password(keycloak, page, has_to_choose)

    page.locator("#password-new").press_sequentially("basketball")
    expect(choosing.verdict).to_contain_text("Una sola palabra")

    page.screenshot(path=REPORTS / "new-password-es-360.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_what_the_page_calls_good_is_taken(keycloak: KeycloakServer, page: Page, has_to_choose: DemoPerson) -> None:
    choosing = _at_new_password(keycloak, page, has_to_choose)
    choosing.type(GOOD)
    expect(choosing.verdict).to_have_text(re.compile("good", re.IGNORECASE))
    page.screenshot(path=REPORTS / "new-password-1280.png", full_page=True)

    choosing.send(GOOD)

    PortalPage(page, keycloak.demo["portal_url"]).expect_open()
