"""The policies of `playbooks/campus.yml` in a real Chromium: it knows them all, and the camera opens for the portal."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from tests.support.campus_folder import write_campus_folder
from tests.support.chromium import FLAGS, WHOLE_PROGRAM
from tests.support.web_server import running_web_server

pytestmark = pytest.mark.browser

_OPEN_CAMERA = """() => navigator.mediaDevices.getUserMedia({video: true}).then(() => "opened", e => e.name)"""
# What chrome://policy shows: the name of each policy that is set, and what it says of it.
_ROWS = """() => [...document.querySelector("policy-app").shadowRoot.querySelectorAll("policy-table")]
    .flatMap(table => [...table.shadowRoot.querySelectorAll("policy-row")])
    .map(row => row.shadowRoot.querySelector(".policy.row"))
    .map(row => [row.querySelector(".name").innerText.trim(), row.querySelector(".messages").innerText.trim()])
    .filter(([name]) => name)"""


@pytest.fixture(scope="module")
def portal() -> Iterator[str]:
    """A page at an address that browsers trust with a camera."""
    page = Route("/{path:path}", lambda _: HTMLResponse("<title>Portal</title>"))
    with running_web_server(Starlette(routes=[page])) as url:
        yield url


@pytest.fixture(scope="module", params=["chrome-policies.json", "chrome-shared-policies.json"])
def managed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, playwright: Playwright, portal: str
) -> Iterator[tuple[Page, set[str]]]:
    """A page of a Chromium that has policies, and their names; only it sees them, in mounts of its own."""
    folder = tmp_path_factory.mktemp("campus")
    write_campus_folder(folder / "written", url=portal)
    etc = folder / "etc"
    (etc / "policies" / "managed").mkdir(parents=True)
    policies = json.loads((folder / "written" / request.param).read_text(encoding="utf-8"))
    # What keeps pupils from the developer tools keeps them from tests, too.
    policies.pop("DeveloperToolsAvailability", None)
    (etc / "policies" / "managed" / "homeroom.json").write_text(json.dumps(policies), encoding="utf-8")
    start = folder / "chromium"
    start.write_text(
        "#!/bin/sh\n"
        f"exec unshare --mount sh -c 'mkdir -p /etc/chromium && mount --bind {etc} /etc/chromium && "
        f'exec {WHOLE_PROGRAM} "$@"\' sh "$@"\n'
    )
    start.chmod(0o755)
    flags = [*FLAGS, "--use-fake-device-for-media-stream"]
    browser = playwright.chromium.launch_persistent_context(
        folder / "profile", executable_path=start, args=flags, ignore_default_args=["--disable-extensions"]
    )
    yield browser.new_page(), set(policies)
    browser.close()


def test_chromium_knows_every_policy_and_finds_no_fault_with_it(managed: tuple[Page, set[str]]) -> None:
    managed_page, policies = managed
    managed_page.goto("chrome://policy")
    managed_page.wait_for_function(f"({_ROWS})().length > 0")
    rows = dict(managed_page.evaluate(_ROWS))

    assert {name for name, said in rows.items() if said != "Not set."} == policies
    assert {name: rows[name] for name in policies if rows[name] != "OK"} == {}


def test_the_camera_opens_for_the_portal_without_a_question(managed: tuple[Page, set[str]], portal: str) -> None:
    page, _ = managed
    page.goto(portal)
    assert page.evaluate(_OPEN_CAMERA) == "opened"


def test_the_camera_stays_shut_for_other_addresses(managed: tuple[Page, set[str]], portal: str) -> None:
    page, _ = managed
    page.goto(portal.replace("127.0.0.1", "localhost"))
    assert page.evaluate(_OPEN_CAMERA) == "NotAllowedError"
