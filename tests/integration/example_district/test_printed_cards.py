"""Credential cards from the command line, and a pupil who types what is on the paper."""

from __future__ import annotations

import html
import json
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from settings.exit_code import ExitCode
from tests.support.badge_realm import new_browser
from tests.support.class_of_pupils import ClassOfPupils, class_of_pupils
from tests.support.keycloak_server import KeycloakServer

pytestmark = pytest.mark.integration
PHRASE = re.compile(r"\b(?:[a-z]{3,6}-){3}\d\d\b")


@pytest.fixture(scope="module")
def own_class(keycloak: KeycloakServer) -> Iterator[ClassOfPupils]:
    with class_of_pupils(keycloak) as one:
        yield one


def badges(keycloak: KeycloakServer, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "homeroom", "badges", *arguments, "--district", str(keycloak.district), "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def sign_ins_on(pdf: Path) -> dict[str, str]:
    """User names and phrases that stand on pages for families."""
    found = {}
    with pymupdf.open(pdf) as document:
        for page in document:
            words = page.get_text().split()
            (phrase,) = [word for word in words if PHRASE.fullmatch(word)]
            found[words[words.index(phrase) - 3]] = phrase
    return found


def signs_in(keycloak: KeycloakServer, username: str, password: str) -> bool:
    with new_browser() as browser:
        browser.follow_redirects = True
        page = browser.get(keycloak.demo["portal_url"])
        action = re.search(r'action="([^"]+)"', page.text)
        assert action
        form = {"username": username, "password": password}
        return str(browser.post(html.unescape(action[1]), data=form).url).startswith(keycloak.demo["portal_url"])


def test_a_pupil_signs_in_with_what_is_on_the_paper_until_it_is_void(
    keycloak: KeycloakServer, own_class: ClassOfPupils, tmp_path: Path
) -> None:
    out = tmp_path / "cards.pdf"

    result = badges(
        keycloak, "cards", "--class", own_class.sourced_id, "--layout", "home-a4", "--no-cover", "--out", str(out)
    )

    assert result.returncode == ExitCode.DONE, result.stderr
    assert sorted(json.loads(result.stdout)["issued"]) == sorted(own_class.pupils)
    assert "holds passwords" in result.stderr
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    printed = sign_ins_on(out)
    assert len(printed) == len(own_class.pupils)
    assert all(signs_in(keycloak, username, phrase) for username, phrase in printed.items())
    assert not PHRASE.search(result.stdout + result.stderr)

    voided = badges(keycloak, "void", "--cards", *(f"--person={pupil}" for pupil in own_class.pupils))

    assert json.loads(voided.stdout) == {"voided": len(own_class.pupils)}
    assert not any(signs_in(keycloak, username, phrase) for username, phrase in printed.items())
