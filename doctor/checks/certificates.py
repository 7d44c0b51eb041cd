"""Certificates are valid, for the right name, and for long enough; protocols are of this century."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from doctor.finding import Finding
from doctor.probes import Unreachable
from doctor.probes.tls import Tls

_SOON = timedelta(days=30)
_NOW_OR_NEVER = timedelta(days=7)
_RENEW = "renew it, put it on the proxy, reload the proxy; if it is renewed by itself, look why that did not happen"


def check_certificate(host: str, seen: Tls | Unreachable, now: datetime) -> Iterator[Finding]:
    """Judge what a server shows.

    Args:
        host: the server, as it was asked.
        seen: what it showed. One that does not answer is the affair of another check.
        now: the time, in UTC.
    """
    if isinstance(seen, Unreachable):
        return
    yield from _check_dates(host, seen.expires, now)
    if not seen.names_host:
        yield Finding(
            "certificate-name",
            "error",
            host,
            "the certificate is for another name: browsers refuse the page",
            "get one that names this host",
        )
    if seen.distrust:
        yield Finding(
            "certificate-untrusted",
            "error",
            host,
            f"this machine does not trust the certificate: {seen.distrust}",
            "put the intermediate certificates after it in the proxy's file; with an authority of the district's own, "
            "name its file in SSL_CERT_FILE here and install it on every device",
        )
    if seen.old_version:
        yield Finding(
            "tls-old",
            "warning",
            host,
            "the server takes TLS 1.1 or older, which can be broken",
            "set the proxy's least version to TLS 1.2",
        )


def _check_dates(host: str, expires: datetime, now: datetime) -> Iterator[Finding]:
    left = expires - now
    if left <= timedelta(0):
        yield Finding(
            "certificate-expires",
            "error",
            host,
            f"the certificate ran out at {expires:%Y-%m-%d %H:%M} UTC: browsers refuse the page",
            _RENEW,
        )
    elif left < _SOON:
        yield Finding(
            "certificate-expires",
            "error" if left < _NOW_OR_NEVER else "warning",
            host,
            f"the certificate runs out in {left.days} days, at {expires:%Y-%m-%d %H:%M} UTC",
            _RENEW,
        )
