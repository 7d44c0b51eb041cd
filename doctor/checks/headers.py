"""Pages are protected by their headers, and the camera is not forbidden by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from doctor.finding import Finding
from doctor.probes import Unreachable
from doctor.probes.web import Page

_HALF_A_YEAR = 15_768_000
_PROXY = "look whether the proxy takes it away or writes its own"


def check_page(what: str, url: str, seen: Page | Unreachable) -> Iterator[Finding]:
    """Judge whether a page came, and its headers.

    Args:
        what: name of the page, such as `the sign-in page`.
        url: what was asked for.
        seen: the answer.
    """
    if isinstance(seen, Unreachable):
        yield _no_page(what, url, seen.reason)
    elif seen.status >= 400:
        yield _no_page(what, url, f"HTTP {seen.status}")
    else:
        yield from _check_headers(what, url, seen)


def check_camera(url: str, seen: Page | Unreachable) -> Iterator[Finding]:
    """Judge whether the sign-in page may open the camera: badges are read by it."""
    if isinstance(seen, Unreachable):
        return
    allowed = re.search(r"(?:^|[,\s])camera=(\*|\([^)]*\)|self)", seen.headers.get("permissions-policy", ""))
    if allowed and "self" not in allowed[1] and "*" not in allowed[1]:
        yield Finding(
            "camera-forbidden",
            "error",
            url,
            "the header Permissions-Policy forbids the camera: nobody signs in with a badge",
            "have the proxy send camera=(self), or leave that header to Keycloak",
        )


def _no_page(what: str, url: str, reason: str) -> Finding:
    return Finding(
        "page-missing",
        "error",
        url,
        f"{what} does not come: {reason}",
        "look at the service behind it (`systemctl status keycloak homeroom-desk`) and at the proxy's log",
    )


def _check_headers(what: str, url: str, page: Page) -> Iterator[Finding]:
    headers = page.headers
    policy = headers.get("content-security-policy", "")
    if "frame-ancestors" not in policy:
        yield Finding(
            "header-csp",
            "warning",
            url,
            f"{what} has no Content-Security-Policy with frame-ancestors: other sites can put it into a frame",
            _PROXY,
        )
    if headers.get("x-content-type-options", "").lower() != "nosniff":
        yield Finding(
            "header-nosniff", "warning", url, f"{what} lacks the header X-Content-Type-Options: nosniff", _PROXY
        )
    if page.url.startswith("https://") and _max_age(headers) < _HALF_A_YEAR:
        yield Finding(
            "header-hsts",
            "warning",
            url,
            f"{what} does not have browsers keep to https for half a year (Strict-Transport-Security)",
            "have the proxy send Strict-Transport-Security: max-age=31536000",
        )


def _max_age(headers: Mapping[str, str]) -> int:
    found = re.search(r"max-age=\"?(\d+)", headers.get("strict-transport-security", ""), re.IGNORECASE)
    return int(found[1]) if found else 0
