"""A server that shakes hands, shows its certificate, and says no more."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.certificates import ServerCertificate


@contextmanager
def running_tls_server(shown: ServerCertificate, folder: Path) -> Iterator[int]:
    """Shake hands with whoever comes, until the block ends; gives the port at localhost.

    Args:
        shown: the certificate.
        folder: where it is written to, because `ssl` reads files.
    """
    certificate, key = folder / "server.pem", folder / "server.key"
    certificate.write_text(shown.certificate, encoding="ascii")
    key.write_text(shown.key, encoding="ascii")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_serve, args=(listening, context), daemon=True)
        thread.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def _serve(listening: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        try:
            context.wrap_socket(plain, server_side=True).close()
        except OSError:
            plain.close()
