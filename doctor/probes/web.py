"""One page, asked for as a browser would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from doctor.probes import PATIENCE, Unreachable


@dataclass(frozen=True)
class Page:
    """An answer.

    Attributes:
        url: where it came from, after redirects.
        status: of HTTP.
        headers: by name in small letters.
        text: the body.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    text: str


def page(url: str, *, follow: bool = True) -> Page | Unreachable:
    """Ask for an address, by default with cookies and through redirects."""
    try:
        with httpx.Client(timeout=PATIENCE, follow_redirects=follow) as browser:
            answer = browser.get(url, headers={"Accept": "text/html,application/json"})
    except (httpx.HTTPError, httpx.InvalidURL) as failure:
        return Unreachable(str(failure) or type(failure).__name__)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Page(str(answer.url), answer.status_code, headers, answer.text)
