"""Setting up an authenticator app: by picture, by key, on the very phone; and the codes for the day without it."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pyotp
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from homeroom.demo.document import DemoPerson
from tests.support.axe import accessibility_findings
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import signed_up_employee
from tests.support.pictures import REPORTS

pytestmark = pytest.mark.browser


@pytest.fixture
def employee(keycloak: KeycloakServer) -> DemoPerson:
    """An employee who has no authenticator yet."""
    return signed_up_employee(keycloak, "Maintenance technician", authenticator=False)


def at_set_up(keycloak: KeycloakServer, page: Page, person: DemoPerson) -> None:
    PortalPage(page, keycloak.demo["portal_url"]).open()
    page.locator("#username").fill(person.username)
    page.locator("#password").fill(person.password)
    page.locator("#kc-login").click()
    expect(page.locator("#kc-totp-secret-qr-code")).to_be_visible()


def as_google_authenticator_reads(address: str) -> pyotp.TOTP:
    """The authenticator that an app makes of an address."""
    made = pyotp.parse_uri(address)
    assert isinstance(made, pyotp.TOTP)
    assert (made.digits, made.interval, made.digest().name) == (6, 30, "sha1")
    return made


def test_the_picture_and_the_typed_key_are_the_same_authenticator(
    keycloak: KeycloakServer, page: Page, employee: DemoPerson
) -> None:
    at_set_up(keycloak, page, employee)
    picture = page.locator("#kc-totp-secret-qr-code").screenshot()
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))
    scanned = as_google_authenticator_reads(code.text)

    page.get_by_role("link", name="I cannot scan it").click()

    typed = page.locator("#kc-totp-secret-key").inner_text()
    assert re.fullmatch(r"(?:[A-Z2-7]{4} ?)+", typed)
    assert typed.replace(" ", "") == scanned.secret
    assert (scanned.issuer, scanned.name) == ("Cedar Valley Schools", employee.username)


def test_on_the_very_phone_a_link_opens_the_app(
    keycloak: KeycloakServer, chromium: Browser, employee: DemoPerson
) -> None:
    context = chromium.new_context(
        locale="es-US", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    at_set_up(keycloak, page, employee)

    link = page.get_by_role("link", name="Abrir la aplicación")

    expect(link).to_be_visible()
    opened = as_google_authenticator_reads(link.get_attribute("href") or "")
    picture = page.locator("#kc-totp-secret-qr-code").screenshot()
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))
    assert opened.secret == as_google_authenticator_reads(code.text).secret
    link.scroll_into_view_if_needed()
    page.screenshot(path=REPORTS / "authenticator-es-360.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_a_desktop_is_not_offered_to_open_the_app(keycloak: KeycloakServer, page: Page, employee: DemoPerson) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    at_set_up(keycloak, page, employee)

    expect(page.locator("#open-authenticator")).to_be_hidden()
    page.screenshot(path=REPORTS / "authenticator-1280.png", full_page=True)
    assert accessibility_findings(page) == []


def test_the_codes_are_kept_as_a_file_and_each_lets_its_owner_in(
    keycloak: KeycloakServer, page: Page, employee: DemoPerson, tmp_path: Path
) -> None:
    at_set_up(keycloak, page, employee)
    SignInPage(page).set_up_authenticator()
    expect(page.get_by_role("button", name="Done")).to_be_visible()
    shown = page.locator("#kc-recovery-codes-list li").all_inner_texts()
    page.screenshot(path=REPORTS / "recovery-codes-1280.png", full_page=True)
    assert accessibility_findings(page) == []

    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "codes.txt")
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    SignInPage(page).keep_recovery_codes()

    kept = (tmp_path / "codes.txt").read_text(encoding="utf-8")
    assert all(code in kept for code in shown)
    page.context.clear_cookies()
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(employee.username, employee.password)
    page.get_by_text("Sign in another way").click()
    page.get_by_role("button", name=re.compile("recovery", re.IGNORECASE)).click()
    page.locator("#recoveryCodeInput").fill(shown[0])
    page.locator("#kc-login").click()
    PortalPage(page, keycloak.demo["portal_url"]).expect_open()
