"""A door before Keycloak that counts the requests that pass: of every tool in the same way, unchanged."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_REQUEST_LINE = re.compile(rb"(GET|POST|PUT|DELETE|PATCH|HEAD) (/[^ \r\n]*) HTTP/1\.1\r\n")
_LONGEST_LINE = 8192
_PIECE = 1 << 18
_WORD = re.compile(r"[a-z]+([-.][a-z]+)*")


@dataclass
class Passed:
    """Requests of one kind.

    Attributes:
        requests: how many.
        seconds: from each request to the end of its answer, in sum. Several at once count each.
    """

    requests: int = 0
    seconds: float = 0.0


@dataclass
class RequestCounter:
    """Counts requests.

    Attributes:
        url: the door's address, to be used in place of Keycloak's.
        passed: by kind: method and path, names and ids in it as `*`. Emptied by `start`.
    """

    url: str = ""
    passed: dict[str, Passed] = field(default_factory=lambda: defaultdict(Passed))

    def start(self) -> None:
        """Count from nothing."""
        self.passed.clear()

    @property
    def requests(self) -> int:
        """How many requests have passed."""
        return sum(kind.requests for kind in self.passed.values())


@contextmanager
def counted(url: str) -> Iterator[RequestCounter]:
    """A door before the server at `url` for as long as the context lasts. It has to be an http address."""
    address = urlsplit(url)
    if address.scheme != "http" or address.hostname is None:
        raise ValueError(f"requests to {url} cannot be counted: it is no http address")
    counter = RequestCounter()
    loop = asyncio.new_event_loop()
    host, port = address.hostname, address.port or 80
    server = loop.run_until_complete(
        asyncio.start_server(lambda reader, writer: _pass(reader, writer, host, port, counter), "127.0.0.1", 0)
    )
    counter.url = f"http://localhost:{server.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield counter
    finally:
        server.close()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


class _Exchange:
    """One connection: which request is under way, and when its answer was last heard of."""

    def __init__(self, counter: RequestCounter) -> None:
        self._counter = counter
        self._rest = b""
        self._kind: str | None = None
        self._begun = self._heard = 0.0

    def sent(self, piece: bytes) -> None:
        seen = self._rest + piece
        end = 0
        for found in _REQUEST_LINE.finditer(seen):
            self.close()
            end = found.end()
            self._kind = kind_of(found[1].decode(), found[2].decode())
            self._begun = self._heard = time.perf_counter()
            self._counter.passed[self._kind].requests += 1
        self._rest = seen[end:][-_LONGEST_LINE:]

    def heard(self, _: bytes) -> None:
        self._heard = time.perf_counter()

    def close(self) -> None:
        if self._kind is not None:
            self._counter.passed[self._kind].seconds += self._heard - self._begun
            self._kind = None


def kind_of(method: str, path: str) -> str:
    """Method and path of a request, with `*` for names and ids."""
    segments = path.partition("?")[0].split("/")
    return f"{method} " + "/".join(text if not text or _WORD.fullmatch(text) else "*" for text in segments)


async def _pass(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, port: int, counter: RequestCounter
) -> None:
    exchange = _Exchange(counter)
    try:
        inner_reader, inner_writer = await asyncio.open_connection(host, port)
        await asyncio.gather(_copy(reader, inner_writer, exchange.sent), _copy(inner_reader, writer, exchange.heard))
    except ConnectionError:
        pass  # either side went; the other one is told by the end of its connection
    finally:
        exchange.close()
        writer.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter, note: Callable[[bytes], None]) -> None:
    try:
        while piece := await source.read(_PIECE):
            note(piece)
            target.write(piece)
            await target.drain()
    finally:
        target.close()
