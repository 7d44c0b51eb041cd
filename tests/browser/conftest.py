"""A real Chromium, with a fake camera where a badge is held up to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.support.chromium import FAKE_CAMERA, FLAGS, PROGRAM


# Of the package, not of the session: no test after these could have an event loop of its own, beside Playwright's.
@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    # On a small machine that does other work too a page can take its time.
    expect.set_options(timeout=20_000)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser without a camera."""
    browser = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that was never here before, in English."""
    context = chromium.new_context(locale="en-US", viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def page_in_spanish(chromium: Browser) -> Iterator[Page]:
    """The same for somebody whose browser asks for Spanish."""
    context = chromium.new_context(locale="es-US")
    yield context.new_page()
    context.close()


@pytest.fixture
def page_with_camera(playwright: Playwright) -> Iterator[Callable[[Path], Page]]:
    """Opens a page of a browser whose camera sees the given video (y4m), over and over."""
    with ExitStack() as open_browsers:

        def open_page(video: Path) -> Page:
            browser = playwright.chromium.launch(
                executable_path=PROGRAM,
                args=[*FLAGS, *FAKE_CAMERA, f"--use-file-for-fake-video-capture={video}"],
            )
            open_browsers.callback(browser.close)
            return browser.new_context(locale="en-US", permissions=["camera"]).new_page()

        yield open_page
