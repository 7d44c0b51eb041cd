"""People who sign in at the portal at a steady rate, as browsers do it, and what became of each."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

import httpx

from tests.support.steady_load import SteadyLoad

_PATIENCE = httpx.Timeout(20, connect=3)
_BEFORE_TRYING_AGAIN = 1.0
_AT_ONCE = 40
_TRIES = 2


@dataclass(frozen=True)
class Doors:
    """How the portal is reached.

    Attributes:
        portal: its address.
        proxies: addresses of the hosts that its name has in the name server; a browser tries them in turn.
        source: this machine's address to come from.
        authority: who signed its certificate, as PEM.
    """

    portal: str
    proxies: Sequence[str]
    source: str
    authority: str

    def browser(self) -> httpx.Client:
        """A browser that was never here."""
        return httpx.Client(transport=_ToTheProxies(self), timeout=_PATIENCE, follow_redirects=True)


class _ToTheProxies(httpx.BaseTransport):
    """Finds the portal's name at the proxies, and goes to the next one if there is no connection to be had."""

    def __init__(self, doors: Doors) -> None:
        self._proxies = doors.proxies
        trust = ssl.create_default_context(cadata=doors.authority)
        self._inner = httpx.HTTPTransport(verify=trust, local_address=doors.source)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        for proxy in self._proxies:
            there = httpx.Request(
                request.method,
                request.url.copy_with(host=proxy),
                headers=request.headers,
                content=request.read(),
                extensions={**request.extensions, "sni_hostname": request.url.host},
            )
            try:
                return self._inner.handle_request(there)
            except httpx.ConnectError as failed:
                failure: httpx.TransportError = failed
            except httpx.ConnectTimeout as failed:
                failure = failed
        raise failure

    def close(self) -> None:
        self._inner.close()


@dataclass(frozen=True)
class SignIn:
    """What became of a sign-in.

    Attributes:
        began: seconds since the load began.
        ended: likewise; of the last try.
        failures: what went wrong at each try that failed.
        succeeded: whether one of the tries did.
    """

    began: float
    ended: float
    failures: tuple[str, ...]
    succeeded: bool


class SignInLoad(SteadyLoad[SignIn]):
    """People who sign in at a steady rate.

    They take turns: Keycloak refuses two sign-ins of the same person at once, as it would somebody who guesses.
    """

    def __init__(self, doors: Doors, usernames: Sequence[str], password: str, *, per_second: float) -> None:
        super().__init__(per_second=per_second, at_once=_AT_ONCE)
        self._doors, self._usernames, self._password = doors, usernames, password

    @property
    def successes(self) -> list[float]:
        """When sign-ins ended well so far."""
        return sorted(one.ended for one in self.outcomes_so_far if one.succeeded)

    @property
    def longest_outage(self) -> float:
        """The longest time, in seconds, in which nobody got in."""
        times = self.successes
        return max((later - earlier for earlier, later in pairwise(times)), default=0.0)

    def _once(self, number: int) -> SignIn:
        began, failures = self.seconds(), []
        # Half of them find one proxy first, half the other, as the name server has it.
        turned = number % len(self._doors.proxies)
        proxies = (*self._doors.proxies[turned:], *self._doors.proxies[:turned])
        doors = Doors(self._doors.portal, proxies, self._doors.source, self._doors.authority)
        username = self._usernames[number % len(self._usernames)]
        for _ in range(_TRIES):
            try:
                with doors.browser() as browser:
                    sign_in(browser, doors.portal, username, self._password)
            except (httpx.HTTPError, NotSignedInError) as failure:
                failures.append(f"{type(failure).__name__}: {failure}"[:200])
                time.sleep(_BEFORE_TRYING_AGAIN)
            else:
                return SignIn(began, self.seconds(), tuple(failures), True)
        return SignIn(began, self.seconds(), tuple(failures), False)


class NotSignedInError(Exception):
    """Another page came than the portal."""


def sign_in(browser: httpx.Client, portal: str, username: str, password: str) -> None:
    """Open the portal, and say who it is. Raises NotSignedInError."""
    page = browser.get(portal)
    action = re.search(r'<form id="kc-form-login"[^>]* action="([^"]+)"', page.text)
    if action is None:
        raise NotSignedInError(f"no page to sign in: HTTP {page.status_code}")
    expect_portal(browser.post(unescape(action[1]), data={"username": username, "password": password}), portal)


def expect_portal(page: httpx.Response, portal: str) -> None:
    """Make sure that a page is the portal of somebody who is signed in. Raises NotSignedInError."""
    if page.status_code != httpx.codes.OK or str(page.url) != portal or "data-application" not in page.text:
        raise NotSignedInError(f"HTTP {page.status_code} at {page.url.path}")


@contextmanager
def signed_in(doors: Doors, usernames: Sequence[str], password: str) -> Iterator[list[httpx.Client]]:
    """A browser for each of these people, in which they are signed in."""
    browsers = [doors.browser() for _ in usernames]
    try:
        for browser, username in zip(browsers, usernames, strict=True):
            sign_in(browser, doors.portal, username, password)
        yield browsers
    finally:
        for browser in browsers:
            browser.close()
