"""Everybody signs in the way that is meant for them, lands on the portal, and finds just their own applications."""

from __future__ import annotations

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import disabled_employee, example, signed_up_employee
from tests.support.pictures import REPORTS

pytestmark = pytest.mark.browser

APPLICATIONS = {
    "pupil": {"clever", "library"},
    "student": {"clever", "google-workspace", "canvas", "library"},
    "everybody": {"clever", "google-workspace", "canvas", "library"},
    "employee": {"google-workspace", "library"},
    "teacher": {"clever", "google-workspace", "canvas", "library", "desk"},
    "delegate": {"google-workspace", "library", "desk"},
    "registrar": {"google-workspace", "library", "desk"},
    "district_admin": {"google-workspace", "library", "desk"},
    "campus_it": {"google-workspace", "library", "desk"},
}


@pytest.mark.parametrize("kind", APPLICATIONS)
def test_a_person_signs_in_and_finds_the_own_applications(keycloak: KeycloakServer, page: Page, kind: str) -> None:
    person = example(keycloak, kind)
    portal = PortalPage(page, keycloak.demo["portal_url"])
    sign_in = SignInPage(page)

    portal.open()
    sign_in.with_password(person["username"], person["password"])
    if person["totp_secret"]:
        sign_in.with_one_time_code(person["totp_secret"])

    assert portal.applications() == APPLICATIONS[kind]


def test_a_teacher_without_the_right_code_stays_outside(keycloak: KeycloakServer, page: Page) -> None:
    teacher = example(keycloak, "teacher")
    sign_in = SignInPage(page)

    PortalPage(page, keycloak.demo["portal_url"]).open()
    sign_in.with_password(teacher["username"], teacher["password"])
    sign_in.with_one_time_code(pyotp.random_base32())

    expect(page.get_by_text("That code is not right")).to_be_visible()
    expect(page.locator("[data-application]")).to_have_count(0)


def test_an_employee_without_an_authenticator_app_sets_one_up_first(keycloak: KeycloakServer, page: Page) -> None:
    nurse = signed_up_employee(keycloak, "Nurse", authenticator=False)
    portal = PortalPage(page, keycloak.demo["portal_url"])
    sign_in = SignInPage(page)

    portal.open()
    sign_in.with_password(nurse.username, nurse.password)
    page.screenshot(path=REPORTS / "set-up-authenticator.png", full_page=True)
    secret = sign_in.set_up_authenticator()
    page.screenshot(path=REPORTS / "recovery-codes.png", full_page=True)
    sign_in.keep_recovery_codes()
    portal.expect_open()
    portal.sign_out()
    portal.open()
    sign_in.with_password(nurse.username, nurse.password)
    sign_in.with_one_time_code(secret)

    portal.expect_open()


def test_wrong_passwords_unknown_names_and_disabled_accounts_are_answered_alike(
    keycloak: KeycloakServer, page: Page
) -> None:
    sign_in = SignInPage(page)
    usernames = [
        example(keycloak, "student")["username"],
        "nobody.of.this.name",
        disabled_employee(keycloak, "Custodian"),
    ]
    answers = []

    for username in usernames:
        PortalPage(page, keycloak.demo["portal_url"]).open()
        sign_in.with_password(username, "not the password")
        expect(sign_in.alert).to_be_visible()
        answers.append(page.locator("main").inner_text())

    assert answers == answers[:1] * 3


def test_a_form_is_sent_once_until_the_browser_brings_its_page_back(keycloak: KeycloakServer, page: Page) -> None:
    PortalPage(page, keycloak.demo["portal_url"]).open()

    sent = page.evaluate("""() => {
        const form = document.getElementById("username").form;
        const sent = [];
        document.addEventListener("submit", (event) => {
            sent.push(!event.defaultPrevented);
            event.preventDefault();
        });
        const send = () => form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
        const show = (persisted) => dispatchEvent(new PageTransitionEvent("pageshow", { persisted }));
        send();
        show(false);  // The page was sent before it was there whole.
        send();
        show(true);
        send();
        return sent;
    }""")

    assert sent == [True, False, True]


def test_a_link_is_followed_once_until_the_browser_brings_its_page_back(keycloak: KeycloakServer, page: Page) -> None:
    PortalPage(page, keycloak.demo["portal_url"]).open()

    followed = page.evaluate("""() => {
        const link = document.createElement("a");
        link.dataset.onceLink = "";
        link.href = "#there";
        document.body.append(link);
        const followed = [];
        const click = () => new MouseEvent("click", { bubbles: true, cancelable: true });
        const follow = () => followed.push(link.dispatchEvent(click()));
        follow();
        follow();
        dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        follow();
        return followed;
    }""")

    assert followed == [True, False, True]


def test_whoever_signs_out_is_asked_again(keycloak: KeycloakServer, page: Page) -> None:
    student = example(keycloak, "student")
    portal = PortalPage(page, keycloak.demo["portal_url"])
    portal.open()
    SignInPage(page).with_password(student["username"], student["password"])
    portal.expect_open()

    portal.sign_out()
    portal.open()

    expect(page.get_by_label("Username")).to_be_visible()


def test_the_pages_speak_spanish_to_a_spanish_browser(keycloak: KeycloakServer, page_in_spanish: Page) -> None:
    student = example(keycloak, "student")
    portal = PortalPage(page_in_spanish, keycloak.demo["portal_url"])

    portal.open()
    page_in_spanish.get_by_label("Usuario").fill(student["username"])
    page_in_spanish.get_by_label("Contraseña", exact=True).fill(student["password"])
    page_in_spanish.keyboard.press("Enter")

    portal.expect_open()
    expect(page_in_spanish.get_by_role("link", name="Biblioteca")).to_be_visible()
