"""Badges that are hard to read sign in through the real page; `script/bench badge-reading` says how many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.support.badge_pictures.card import Symbol
from tests.support.badge_pictures.clip import Clip
from tests.support.camera import write_video
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import example

pytestmark = pytest.mark.browser

CameraPage = Callable[[Path], Page]

KINDS = ["rotation", "320 x 240", "patterned shirt", "two badges"]
LABEL = 32.5
SEED = 1
SECONDS, RATE = 1.5, 8


@pytest.mark.parametrize("kind", KINDS)
def test_a_badge_that_is_hard_to_read_signs_in(
    keycloak: KeycloakServer, page_with_camera: CameraPage, tmp_path: Path, kind: str
) -> None:
    clip = Clip(kind, Symbol(example(keycloak, "pupil")["badge"], "M", LABEL), SEED)
    pictures = (Image.fromarray(frame).convert("RGB") for frame in clip.frames(SECONDS, RATE))
    write_video(pictures, tmp_path / "badge.y4m", rate=RATE)
    page = page_with_camera(tmp_path / "badge.y4m")
    portal = PortalPage(page, keycloak.demo["portal_url"])

    portal.open()
    SignInPage(page).choose_badge()

    portal.expect_open()
