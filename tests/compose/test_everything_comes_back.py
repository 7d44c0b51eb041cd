"""Services are restarted, taken down and restored, and people sign in as before."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Playwright, expect

from admin_api import BadgeApi
from homeroom.demo.document import DemoPerson, Kind
from tests.compose.conftest import OpenPage, browsers
from tests.support.camera import write_badge_video
from tests.support.containers.call import call
from tests.support.containers.installation import PORTAL, REALM, Installation
from tests.support.pages import PortalPage, SignInPage
from tests.support.waiting import wait_for

pytestmark = [pytest.mark.compose, pytest.mark.lengthy]


def _sign_in(open_page: OpenPage, person: DemoPerson) -> PortalPage:
    page = open_page()
    portal = PortalPage(page, PORTAL)
    portal.open()
    SignInPage(page).with_password(person.username, person.password)
    portal.expect_open()
    return portal


def _is_closed(installation: Installation) -> bool:
    """Whether the proxy has found out that Keycloak cannot serve."""
    with installation.browse() as client:
        return client.get(f"/realms/{REALM}/portal").status_code == httpx.codes.SERVICE_UNAVAILABLE


@pytest.fixture(scope="module")
def portal_from_before(
    installation: Installation, people: dict[Kind, DemoPerson], playwright: Playwright
) -> Iterator[PortalPage]:
    """The portal of somebody who signed in before Keycloak was restarted."""
    with browsers(playwright, installation) as open_page:
        portal = _sign_in(open_page, people["student"])
        installation.run("restart", "keycloak")
        installation.up()
        yield portal


@pytest.fixture(scope="module")
def failed_start(installation: Installation) -> subprocess.CompletedProcess[str]:
    """Everything was taken down and brought up again, with a mistake in the district folder."""
    installation.run("down")
    wrong = installation.district / "realm" / "wrong.yaml"
    wrong.write_text("nonsense: true\n")
    try:
        return installation.begin("up", "--wait", "--no-build")
    finally:
        wrong.unlink()


def test_a_page_that_found_nobody_goes_on_by_itself(
    installation: Installation, people: dict[Kind, DemoPerson], open_page: OpenPage
) -> None:
    installation.run("stop", "database")
    wait_for("the proxy to close", lambda: _is_closed(installation), seconds=60)
    page = open_page()
    PortalPage(page, PORTAL).open()
    expect(page.get_by_role("heading", name="Back in a moment")).to_be_visible()

    # It alone: whatever else starts would disturb the browser while the page goes on.
    installation.up("database")

    SignInPage(page).with_password(people["student"].username, people["student"].password)
    PortalPage(page, PORTAL).expect_open()


@pytest.mark.parametrize("service", ["database", "sync", "desk", "proxy", "backup"])
def test_people_sign_in_after_a_service_was_restarted(
    installation: Installation, people: dict[Kind, DemoPerson], open_page: OpenPage, service: str
) -> None:
    installation.run("restart", service)
    installation.up()

    assert "library" in _sign_in(open_page, people["student"]).applications()


def test_people_sign_in_after_keycloak_was_restarted(
    portal_from_before: PortalPage, people: dict[Kind, DemoPerson], open_page: OpenPage
) -> None:
    assert "library" in _sign_in(open_page, people["student"]).applications()


def test_whoever_is_signed_in_stays_so_while_keycloak_restarts(portal_from_before: PortalPage) -> None:
    portal_from_before.open()

    assert "library" in portal_from_before.applications()


def test_a_realm_that_cannot_be_applied_fails_the_start_and_says_why(
    installation: Installation, failed_start: subprocess.CompletedProcess[str]
) -> None:
    assert failed_start.returncode != 0
    assert "wrong.yaml" in installation.run("logs", "realm")


def test_taken_down_and_brought_up_again_it_is_as_it_was(
    installation: Installation,
    failed_start: subprocess.CompletedProcess[str],
    people: dict[Kind, DemoPerson],
    open_page: OpenPage,
) -> None:
    installation.up()

    assert "library" in _sign_in(open_page, people["student"]).applications()


def test_a_badge_works_after_its_database_was_lost_and_restored(
    installation: Installation, people: dict[Kind, DemoPerson], open_page: OpenPage, tmp_path: Path
) -> None:
    with installation.connection() as connection:
        badges = BadgeApi(connection, REALM)
        (badge,) = badges.issue(people=[people["pupil"].sourced_id]).issued
        badges.activate([badge.credential_id])
    installation.run("exec", "backup", "backup", "now")
    installation.run("down")
    call("docker", "volume", "rm", f"{installation.compose[-1]}_database")

    installation.run("run", "--rm", "restore", "latest")
    installation.up()

    write_badge_video(badge.code, tmp_path / "badge.y4m")
    page = open_page(tmp_path / "badge.y4m")
    PortalPage(page, PORTAL).open()
    SignInPage(page).choose_badge()
    PortalPage(page, PORTAL).expect_open()


def test_nothing_is_restored_while_keycloak_runs(installation: Installation) -> None:
    begun = installation.begin("run", "--rm", "restore", "latest")
    assert begun.returncode == 1
    assert "Keycloak is using the database" in begun.stderr


def test_a_backup_is_worth_nothing_without_the_passphrase(installation: Installation) -> None:
    newest = max((installation.files / "backups").glob("homeroom-*.pgdump.gpg"))
    begun = installation.begin("exec", "backup", "pg_restore", "--list", f"/backups/{newest.name}")
    assert begun.returncode != 0
    assert "does not appear to be a valid archive" in begun.stderr
