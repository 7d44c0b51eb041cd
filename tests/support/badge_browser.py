"""A browser somewhere in a deployed district, with a badge before its camera."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.support.camera import write_badge_video
from tests.support.chromium import FAKE_CAMERA, FLAGS, PROGRAM
from tests.support.deployed_district import DeployedDistrict
from tests.support.pages import PortalPage, SignInPage


def applications_by_badge(district: DeployedDistrict, badge: str, folder: Path) -> set[str]:
    """The applications that the portal shows after a sign-in with a badge.

    Args:
        district: the district.
        badge: what its code says.
        folder: an empty folder, for the video that the camera sees.
    """
    write_badge_video(badge, folder / "badge.y4m")
    camera = [*FAKE_CAMERA, f"--use-file-for-fake-video-capture={folder / 'badge.y4m'}"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=[*FLAGS, *camera, *district.browser_flags()])
        page = browser.new_context(locale="en-US", permissions=["camera"]).new_page()
        portal = PortalPage(page, district.portal_url)
        portal.open()
        SignInPage(page).choose_badge()
        # The camera begins, the badge is read, the pupil greeted.
        expect(page).to_have_url(district.portal_url, timeout=30_000)
        found = portal.applications()
        browser.close()
    return found
