"""Staff help people of their own: a teacher in the class, a delegate at the campus, and nobody beyond."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from admin_api import BadgeApi
from tests.support.axe import accessibility_findings
from tests.support.class_of_pupils import ClassOfPupils, class_of_pupils
from tests.support.desk_of import desk_of
from tests.support.keycloak_server import KeycloakServer
from tests.support.lockout import lock_out_by_passwords
from tests.support.people import example

pytestmark = pytest.mark.browser

PHONE = ViewportSize(width=360, height=740)


@pytest.fixture(scope="module")
def teachers_desk(chromium: Browser, keycloak: KeycloakServer) -> Iterator[Page]:
    context = chromium.new_context(locale="en-US", viewport={"width": 1440, "height": 900})
    yield desk_of(context.new_page(), keycloak, "teacher")
    context.close()


@pytest.fixture(scope="module")
def delegates_desk(chromium: Browser, keycloak: KeycloakServer) -> Iterator[Page]:
    context = chromium.new_context(locale="en-US", viewport=PHONE)
    yield desk_of(context.new_page(), keycloak, "delegate")
    context.close()


@pytest.fixture
def one(keycloak: KeycloakServer) -> Iterator[ClassOfPupils]:
    """A class of the teacher's in which nobody has a badge."""
    with class_of_pupils(keycloak, teacher=example(keycloak, "teacher")["sourced_id"]) as made:
        with keycloak.connection() as connection:
            BadgeApi(connection, keycloak.demo["realm"]).void(made.pupils)
        yield made


def open_class(page: Page, keycloak: KeycloakServer, one: ClassOfPupils) -> None:
    page.goto(f"{keycloak.demo['desk_url'].rstrip('/')}/classes/{one.sourced_id}")


def find(page: Page, keycloak: KeycloakServer, typed: str) -> None:
    page.goto(keycloak.demo["desk_url"])
    page.get_by_role("searchbox").fill(typed)
    page.get_by_role("searchbox").press("Enter")


def test_a_teacher_prints_voids_and_sees_what_that_means(
    teachers_desk: Page, keycloak: KeycloakServer, one: ClassOfPupils
) -> None:
    open_class(teachers_desk, keycloak, one)
    expect(teachers_desk.locator("#counts")).to_contain_text(f"{len(one.pupils)} without a badge")
    teachers_desk.locator("tbody a").first.click()
    expect(teachers_desk.locator('[data-finding="no_badge"]')).to_contain_text("What to do: print one.")

    with teachers_desk.expect_download() as download:
        teachers_desk.get_by_role("button", name="Print a new badge").click()
    assert download.value.suggested_filename.startswith("Badge ")
    teachers_desk.reload()
    expect(teachers_desk.locator('[data-finding="no_badge"]')).to_have_count(0)

    teachers_desk.get_by_text("Void the badge").first.click()
    teachers_desk.locator("#void-badge").click()
    expect(teachers_desk.locator("#done")).to_have_text("The badge does not work any more.")
    expect(teachers_desk.locator('[data-finding="no_badge"]')).to_be_visible()


def test_a_teacher_finds_nobody_outside_the_own_classes(teachers_desk: Page, keycloak: KeycloakServer) -> None:
    find(teachers_desk, keycloak, example(keycloak, "delegate")["username"])

    expect(teachers_desk.get_by_role("heading", name="Nobody was found")).to_be_visible()


def test_a_delegate_on_a_phone_unlocks_somebody(
    chromium: Browser, delegates_desk: Page, keycloak: KeycloakServer
) -> None:
    student = somebody_of_the_campus(delegates_desk, keycloak)
    lock_out_by_passwords(chromium, keycloak, student)
    find(delegates_desk, keycloak, student)
    expect(delegates_desk.locator('[data-finding="locked"]')).to_be_visible()

    delegates_desk.get_by_role("button", name="Unlock the account").click()

    expect(delegates_desk.locator("#done")).to_have_text("The account is unlocked.")
    expect(delegates_desk.locator('[data-finding="locked"]')).to_have_count(0)


def somebody_of_the_campus(page: Page, keycloak: KeycloakServer) -> str:
    """User name of a student whom the delegate finds by a letter of the name."""
    find(page, keycloak, "a")
    text = page.locator(".class", has_text="Grade").first.inner_text()
    return text.split("·")[2].strip()


@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing_on_the_pages_of_the_desk(
    teachers_desk: Page, keycloak: KeycloakServer, one: ClassOfPupils, language: str
) -> None:
    desk = keycloak.demo["desk_url"].rstrip("/")
    teachers_desk.goto(f"{desk}/language/{language}")
    findings = accessibility_findings(teachers_desk)
    open_class(teachers_desk, keycloak, one)
    findings += accessibility_findings(teachers_desk)
    teachers_desk.locator("tbody a").first.click()
    findings += accessibility_findings(teachers_desk)
    find(teachers_desk, keycloak, "nobody at all")
    findings += accessibility_findings(teachers_desk)
    teachers_desk.goto(f"{desk}/language/en")

    assert findings == []
