"""A browser as far as a server notices one: requests on a connection that is kept, cookies, forms.

It uses a fifth of the processor that an HTTP library for Python does, so that what is measured is the server.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode, urlsplit

_ACTION = re.compile(r'<form\b[^>]*\baction="([^"]+)"')
_LONGEST_HEAD = 1 << 16
_OK = 200


@dataclass(frozen=True)
class Answer:
    """What a server answered.

    Attributes:
        status: HTTP status.
        location: where it leads; empty if nowhere.
        body: the page.
    """

    status: int
    location: str
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is what was asked for."""
        return self.status == _OK

    @property
    def text(self) -> str:
        """The page as text."""
        return self.body.decode()

    def action(self) -> str:
        """Where the page's first form is sent. Raises LookupError if there is none."""
        found = _ACTION.search(self.text)
        if found is None:
            raise LookupError(f"a page without a form: HTTP {self.status}")
        return unescape(found[1])


class Browser:
    """Somebody's browser at one server over http; close it after use.

    Args:
        url: the server.
        address: where the browser is, one of loopback's (127.x.x.x); None for the usual one.

    Attributes:
        cookies: by name, all of the one server. A browser that was never here has none.
    """

    def __init__(self, url: str, address: str | None = None) -> None:
        server = urlsplit(url)
        if server.scheme != "http" or server.hostname is None:
            raise ValueError(f"{url} cannot be measured: it is no http address")
        self.cookies: dict[str, str] = {}
        self._host, self._port = server.hostname, server.port or 80
        self._own_address = (address, 0) if address else None
        self._connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Open a page. Raises OSError, EOFError when the server does not answer."""
        return await self._send("GET", address, b"", headers or {})

    async def post(self, address: str, fields: Mapping[str, str]) -> Answer:
        """Send a form. Raises OSError, EOFError when the server does not answer."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._send("POST", address, urlencode(fields).encode(), form)

    def close(self) -> None:
        """Let the connection go."""
        if self._connection:
            self._connection[1].close()
            self._connection = None

    async def _send(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if self._connection is None:
            self._connection = await asyncio.open_connection(
                self._host, self._port, limit=_LONGEST_HEAD, local_addr=self._own_address
            )
        reader, writer = self._connection
        writer.write(self._request(method, address, body, headers))
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            answered = self._headers(head[1:])
            answer = Answer(int(head[0].split()[1]), answered.get("location", ""), await _body(reader, answered))
        except BaseException:
            self.close()
            raise
        if answered.get("connection", "").lower() == "close":
            self.close()
        return answer

    def _request(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        parts = urlsplit(address)
        path = parts.path or "/"
        target = f"{path}?{parts.query}" if parts.query else path
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self._host}:{self._port}", "Accept-Encoding: identity"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body

    def _headers(self, lines: list[str]) -> dict[str, str]:
        """Headers by their names in small letters; cookies are kept, or forgotten if the server says so."""
        headers: dict[str, str] = {}
        for line in filter(None, lines):
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                self._keep_cookie(value.strip())
        return headers

    def _keep_cookie(self, text: str) -> None:
        pair, _, attributes = text.partition(";")
        name, _, value = pair.partition("=")
        if "max-age=0" in attributes.lower().replace(" ", ""):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value


async def _body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    pieces: list[bytes] = []
    while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16):
        pieces.append((await reader.readexactly(size + 2))[:-2])
    await reader.readuntil(b"\r\n")
    return b"".join(pieces)
