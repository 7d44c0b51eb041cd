"""A network that drops: a door before a server that cuts each connection after so many bytes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_PIECE = 1 << 14


@contextmanager
def cut_off(url: str, after: int) -> Iterator[str]:
    """An address that leads to `url`; a connection ends without a word once `after` bytes went through it."""
    address = urlsplit(url)
    target = (str(address.hostname), int(address.port or 80))
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_serve, args=(door, target, after), daemon=True).start()
        yield f"http://localhost:{door.getsockname()[1]}"


def _serve(door: socket.socket, target: tuple[str, int], after: int) -> None:
    with suppress(OSError):
        while True:
            caller, _ = door.accept()
            server = socket.create_connection(target)
            passed = _Passed(after, (caller, server))
            for source, sink in ((caller, server), (server, caller)):
                threading.Thread(target=passed.pump, args=(source, sink), daemon=True).start()


class _Passed:
    """What has gone through a connection, in both directions."""

    def __init__(self, after: int, ends: tuple[socket.socket, socket.socket]) -> None:
        self._left = after
        self._ends = ends
        self._lock = threading.Lock()

    def pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                with self._lock:
                    self._left -= len(piece)
                if self._left < 0:
                    break
                sink.sendall(piece)
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
