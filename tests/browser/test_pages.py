"""Every page is ours, loads nothing from elsewhere and fits phones, tablets and desktops; pictures are kept of all."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.camera import write_badge_video
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import example
from tests.support.pictures import REPORTS, keep_readme_picture

pytestmark = pytest.mark.browser

# This browser has no camera, and a refusal is answered as such.
EXPECTED_COMPLAINT = re.compile("Requested device not found|status of 4")
WIDTHS = [360, 768, 1440]


def _sign_in(keycloak: KeycloakServer, page: Page) -> None:
    PortalPage(page, keycloak.demo["portal_url"]).open()


def _badge(keycloak: KeycloakServer, page: Page) -> None:
    _sign_in(keycloak, page)
    SignInPage(page).choose_badge()


def _wrong_password(keycloak: KeycloakServer, page: Page) -> None:
    _sign_in(keycloak, page)
    SignInPage(page).with_password("nobody", "wrong")


def _one_time_code(keycloak: KeycloakServer, page: Page) -> None:
    teacher = example(keycloak, "teacher")
    _sign_in(keycloak, page)
    SignInPage(page).with_password(teacher["username"], teacher["password"])


def _portal(keycloak: KeycloakServer, page: Page) -> None:
    student = example(keycloak, "student")
    _sign_in(keycloak, page)
    SignInPage(page).with_password(student["username"], student["password"])
    PortalPage(page, keycloak.demo["portal_url"]).expect_open()


def _denied(keycloak: KeycloakServer, page: Page) -> None:
    _portal(keycloak, page)
    page.goto(f"{keycloak.demo['desk_url'].rstrip('/')}/")


def _expired(keycloak: KeycloakServer, page: Page) -> None:
    _sign_in(keycloak, page)
    address = page.locator("form").first.get_attribute("action") or ""
    page.context.clear_cookies()
    page.goto(address)


def _desk(keycloak: KeycloakServer, page: Page) -> None:
    _one_time_code(keycloak, page)
    SignInPage(page).with_one_time_code(example(keycloak, "teacher")["totp_secret"])
    page.goto(f"{keycloak.demo['desk_url'].rstrip('/')}/")


PAGES: dict[str, Callable[[KeycloakServer, Page], None]] = {
    "sign-in": _sign_in,
    "badge": _badge,
    "wrong-password": _wrong_password,
    "one-time-code": _one_time_code,
    "portal": _portal,
    "denied": _denied,
    "expired": _expired,
    "desk": _desk,
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_ours_and_fits(keycloak: KeycloakServer, chromium: Browser, name: str, width: int) -> None:
    context = chromium.new_context(locale="en-US", viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    PAGES[name](keycloak, page)

    expect(page.get_by_text("Cedar Valley Schools").first).to_be_visible()
    page.screenshot(path=REPORTS / f"{name}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[class*='pf-'], [class*='pf-v5'], #kc-logo").count() == 0
    own = (keycloak.url, keycloak.demo["desk_url"], "blob:", "data:")
    assert [address for address in asked if not address.startswith(own)] == []
    assert [text for text in complaints if not EXPECTED_COMPLAINT.search(text)] == []
    context.close()


def test_the_readme_shows_the_pages_as_they_are(
    keycloak: KeycloakServer, page: Page, page_with_camera: Callable[[Path], Page], tmp_path: Path
) -> None:
    write_badge_video("HB1 IS HELD UP, BUT IS NO BADGE", tmp_path / "badge.y4m")
    badge_page = page_with_camera(tmp_path / "badge.y4m")
    badge_page.set_viewport_size({"width": 1280, "height": 800})
    _badge(keycloak, badge_page)
    expect(badge_page.locator("video")).to_have_js_property("readyState", 4)
    # The badge comes and goes before the camera; the picture with the most in it has the badge.
    (REPORTS / "readme-badge.png").write_bytes(max((badge_page.screenshot() for _ in range(12)), key=len))
    page.set_viewport_size({"width": 1280, "height": 800})
    _portal(keycloak, page)
    page.screenshot(path=REPORTS / "readme-portal.png")

    width, height = keep_readme_picture(REPORTS / "readme-badge.png", REPORTS / "readme-portal.png")

    assert width > 2 * height
