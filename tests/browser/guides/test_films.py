"""The films of the guides: every caption is shown, and what is filmed works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.authenticator import next_code
from tests.support.camera import write_portrait_video
from tests.support.film import filming
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage
from tests.support.people import example, signed_up_employee
from tests.support.set_up_pages import SetUpPages

pytestmark = [pytest.mark.browser, pytest.mark.lengthy]

_ALONE_FRAMES = 60
"""The captions before the badge take so long."""


def test_the_film_of_badges(
    keycloak: KeycloakServer,
    film_set: Page,
    with_camera: Callable[[Path, Page], Page],
    language: str,
    district: str,
    tmp_path: Path,
) -> None:
    badge = example(keycloak, "pupil")["badge"]
    write_portrait_video(badge, tmp_path / "badge.y4m", alone=_ALONE_FRAMES, coming=15)
    page = with_camera(tmp_path / "badge.y4m", film_set)
    page.goto(keycloak.demo["portal_url"])

    with filming(page, "badge", language, district) as film:
        film.say("start")
        page.locator("#sign-in-with-badge").click()
        expect(page.locator("video")).to_have_js_property("readyState", 4)
        film.say("hold-up")
        # Before the portal a page greets the pupil for some seconds, and filming takes the machine's breath away.
        expect(page).to_have_url(keycloak.demo["portal_url"], timeout=30_000)
        film.say("apps")
        film.say("sign-out")
        page.locator("#sign-out").click()
        expect(page.locator("#badge-view")).to_be_visible()  # the device took a badge, so it asks for one


def test_the_film_of_authenticator_apps(keycloak: KeycloakServer, film_set: Page, language: str, district: str) -> None:
    employee = signed_up_employee(keycloak, "Principal", authenticator=False)
    page, set_up = film_set, SetUpPages(film_set)
    portal = PortalPage(page, keycloak.demo["portal_url"])
    portal.open()

    with filming(page, "authenticator", language, district) as film:
        film.say("start")
        _type_password(page, employee.username, employee.password)
        page.locator("#kc-totp-secret-qr-code").evaluate("image => image.scrollIntoView({block: 'center'})")
        film.say("scan")
        key = set_up.scanned_key()
        page.locator("#totp").press_sequentially(next_code(key), delay=150)
        film.say("type")
        page.locator("#saveTOTPBtn").click()
        expect(set_up.codes).to_be_visible()
        film.say("codes")
        set_up.keep_codes()
        portal.expect_open()
        film.say("apps")
        page.locator("#sign-out").click()
        _type_password(page, employee.username, employee.password)
        page.locator("#otp").press_sequentially(next_code(key), delay=150)
        film.say("again")
        page.locator("#kc-login").click()
        portal.expect_open()


def _type_password(page: Page, username: str, password: str) -> None:
    page.locator("#username").press_sequentially(username, delay=60)
    page.locator("#password").press_sequentially(password, delay=60)
    page.locator("#kc-login").click()
