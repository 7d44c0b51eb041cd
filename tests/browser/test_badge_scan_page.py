"""The page that a badge is held up to, in every state that a camera, a browser or a network can bring it into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.axe import accessibility_findings
from tests.support.camera import write_badge_video
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import example
from tests.support.pictures import REPORTS
from tests.support.scan_page import ScanPage, ToldCamera

pytestmark = pytest.mark.browser

CameraPage = Callable[[Path], Page]

IN_TROUBLE = {
    "none": ToldCamera(cameras=0),
    "denied": ToldCamera(error="NotAllowedError"),
    "busy": ToldCamera(error="NotReadableError"),
}
AT_EASE = {
    "starting": ToldCamera(slow=True),
    "asking": ToldCamera(permission="prompt"),
    "looking": ToldCamera(),
}
STATES = IN_TROUBLE | AT_EASE
TIP, LATE = 12_500, 25_500
DETECTOR_OF_NO_USE = {
    "throws": "detect() { throw new Error('no service') }",
    "finds nothing": "async detect() { return [] }",
}


@pytest.fixture
def scan(page: Page) -> Iterator[ScanPage]:
    """The page object of a browser without a camera; nothing that the page's policy forbids was tried at the end."""
    scan = ScanPage(page)
    scan.note_trouble()
    yield scan
    assert scan.violations == []


def _open(keycloak: KeycloakServer, scan: ScanPage, camera: ToldCamera) -> None:
    camera.install(scan.page)
    PortalPage(scan.page, keycloak.demo["portal_url"]).open()
    SignInPage(scan.page).choose_badge()


def _code(keycloak: KeycloakServer) -> str:
    return str(example(keycloak, "pupil")["badge"])


@pytest.mark.parametrize("state", IN_TROUBLE)
def test_without_a_picture_the_page_says_why_and_offers_the_password(
    keycloak: KeycloakServer, scan: ScanPage, state: str
) -> None:
    _open(keycloak, scan, IN_TROUBLE[state])

    scan.expect_state(state)

    expect(scan.password_words).to_be_visible()
    scan.page.screenshot(path=REPORTS / f"badge-{state}.png")


@pytest.mark.parametrize("state", AT_EASE)
def test_while_all_is_well_the_password_does_not_push_itself_forward(
    keycloak: KeycloakServer, scan: ScanPage, state: str
) -> None:
    _open(keycloak, scan, AT_EASE[state])

    scan.expect_state(state)

    expect(scan.password_words).to_be_hidden()
    scan.page.screenshot(path=REPORTS / f"badge-{state}.png")


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(keycloak: KeycloakServer, scan: ScanPage, state: str) -> None:
    _open(keycloak, scan, STATES[state])
    scan.expect_state(state)

    assert accessibility_findings(scan.page) == []


def test_after_a_while_comes_a_tip_and_later_the_password(keycloak: KeycloakServer, scan: ScanPage) -> None:
    scan.page.clock.install()
    _open(keycloak, scan, ToldCamera())
    scan.expect_state("looking")

    scan.page.clock.run_for(TIP)
    scan.expect_state("nothing")
    expect(scan.password_words).to_be_hidden()
    scan.page.clock.run_for(LATE - TIP)

    scan.expect_state("late")
    expect(scan.password_words).to_be_visible()
    assert scan.is_camera_on
    assert accessibility_findings(scan.page) == []


def test_a_device_whose_browser_will_ask_waits_for_a_touch(keycloak: KeycloakServer, scan: ScanPage) -> None:
    _open(keycloak, scan, ToldCamera(permission="prompt"))
    scan.expect_state("asking")
    assert scan.cameras_asked_for == []

    scan.touch("Start the camera")

    scan.expect_state("looking")


def test_a_device_whose_camera_ran_before_goes_straight_to_scanning(keycloak: KeycloakServer, scan: ScanPage) -> None:
    _open(keycloak, scan, ToldCamera(permission="prompt"))
    scan.touch("Start the camera")
    scan.expect_state("looking")

    scan.page.reload()

    scan.expect_state("looking")


def test_who_denied_the_camera_is_not_asked_again_by_itself(keycloak: KeycloakServer, scan: ScanPage) -> None:
    _open(keycloak, scan, ToldCamera(permission="prompt", error="NotAllowedError"))
    scan.touch("Start the camera")
    scan.expect_state("denied")

    scan.page.reload()

    scan.expect_state("asking")
    assert scan.cameras_asked_for == []


def test_a_camera_whose_plug_is_pulled_is_missed_and_taken_again_when_it_is_back(
    keycloak: KeycloakServer, scan: ScanPage
) -> None:
    _open(keycloak, scan, ToldCamera())
    scan.expect_state("looking")

    scan.pull_the_plug()
    scan.expect_state("lost")
    expect(scan.password_words).to_be_visible()
    scan.plug_in()

    scan.expect_state("looking")


def test_a_hidden_page_lets_the_camera_go_and_takes_it_again_when_it_is_seen(
    keycloak: KeycloakServer, scan: ScanPage
) -> None:
    _open(keycloak, scan, ToldCamera())
    scan.expect_state("looking")

    scan.hide(hidden=True)
    assert not scan.is_camera_on
    scan.hide(hidden=False)

    scan.expect_state("looking")
    assert scan.is_camera_on


def test_all_cameras_can_be_chosen_and_the_choice_is_kept(keycloak: KeycloakServer, scan: ScanPage) -> None:
    _open(keycloak, scan, ToldCamera(cameras=3))
    for _ in range(3):
        scan.expect_state("looking")
        scan.touch("Another camera")
    scan.expect_state("looking")
    asked = scan.cameras_asked_for

    scan.page.reload()
    scan.expect_state("looking")

    assert set(asked) == {"", "camera-0", "camera-1", "camera-2"}
    assert scan.cameras_asked_for == [asked[-1]]


def test_from_a_camera_that_is_busy_another_one_is_a_touch_away(keycloak: KeycloakServer, scan: ScanPage) -> None:
    _open(keycloak, scan, ToldCamera(cameras=2, error="NotReadableError"))
    scan.expect_state("busy")

    scan.page.evaluate("told.error = null")
    scan.touch("Another camera")

    scan.expect_state("looking")


@pytest.mark.parametrize("part", ["badge-worker.js", "zxing_reader.wasm"])
def test_a_page_of_which_a_part_does_not_load_says_so_and_tries_again(
    keycloak: KeycloakServer, scan: ScanPage, part: str
) -> None:
    scan.page.route(f"**/{part}", lambda route: route.abort())
    _open(keycloak, scan, ToldCamera())
    scan.expect_state("broken")
    expect(scan.password_words).to_be_visible()
    assert not scan.is_camera_on
    scan.page.unroute(f"**/{part}")

    scan.touch("Try again")

    scan.expect_state("looking")


@pytest.mark.parametrize("fault", DETECTOR_OF_NO_USE)
def test_a_reader_of_the_browser_that_is_of_no_use_is_not_relied_on(
    keycloak: KeycloakServer, page_with_camera: CameraPage, tmp_path: Path, fault: str
) -> None:
    write_badge_video(_code(keycloak), tmp_path / "badge.y4m")
    page = page_with_camera(tmp_path / "badge.y4m")
    page.add_init_script(
        "window.BarcodeDetector = class { static async getSupportedFormats() { return ['qr_code'] } "
        f"{DETECTOR_OF_NO_USE[fault]} }}"
    )
    portal = PortalPage(page, keycloak.demo["portal_url"])

    portal.open()
    SignInPage(page).choose_badge()

    portal.expect_open()


@pytest.mark.parametrize("ending", ["Enter", "Tab", "Control+j", None])
def test_a_hand_scanner_signs_in_on_the_badge_page(
    keycloak: KeycloakServer, scan: ScanPage, ending: str | None
) -> None:
    _open(keycloak, scan, ToldCamera(cameras=0))
    scan.expect_state("none")
    # Where the scanner's Enter would do something else.
    scan.page.get_by_role("button", name="Sound").focus()

    scan.page.keyboard.type(_code(keycloak))
    if ending:
        scan.page.keyboard.press(ending)

    PortalPage(scan.page, keycloak.demo["portal_url"]).expect_open()


@pytest.mark.parametrize("ending", ["Enter", "Tab"])
def test_a_hand_scanner_signs_in_on_the_page_with_user_name_and_password(
    keycloak: KeycloakServer, scan: ScanPage, ending: str
) -> None:
    portal = PortalPage(scan.page, keycloak.demo["portal_url"])
    portal.open()
    scan.page.get_by_label("Username").focus()

    # In small letters, as scanners type when Caps Lock is on.
    scan.page.keyboard.type(_code(keycloak).lower())
    scan.page.keyboard.press(ending)

    portal.expect_open()


def test_the_camera_is_off_as_soon_as_a_badge_was_read(keycloak: KeycloakServer, scan: ScanPage) -> None:
    _open(keycloak, scan, ToldCamera())
    scan.expect_state("looking")
    # An answer without content leaves the page where it is.
    scan.page.route("**/login-actions/**", lambda route: route.fulfill(status=204))

    scan.page.keyboard.type(_code(keycloak))

    scan.expect_state("found")
    assert not scan.is_camera_on
    scan.page.screenshot(path=REPORTS / "badge-found.png")
    assert accessibility_findings(scan.page) == []


def test_a_refused_badge_is_not_sent_over_and_over(keycloak: KeycloakServer, scan: ScanPage) -> None:
    _open(keycloak, scan, ToldCamera())
    scan.expect_state("looking")

    scan.page.keyboard.type(_code(keycloak)[:-4] + "AAAA")

    scan.expect_state("refused")
    assert scan.cameras_asked_for == []
    assert accessibility_findings(scan.page) == []
    scan.page.screenshot(path=REPORTS / "badge-refused.png")


def test_that_the_sound_is_off_is_remembered(keycloak: KeycloakServer, scan: ScanPage) -> None:
    _open(keycloak, scan, ToldCamera())
    sound = scan.page.get_by_role("button", name="Sound")
    expect(sound).to_have_attribute("aria-pressed", "true")

    sound.click()
    scan.page.reload()

    expect(sound).to_have_attribute("aria-pressed", "false")


def test_without_scripts_the_password_is_there(keycloak: KeycloakServer, chromium: Browser) -> None:
    context = chromium.new_context(locale="en-US", java_script_enabled=False)
    page = context.new_page()
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).choose_badge()
    # Playwright's browser does not show what is for browsers without scripts.
    assert "The camera needs JavaScript" in page.content()

    SignInPage(page).choose_password()

    expect(page.get_by_label("Username")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("width", "height"), [(360, 740), (768, 1024), (1024, 768), (1366, 768), (640, 360)])
def test_nobody_has_to_scroll_to_the_way_out(keycloak: KeycloakServer, scan: ScanPage, width: int, height: int) -> None:
    scan.page.set_viewport_size({"width": width, "height": height})
    _open(keycloak, scan, ToldCamera(cameras=0))
    scan.expect_state("none")

    way_out = scan.page.get_by_role("button", name="Use my password").bounding_box()

    assert way_out
    assert way_out["y"] + way_out["height"] <= height
    assert scan.page.evaluate("document.documentElement.scrollWidth") <= width
