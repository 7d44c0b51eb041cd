"""Somebody with one browser who goes from server to server: a portal, a desk, a sign-in between them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from benchmarks.badges.browser import Answer, Browser
from benchmarks.badges.sign_ins import SignInError

_MOST_REDIRECTS = 12


class VisitError(SignInError):
    """A page did not come, or another one did."""


class Visitor:
    """A browser for each server, and the address that was reached; close it after use."""

    def __init__(self) -> None:
        self.address = ""
        self._browsers: dict[str, Browser] = {}

    async def open(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Go to a page and wherever it leads. Raises VisitError, OSError, EOFError."""
        return await self._followed(await self._at(address).get(self.address, headers))

    async def send(self, page: Answer, fields: Mapping[str, str]) -> Answer:
        """Send the first form of the page that was reached. Raises VisitError, OSError, EOFError."""
        try:
            action = page.action()
        except LookupError as failure:
            raise VisitError(f"{self.address}: {failure}") from None
        return await self._followed(await self._at(action).post(self.address, fields))

    async def post(self, address: str, fields: Mapping[str, str]) -> Answer:
        """Send a form that is on no page. Raises OSError, EOFError."""
        return await self._at(address).post(self.address, fields)

    def set_cookies(self, server: str, cookies: Mapping[str, str]) -> None:
        """What a server has left in the browser before."""
        self._at(server).cookies |= cookies

    def close(self) -> None:
        """Let the connections go."""
        for browser in self._browsers.values():
            browser.close()

    async def _followed(self, answer: Answer) -> Answer:
        for _ in range(_MOST_REDIRECTS):
            if not answer.location:
                break
            answer = await self._at(answer.location).get(self.address)
        if not answer.is_page:
            raise VisitError(f"{urlsplit(self.address).path}: HTTP {answer.status}")
        return answer

    def _at(self, address: str) -> Browser:
        self.address = urljoin(self.address, address)
        parts = urlsplit(self.address)
        server = f"{parts.scheme}://{parts.netloc}"
        if server not in self._browsers:
            self._browsers[server] = Browser(server)
        return self._browsers[server]
