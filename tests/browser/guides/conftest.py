"""Windows of the size in which guides show pages, in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize

from settings import DistrictFolder
from tests.support.album import OpenAlbum, album_of
from tests.support.chromium import FAKE_CAMERA, FLAGS, PROGRAM
from tests.support.film import SIZE
from tests.support.keycloak_server import KeycloakServer

SCREEN: ViewportSize = {"width": 880, "height": 640}
"""Small, so that words can still be read where pages are printed."""
SCALE = 1.75
PHONE: ViewportSize = {"width": 390, "height": 760}


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language that there are guides in."""
    return str(request.param)


@pytest.fixture
def district(keycloak: KeycloakServer) -> str:
    """Name of the district whose pages are shown."""
    return DistrictFolder.at(keycloak.district).district.name


@pytest.fixture
def album(language: str, district: str) -> OpenAlbum:
    """Opens the album of a guide."""
    return lambda guide: album_of(guide, language, district)


@pytest.fixture
def screen(chromium: Browser, language: str) -> Iterator[Page]:
    """A page of a computer that was never here before."""
    context = chromium.new_context(locale=f"{language}-US", viewport=SCREEN, device_scale_factor=SCALE)
    yield context.new_page()
    context.close()


@pytest.fixture
def office(chromium: Browser, language: str) -> Iterator[Page]:
    """A page of another one."""
    context = chromium.new_context(locale=f"{language}-US", viewport=SCREEN, device_scale_factor=SCALE)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium: Browser, language: str) -> Iterator[Page]:
    """A page of a phone that was never here before."""
    context = chromium.new_context(
        locale=f"{language}-US", viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def film_set(chromium: Browser, language: str) -> Iterator[Page]:
    """A page of a window that films are made of."""
    context = chromium.new_context(locale=f"{language}-US", viewport=SIZE)
    yield context.new_page()
    context.close()


@pytest.fixture
def with_camera(playwright: Playwright, language: str) -> Iterator[Callable[[Path, Page], Page]]:
    """Opens a window like that of another page, on a computer whose camera sees a video (y4m), over and over."""
    with ExitStack() as open_browsers:

        def open_page(video: Path, like: Page) -> Page:
            camera = [*FAKE_CAMERA, f"--use-file-for-fake-video-capture={video}"]
            browser = playwright.chromium.launch(executable_path=PROGRAM, args=[*FLAGS, *camera])
            open_browsers.callback(browser.close)
            scale = like.evaluate("devicePixelRatio")
            context = browser.new_context(
                locale=f"{language}-US", permissions=["camera"], viewport=like.viewport_size, device_scale_factor=scale
            )
            return context.new_page()

        yield open_page
