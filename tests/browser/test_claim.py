"""People claim their account with the code of a letter, on whatever device and with whatever goes wrong meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from admin_api import ClaimApi
from tests.support.axe import accessibility_findings
from tests.support.claim_pages import OWN_PASSWORD, ClaimPages
from tests.support.keycloak_server import KeycloakServer
from tests.support.letters import letter_for
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import example
from tests.support.pictures import REPORTS

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def address(keycloak: KeycloakServer) -> str:
    """What letters print."""
    return f"{keycloak.url}/realms/{keycloak.demo['realm']}/claim"


@pytest.fixture
def student(keycloak: KeycloakServer) -> dict[str, str]:
    """A student with a letter, who has not claimed yet."""
    return letter_for(keycloak, "claiming_student")


@pytest.fixture
def teacher(keycloak: KeycloakServer) -> dict[str, str]:
    """A teacher with a letter, who has not claimed yet and has no authenticator app."""
    return letter_for(keycloak, "claiming_employee")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page of a phone that was never here before, in Spanish."""
    context = chromium.new_context(locale="es-US", viewport=PHONE, is_mobile=True, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def other_page(chromium: Browser) -> Iterator[Page]:
    """A page of another browser."""
    context = chromium.new_context(locale="en-US")
    yield context.new_page()
    context.close()


def reset(keycloak: KeycloakServer, kind: str) -> str:
    """The code of a reset that leaves the second factor alone."""
    with keycloak.connection() as connection:
        claims = ClaimApi(connection, keycloak.demo["realm"])
        return claims.reset([example(keycloak, kind)["sourced_id"]]).issued[0].code


def test_a_student_claims_the_account_and_signs_in_with_the_own_password_ever_after(
    keycloak: KeycloakServer, page: Page, address: str, student: dict[str, str]
) -> None:
    claim = ClaimPages(page, address)
    portal = PortalPage(page, keycloak.demo["portal_url"])

    claim.open()
    page.screenshot(path=REPORTS / "claim-code.png", full_page=True)
    claim.type_code(student["code"].lower().replace("-", " "))
    page.screenshot(path=REPORTS / "claim-rules.png", full_page=True)
    claim.agree()
    page.screenshot(path=REPORTS / "claim-password.png", full_page=True)
    claim.choose_password()
    claim.answer_questions()
    claim.expect_username(student["username"])
    page.screenshot(path=REPORTS / "claim-done.png", full_page=True)
    claim.go_on()
    portal.expect_open()
    portal.sign_out()
    portal.open()
    SignInPage(page).with_password(student["username"], OWN_PASSWORD)

    portal.expect_open()


def test_an_employee_sets_up_an_authenticator_app_in_the_claim(
    keycloak: KeycloakServer, page: Page, address: str, teacher: dict[str, str]
) -> None:
    claim = ClaimPages(page, address)
    portal = PortalPage(page, keycloak.demo["portal_url"])
    sign_in = SignInPage(page)

    claim.open()
    claim.type_code(teacher["code"])
    claim.agree()
    claim.choose_password()
    claim.answer_questions()
    secret = sign_in.set_up_authenticator()
    sign_in.keep_recovery_codes()
    claim.expect_username(teacher["username"])
    claim.go_on()
    portal.expect_open()
    portal.sign_out()
    portal.open()
    sign_in.with_password(teacher["username"], OWN_PASSWORD)
    sign_in.with_one_time_code(secret)

    portal.expect_open()


def test_a_reset_that_keeps_the_authenticator_app_asks_for_a_code_of_it(
    keycloak: KeycloakServer, page: Page, other_page: Page, address: str, teacher: dict[str, str]
) -> None:
    first, again = ClaimPages(page, address), ClaimPages(other_page, address)
    sign_in = SignInPage(page)
    first.open()
    first.type_code(teacher["code"])
    first.agree()
    first.choose_password()
    first.answer_questions()
    secret = sign_in.set_up_authenticator()
    sign_in.keep_recovery_codes()
    first.expect_username(teacher["username"])
    code = reset(keycloak, "claiming_employee")

    again.open()
    again.type_code(code)
    expect(other_page.locator("#password-new")).to_have_count(0)
    SignInPage(other_page).with_one_time_code(secret)

    expect(other_page.locator("#password-new")).to_be_visible()


def test_a_wrong_code_is_refused_and_can_be_corrected(page: Page, address: str, student: dict[str, str]) -> None:
    claim = ClaimPages(page, address)
    wrong = "Z" if student["code"][0] != "Z" else "Y"

    claim.open()
    claim.type_code(wrong + student["code"][1:])
    expect(claim.alert).to_contain_text("That did not work")
    page.screenshot(path=REPORTS / "claim-refused.png", full_page=True)
    expect(page.locator("#claim-code")).to_have_value(wrong + student["code"][1:])
    claim.type_code(student["code"])

    expect(page.locator("#agree")).to_be_visible()


def test_whoever_stops_before_the_password_types_the_code_again_and_goes_on_there(
    page: Page, other_page: Page, address: str, student: dict[str, str]
) -> None:
    stopped, again = ClaimPages(page, address), ClaimPages(other_page, address)

    stopped.open()
    stopped.type_code(student["code"])
    stopped.agree()
    expect(page.locator("#password-new")).to_be_visible()
    again.open()
    again.type_code(student["code"])

    expect(other_page.locator("#password-new")).to_be_visible()


def test_whoever_stops_after_the_password_goes_on_at_the_next_sign_in(
    keycloak: KeycloakServer, page: Page, other_page: Page, address: str, student: dict[str, str]
) -> None:
    claim = ClaimPages(page, address)

    claim.open()
    claim.type_code(student["code"])
    claim.agree()
    claim.choose_password()
    expect(page.locator("#homeroom-questions-form")).to_be_visible()
    PortalPage(other_page, keycloak.demo["portal_url"]).open()
    SignInPage(other_page).with_password(student["username"], OWN_PASSWORD)

    again = ClaimPages(other_page, address)
    again.answer_questions()
    again.expect_username(student["username"])


def test_of_two_browsers_with_one_code_the_second_one_is_told_that_it_was_used(
    page: Page, other_page: Page, address: str, student: dict[str, str]
) -> None:
    first, second = ClaimPages(page, address), ClaimPages(other_page, address)
    for claim in (first, second):
        claim.open()
        claim.type_code(student["code"])
        if claim is first:
            claim.agree()

    first.choose_password()
    expect(page.locator("#homeroom-questions-form")).to_be_visible()
    second.choose_password("a-password-of-somebody-else")

    expect(other_page.get_by_role("heading", name="This code was used")).to_be_visible()
    other_page.screenshot(path=REPORTS / "claim-used.png", full_page=True)


def test_a_code_that_was_used_is_refused_like_any_wrong_one(
    page: Page, other_page: Page, address: str, student: dict[str, str]
) -> None:
    first, second = ClaimPages(page, address), ClaimPages(other_page, address)
    first.open()
    first.type_code(student["code"])
    first.agree()
    first.choose_password()
    first.answer_questions()
    first.expect_username(student["username"])

    second.open()
    second.type_code(student["code"])

    expect(second.alert).to_contain_text("That did not work")


def test_the_address_of_a_letter_begins_a_claim_though_somebody_else_is_signed_in(
    keycloak: KeycloakServer, page: Page, address: str, student: dict[str, str]
) -> None:
    somebody = example(keycloak, "student")
    portal = PortalPage(page, keycloak.demo["portal_url"])
    portal.open()
    SignInPage(page).with_password(somebody["username"], somebody["password"])
    portal.expect_open()
    claim = ClaimPages(page, address)

    claim.open()
    claim.type_code(student["code"])
    claim.agree()
    claim.choose_password()
    claim.answer_questions()
    claim.expect_username(student["username"])
    claim.go_on()

    portal.expect_open()


def test_a_session_that_ends_in_the_middle_leads_to_the_sign_in_and_from_there_to_the_claim(
    page: Page, address: str, student: dict[str, str]
) -> None:
    claim = ClaimPages(page, address)
    claim.open()
    claim.type_code(student["code"])
    expect(page.locator("#agree")).to_be_visible()
    cookies = [cookie for cookie in page.context.cookies() if "AUTH_SESSION" not in str(cookie.get("name"))]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # what it gave is what it takes

    claim.agree()
    page.get_by_role("link", name="Set up your account").click()

    expect(page.locator("#claim-code")).to_be_visible()


def test_after_the_back_button_the_claim_stands_where_it_stood(
    page: Page, address: str, student: dict[str, str]
) -> None:
    claim = ClaimPages(page, address)
    claim.open()
    claim.type_code(student["code"])
    claim.agree()
    expect(page.locator("#password-new")).to_be_visible()

    page.go_back()

    expect(page.locator("#password-new")).to_be_visible()


def test_the_sign_in_page_leads_to_the_claim(
    keycloak: KeycloakServer, page: Page, student: dict[str, str], address: str
) -> None:
    PortalPage(page, keycloak.demo["portal_url"]).open()
    page.get_by_role("link", name="Set up your account").click()

    ClaimPages(page, address).type_code(student["code"])

    expect(page.locator("#agree")).to_be_visible()


@pytest.fixture
def by_facts(keycloak: KeycloakServer, student: dict[str, str]) -> Iterator[None]:
    """Students claim with facts for as long as the test lasts; this one was born on 7 March 2012."""
    with keycloak.connection() as connection:
        realm = f"/admin/realms/{keycloak.demo['realm']}"
        before = connection.get(realm)
        facts = {**before["attributes"], "homeroom.claim.students": "facts"}
        connection.put(realm, {**before, "attributes": facts})
        (user,) = connection.get(f"{realm}/users?username={student['username']}&exact=true")
        born = {**user["attributes"], "birthDate": ["2012-03-07"]}
        connection.put(f"{realm}/users/{user['id']}", {**user, "attributes": born})
        yield
        connection.put(realm, {**connection.get(realm), "attributes": before["attributes"]})


@pytest.mark.usefixtures("by_facts")
def test_a_date_of_birth_is_picked_or_typed(page: Page, address: str, student: dict[str, str]) -> None:
    ClaimPages(page, address).open()
    page.get_by_label("Student or employee ID").fill(student["username"])

    page.locator("#claim-birth-date-picker").fill("2012-03-07")
    expect(page.get_by_label("Date of birth", exact=True)).to_have_value("2012-03-07")
    page.get_by_label("Date of birth", exact=True).fill("March 7, 2012")
    page.screenshot(path=REPORTS / "claim-facts.png", full_page=True)
    assert accessibility_findings(page) == []
    page.locator("#claim-with-facts").click()

    expect(page.locator("#agree")).to_be_visible()


def test_a_claim_on_a_phone_in_spanish_fits_and_can_be_read_by_a_screen_reader(
    phone: Page, address: str, student: dict[str, str]
) -> None:
    claim = ClaimPages(phone, address)
    claim.open()
    expect(phone.get_by_label("Código de su carta")).to_be_focused()
    claim_page = (_width(phone), accessibility_findings(phone))
    phone.screenshot(path=REPORTS / "claim-code-phone.png", full_page=True)
    claim.type_code(student["code"])
    expect(phone.get_by_text("Nadie de la escuela se la pedirá nunca")).to_be_visible()
    rules = (_width(phone), accessibility_findings(phone))
    phone.screenshot(path=REPORTS / "claim-rules-phone.png", full_page=True)
    claim.agree()
    claim.choose_password()
    claim.answer_questions()
    claim.expect_username(student["username"])
    done = (_width(phone), accessibility_findings(phone))
    phone.screenshot(path=REPORTS / "claim-done-phone.png", full_page=True)

    assert [claim_page, rules, done] == [(PHONE["width"], [])] * 3


def _width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))
