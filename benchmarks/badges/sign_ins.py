"""One sign-in as a browser does it: authorization request, page, form, code, token."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode, urlsplit

from benchmarks.badges.browser import Answer, Browser
from benchmarks.badges.school import Pupil, School

DEVICE_OF_BADGES = {"HOMEROOM_BADGE": "1"}
"""Cookies of a device that was used with a badge before: the badge page comes first."""

_CLIENT = "portal"
_GREETING = 'id="badge-greeting"'
_VERIFIER = "v" * 64
_CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(_VERIFIER.encode()).digest()).decode().rstrip("=")


class SignInError(Exception):
    """A sign-in did not end with a token."""


async def by_badge(browser: Browser, school: School, pupil: Pupil) -> None:
    """Hold up the badge on a device that knows badges. Raises SignInError, OSError, EOFError."""
    browser.cookies = dict(DEVICE_OF_BADGES)
    await _sign_in(browser, school, {"badge": pupil.badge})


async def by_password(browser: Browser, school: School, pupil: Pupil) -> None:
    """Type user name and password on a device that does not. Raises SignInError, OSError, EOFError."""
    browser.cookies = {}
    await _sign_in(browser, school, {"username": pupil.username, "password": pupil.password})


async def _sign_in(browser: Browser, school: School, form: Mapping[str, str]) -> None:
    page = await browser.get(authorization_address(school))
    await _token(browser, school, await send(browser, page, form))


def authorization_address(school: School) -> str:
    """Where an application sends a browser that is not signed in."""
    query = {
        "client_id": _CLIENT,
        "redirect_uri": f"{school.address}/portal",
        "response_type": "code",
        "scope": "openid",
        "code_challenge": _CHALLENGE,
        "code_challenge_method": "S256",
    }
    return f"{school.address}/protocol/openid-connect/auth?{urlencode(query)}"


async def send(browser: Browser, page: Answer, form: Mapping[str, str]) -> Answer:
    """Send a page's form, and that of the greeting if one follows: the way back to the application.

    Raises:
        SignInError: it is another page.
    """
    try:
        answer = await browser.post(page.action(), form)
        if _GREETING in answer.text:
            answer = await browser.post(answer.action(), {"greeted": "true"})
    except LookupError as failure:
        raise SignInError(str(failure)) from None
    if "code=" not in answer.location:
        raise SignInError(f"HTTP {answer.status} and no code")
    return answer


async def _token(browser: Browser, school: School, answer: Answer) -> None:
    (code,) = parse_qs(urlsplit(answer.location).query)["code"]
    form = {
        "grant_type": "authorization_code",
        "client_id": _CLIENT,
        "redirect_uri": f"{school.address}/portal",
        "code": code,
        "code_verifier": _VERIFIER,
    }
    tokens = await browser.post(f"{school.address}/protocol/openid-connect/token", form)
    if not tokens.is_page or "access_token" not in json.loads(tokens.body):
        raise SignInError(f"HTTP {tokens.status} and no token")
