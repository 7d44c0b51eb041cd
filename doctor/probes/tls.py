"""The certificate and the protocol versions of a server."""

from __future__ import annotations

import socket
import ssl
import warnings
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import httpx
from cryptography import x509

from doctor.probes import PATIENCE, Unreachable

_OTHER_NAME = 62
"""OpenSSL's X509_V_ERR_HOSTNAME_MISMATCH."""
_EXPIRED = 10
"""OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED; that it has is told by its date."""


@dataclass(frozen=True)
class Tls:
    """What a server shows of itself.

    Attributes:
        expires: the certificate's last moment, in UTC.
        distrust: why this machine does not trust it; empty if it does.
        names_host: whether it is for the host that was asked.
        old_version: whether the server takes TLS 1.1 or older.
    """

    expires: datetime
    distrust: str
    names_host: bool
    old_version: bool


def tls(host: str, port: int) -> Tls | Unreachable:
    """Shake hands: as everybody does, then without asking for trust, then as in 2010."""
    distrust, names_host = "", True
    try:
        certificate = _handshake(_trust(), host, port)
    except ssl.SSLCertVerificationError as failure:
        names_host = failure.verify_code != _OTHER_NAME
        distrust = failure.verify_message if failure.verify_code not in (_OTHER_NAME, _EXPIRED) else ""
        certificate = _without_trust(host, port)
    except OSError as failure:
        return Unreachable(str(failure))
    if certificate is None:
        return Unreachable("the connection ended before a certificate came")
    expires = x509.load_der_x509_certificate(certificate).not_valid_after_utc
    return Tls(expires, distrust, names_host, _takes_old_version(host, port))


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The certificate authorities that all our requests trust."""
    return httpx.create_ssl_context()


def _handshake(context: ssl.SSLContext, host: str, port: int) -> bytes | None:
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname=host) as encrypted,
    ):
        return encrypted.getpeercert(binary_form=True)


def _without_trust(host: str, port: int) -> bytes | None:
    """The certificate of a server that is not trusted; nothing is sent to it."""
    try:
        return _handshake(_trusting(), host, port)
    except OSError:
        return None


def _trusting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _takes_old_version(host: str, port: int) -> bool:
    context = _trusting()
    try:
        context.set_ciphers("ALL:@SECLEVEL=0")  # what Debian's OpenSSL offers no longer by itself
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        return _handshake(context, host, port) is not None
    except (OSError, ValueError):
        return False
