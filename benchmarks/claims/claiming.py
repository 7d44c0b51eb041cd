"""A claim as a browser makes it, page by page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from benchmarks.badges.browser import Answer, Browser
from benchmarks.claims.claimants import Claimants

_PASSWORD = "four-otters-at-breakfast"  # noqa: S105 - of a realm that lives for a few minutes
_ANSWERS = ("marmalade", "bicycle shed", "thunderstorm", "grandmother", "xylophone", "peppermint")
_QUESTION = re.compile(r'name="question-(\d+)"')
_OFFERED = re.compile(r'<option value="([^"]+)"')
_VERSION = re.compile(r'name="agree"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="agree"')
_MOST_PAGES = 8


class ClaimError(Exception):
    """A claim went another way than it should."""


def first_page(claimants: Claimants) -> str:
    """Where a claim begins, as the address of a letter leads to it."""
    query = {
        "client_id": "portal",
        "redirect_uri": f"{claimants.address}/portal",
        "response_type": "code",
        "scope": "openid",
        "code_challenge_method": "S256",
        "code_challenge": "A" * 43,
    }
    return f"{claimants.address}/protocol/openid-connect/registrations?{urlencode(query)}"


async def claim(browser: Browser, claimants: Claimants, code: str) -> None:
    """Claim an account, up to the page with the user name. Raises ClaimError, OSError, EOFError."""
    page = await browser.get(first_page(claimants))
    fields: Mapping[str, str] = {"code": code}
    for _ in range(_MOST_PAGES):
        page = await _followed(browser, await browser.post(page.action(), fields))
        if "claimed-username" in page.text:
            return
        fields = _answer_to(page)
    raise ClaimError("a claim that does not end")


def _answer_to(page: Answer) -> Mapping[str, str]:
    text = page.text
    if version := _VERSION.search(text):
        return {"agree": version[1] or version[2]}
    if 'id="password-new"' in text:
        return {"password-new": _PASSWORD, "password-confirm": _PASSWORD}
    if numbers := sorted(set(_QUESTION.findall(text))):
        offered = [value for value in dict.fromkeys(_OFFERED.findall(text)) if value != "own"]
        chosen = zip(numbers, offered, _ANSWERS, strict=False)
        return {
            key: value
            for number, question, answer in chosen
            for key, value in ((f"question-{number}", question), (f"answer-{number}", answer))
        }
    raise ClaimError(f"HTTP {page.status} in place of the next page of a claim")


async def _followed(browser: Browser, answer: Answer) -> Answer:
    while answer.location:
        answer = await browser.get(answer.location)
    return answer
