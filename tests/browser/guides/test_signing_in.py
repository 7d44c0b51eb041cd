"""The guides to signing in, step by step as they say it: with a badge, without a camera, on a phone, with an app."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from secrets import token_bytes
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.support.album import OpenAlbum
from tests.support.authenticator import next_code
from tests.support.badge_realm import make_code
from tests.support.camera import write_portrait_video
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage
from tests.support.people import example, signed_up_employee
from tests.support.question_pages import sign_in
from tests.support.set_up_pages import SetUpPages

pytestmark = [pytest.mark.browser, pytest.mark.lengthy]

NO_BADGE = "HB1 IS HELD UP, BUT IS NO BADGE"

WithCamera = Callable[[Path, Page], Page]


def test_the_guide_to_badges(
    keycloak: KeycloakServer, screen: Page, with_camera: WithCamera, album: OpenAlbum, tmp_path: Path
) -> None:
    portal = keycloak.demo["portal_url"]
    with album("sign-in-badge") as pictures:
        screen.goto(portal)
        pictures.keep(screen, "badge-start", at=screen.locator("#sign-in-with-badge"))

        write_portrait_video(NO_BADGE, tmp_path / "held-up.y4m")
        held_up = with_camera(tmp_path / "held-up.y4m", screen)
        held_up.goto(portal)
        held_up.locator("#sign-in-with-badge").click()
        expect(held_up.locator("video")).to_have_js_property("readyState", 4)
        pictures.keep(held_up, "badge-camera")

        write_portrait_video(make_code(str(uuid4()), token_bytes(16)), tmp_path / "void.y4m")
        void = with_camera(tmp_path / "void.y4m", screen)
        void.goto(portal)
        void.locator("#sign-in-with-badge").click()
        expect(void.locator("#badge-view")).to_have_attribute("data-refused", "true")
        pictures.keep(void, "badge-refused", at=void.locator('.scan__card[data-for="refused"]'))

        write_portrait_video(example(keycloak, "pupil")["badge"], tmp_path / "badge.y4m")
        good = with_camera(tmp_path / "badge.y4m", screen)
        good.goto(portal)
        good.locator("#sign-in-with-badge").click()
        PortalPage(good, portal).expect_open()
        pictures.keep(good, "badge-portal")


def test_the_guide_to_cards(keycloak: KeycloakServer, screen: Page, album: OpenAlbum) -> None:
    pupil = example(keycloak, "pupil")
    with album("sign-in-without-camera") as pictures:
        screen.goto(keycloak.demo["portal_url"])
        screen.locator("#sign-in-with-badge").click()
        expect(screen.locator("#badge-view")).to_have_attribute("data-state", "none")
        pictures.keep(screen, "card-camera-page", at=screen.locator("#sign-in-with-password"))
        screen.locator("#sign-in-with-password").click()
        screen.locator("#username").fill(pupil["username"])
        screen.locator("#password").fill(pupil["password"])
        pictures.keep(screen, "card-sign-in", at=screen.locator("#kc-form-login"))
        screen.locator("#kc-login").click()
        PortalPage(screen, keycloak.demo["portal_url"]).expect_open()
        pictures.keep(screen, "card-portal")


def test_the_guide_to_phones(keycloak: KeycloakServer, phone: Page, album: OpenAlbum) -> None:
    teacher = example(keycloak, "teacher")
    with album("phone") as pictures:
        phone.goto(keycloak.demo["portal_url"])
        pictures.keep(phone, "phone-sign-in")
        sign_in(keycloak, phone, teacher["username"], teacher["password"])
        phone.locator("#otp").fill(next_code(teacher["totp_secret"]))
        pictures.keep(phone, "phone-digits", at=phone.locator("#otp"))
        phone.locator("#kc-login").click()
        PortalPage(phone, keycloak.demo["portal_url"]).expect_open()
        pictures.keep(phone, "phone-portal")


def test_the_guide_to_authenticator_apps(keycloak: KeycloakServer, screen: Page, album: OpenAlbum) -> None:
    employee = signed_up_employee(keycloak, "Payroll clerk", authenticator=False)
    set_up, portal = SetUpPages(screen), PortalPage(screen, keycloak.demo["portal_url"])
    with album("authenticator") as pictures:
        sign_in(keycloak, screen, employee.username, employee.password)
        pictures.keep(screen, "authenticator-scan", at=screen.locator("#kc-totp-secret-qr-code"))
        set_up.show_key()
        pictures.keep(screen, "authenticator-key", at=screen.locator("#kc-totp-secret-key"))
        key = set_up.key()
        set_up.confirm(key)
        pictures.keep(screen, "authenticator-codes", at=set_up.codes)
        first_code = set_up.codes.locator("li").first.inner_text()
        set_up.keep_codes()
        portal.expect_open()

        screen.context.clear_cookies()
        sign_in(keycloak, screen, employee.username, employee.password)
        screen.locator("#otp").fill(next_code(key))
        pictures.keep(screen, "authenticator-digits", at=screen.locator("#otp"))
        screen.locator("#try-another-way").click()
        screen.get_by_role("button", name=re.compile("recovery|recuperación", re.IGNORECASE)).click()
        screen.locator("#recoveryCodeInput").fill(first_code)
        pictures.keep(screen, "authenticator-recovery", at=screen.locator("#recoveryCodeInput"))
        screen.locator("#kc-login").click()
        portal.expect_open()
