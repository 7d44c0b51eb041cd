"""A pupil holds a badge up to the camera and is in; a badge that is void is worth nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from admin_api import AdminConnection, BadgeApi
from tests.support.camera import write_badge_video
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import example, pupil_of_grade

pytestmark = pytest.mark.browser

CameraPage = Callable[[Path], Page]


def _badges(keycloak: KeycloakServer, connection: AdminConnection) -> BadgeApi:
    return BadgeApi(connection, keycloak.demo["realm"])


@pytest.mark.parametrize("kind", ["pupil", "everybody"])
def test_a_badge_before_the_camera_signs_in(
    keycloak: KeycloakServer, page_with_camera: CameraPage, tmp_path: Path, kind: str
) -> None:
    write_badge_video(example(keycloak, kind)["badge"], tmp_path / "badge.y4m")
    page = page_with_camera(tmp_path / "badge.y4m")
    portal = PortalPage(page, keycloak.demo["portal_url"])

    portal.open()
    SignInPage(page).choose_badge()

    portal.expect_open()
    assert "library" in portal.applications()


def test_a_device_that_took_a_badge_asks_for_a_badge_at_once(
    keycloak: KeycloakServer, page_with_camera: CameraPage, tmp_path: Path
) -> None:
    write_badge_video(example(keycloak, "pupil")["badge"], tmp_path / "badge.y4m")
    page = page_with_camera(tmp_path / "badge.y4m")
    portal = PortalPage(page, keycloak.demo["portal_url"])
    portal.open()
    SignInPage(page).choose_badge()
    portal.expect_open()

    page.context.clear_cookies(name="KEYCLOAK_IDENTITY")
    portal.open()

    portal.expect_open()


def test_a_voided_badge_is_refused(keycloak: KeycloakServer, page_with_camera: CameraPage, tmp_path: Path) -> None:
    pupil = pupil_of_grade(keycloak, "01")
    with keycloak.connection() as connection:
        badges = _badges(keycloak, connection)
        issued = badges.issue(people=[pupil]).issued[0]
        badges.activate([issued.credential_id])
        badges.void([pupil])
    write_badge_video(issued.code, tmp_path / "badge.y4m")
    page = page_with_camera(tmp_path / "badge.y4m")

    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).choose_badge()

    expect(SignInPage(page).alert).to_be_visible()
    expect(page.locator("[data-application]")).to_have_count(0)


def test_from_the_badge_page_the_password_is_a_touch_away(keycloak: KeycloakServer, page: Page) -> None:
    pupil = example(keycloak, "pupil")
    portal = PortalPage(page, keycloak.demo["portal_url"])
    sign_in = SignInPage(page)

    portal.open()
    sign_in.choose_badge()
    sign_in.choose_password()
    sign_in.with_password(pupil["username"], pupil["password"])

    portal.expect_open()
