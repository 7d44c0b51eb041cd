"""A zip file of a web server, copied into a folder of our own."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import stamina

from settings.roster_source import HttpsAccess, encrypted
from sync.errors import Problem, SourceError, SyncError
from sync.sources.transport.settling import SourceNotReadyError

_ATTEMPTS = 5
_TIMEOUT = httpx.Timeout(30, read=120)
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 600.0


class WebError(SyncError):
    """A web server could not be reached, or did not give what it was asked for."""


class TemporaryWebError(WebError):
    """The same, and asking again may help.

    Attributes:
        seconds: after how long, if the server said.
    """

    def __init__(self, message: str, seconds: float | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


def web_client(headers: Mapping[str, str] | None = None) -> httpx.Client:
    """A client that trusts whom this machine trusts, and never sends anything that could be read on the way."""
    return httpx.Client(
        verify=ssl.create_default_context(),
        timeout=_TIMEOUT,
        follow_redirects=True,
        max_redirects=5,
        headers=headers,
        event_hooks={"request": [_refuse_plain]},
    )


def repeat_or_raise(failure: Exception) -> bool | float:
    """For stamina: whether to ask again, or after how many seconds the server wants to be asked."""
    if isinstance(failure, TemporaryWebError):
        return True if failure.seconds is None else failure.seconds <= _LONGEST_WAIT and failure.seconds
    return isinstance(failure, httpx.TransportError)


def check_answer(response: httpx.Response) -> None:
    """Raise WebError, or TemporaryWebError, if an answer is none."""
    if response.is_success:
        return
    where = _place(response)
    if response.status_code in _TEMPORARY:
        seconds = _retry_after(response)
        wish = f" and wants to be asked again in {seconds:.0f} s" if seconds else ""
        raise TemporaryWebError(f"{where}: the server answers {response.status_code}{wish}", seconds)
    if response.status_code in (401, 403):
        raise WebError(f"{where}: the server answers {response.status_code}; check the account in district.yaml")
    raise WebError(f"{where}: the server answers {response.status_code}; check the address in district.yaml")


def fetch_by_https(
    address: str, access: HttpsAccess | None, into: Path, settle_seconds: float, most_bytes: int
) -> Path:
    """Copy the file at an address.

    Args:
        address: of a zip file.
        access: how the server knows us.
        into: an empty folder of our own.
        settle_seconds: a file that is younger, by the server's own clock, is being written.
        most_bytes: of more nothing is kept.

    Raises:
        WebError: the server could not be reached, or refused.
        SourceError: the file is too large.
        SourceNotReadyError: the file was changing for too long.
    """
    patience = time.monotonic() + max(60.0, 10 * settle_seconds)
    target, shown = into / "roster.zip", address.partition("?")[0]
    with web_client(_authorization(access)) as client:
        while True:
            try:
                for attempt in stamina.retry_context(on=repeat_or_raise, attempts=_ATTEMPTS, timeout=600):
                    with attempt:
                        age = _download(client, address, target, most_bytes)
            except httpx.HTTPError as failure:
                raise WebError(f"{shown}: {failure or type(failure).__name__}") from None
            if age is None or age >= settle_seconds:
                return target
            if time.monotonic() > patience:
                raise SourceNotReadyError(f"{shown}: the file is still being written. Try again later")
            time.sleep(max(settle_seconds - age, 1.0))


def _download(client: httpx.Client, address: str, target: Path, most_bytes: int) -> float | None:
    """Copy the file; returns how many seconds ago it was changed, if the server says."""
    size = 0
    # A compressed answer could be far larger than what comes over the wire, and a zip file is compressed already.
    with client.stream("GET", address, headers={"Accept-Encoding": "identity"}) as response:
        check_answer(response)
        with target.open("wb") as file:
            for chunk in response.iter_raw():
                size += len(chunk)
                if size > most_bytes:
                    message = f"the file has more than the {most_bytes:,} bytes that roster.max_megabytes allows"
                    raise SourceError([Problem(address.partition("?")[0], message)])
                file.write(chunk)
        return _age(response.headers)


def _age(headers: Mapping[str, str]) -> float | None:
    changed, now = moment_of(headers.get("Last-Modified", "")), moment_of(headers.get("Date", ""))
    return (now - changed).total_seconds() if changed and now else None


def moment_of(text: str) -> datetime | None:
    """The moment that a header names; None if it names none."""
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _authorization(access: HttpsAccess | None) -> dict[str, str]:
    if access is None:
        return {}
    if access.token:
        return {"Authorization": f"Bearer {access.token}"}
    basic = httpx.BasicAuth(access.username or "", access.password or "")
    request = next(basic.auth_flow(httpx.Request("GET", "https://localhost")))
    return {"Authorization": request.headers["Authorization"]}


def _retry_after(response: httpx.Response) -> float | None:
    said = response.headers.get("Retry-After", "")
    if said.isdigit():
        return float(said)
    until, now = moment_of(said), moment_of(response.headers.get("Date", ""))
    return max((until - now).total_seconds(), 0.0) if until and now else None


def _refuse_plain(request: httpx.Request) -> None:
    try:
        encrypted(str(request.url))
    except ValueError as failure:
        raise WebError(f"the server leads to an address that is not used: {failure}") from None


def _place(response: httpx.Response) -> str:
    """The address without its query, which may have a secret."""
    return str(response.request.url.copy_with(query=None))
