"""One authenticated connection to Keycloak: requests, what is tried again, and what errors say."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

import httpx
import stamina
import structlog
from keycloak.exceptions import KeycloakConnectionError, KeycloakError

from admin_api.errors import AdminApiError, NoAccountError, NotFoundError, RefusedError, UnreachableError
from admin_api.tokens import AccountToken, PersonToken
from settings.deployment import KeycloakAccess

_SECOND_TRY = 2
_PIECE = 1 << 16
_log = structlog.get_logger()
_Query = Mapping[str, str | int | bool | Sequence[str]]
_Headers = Mapping[str, str]


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The certificate authorities of this machine, read once: a connection a request would read them each time."""
    return httpx.create_ssl_context()


class AdminConnection:
    """A connection with the powers of a service account (`of_account`) or of a person (`of_person`).

    Safe to share among threads; a context manager.

    GET, PUT and DELETE are tried again for up to `patience` seconds while the server is unreachable, says 502, 503 or
    504, or fails to make a token (500 and above); POST is only where `repeatable` says so. An outage is waited out
    once: after a call that waited in vain each later one is tried once, until the server answers again.
    """

    def __init__(
        self, url: str, auth: AccountToken | PersonToken, *, timeout: float = 120.0, patience: float = 20.0
    ) -> None:
        """Prepare a connection; the first request opens it.

        Args:
            url: base address of Keycloak.
            auth: puts an access token on every request.
            timeout: seconds to wait for one answer.
            patience: seconds in which a request that failed for want of an answer is repeated.
        """
        self.url = url.rstrip("/")
        self._auth = auth
        self._patience = patience
        self._gave_up = False
        self._http = httpx.Client(base_url=self.url, auth=auth, timeout=timeout, verify=_trust())

    @classmethod
    def of_account(cls, access: KeycloakAccess, *, patience: float | None = None) -> Self:
        """A connection with the powers of a deployment's service account, and the deployment's patience at most.

        Raises:
            NoAccountError: the deployment names none.
        """
        if not access.has_account:
            raise NoAccountError(
                "deployment.yaml names no account that this could be done with: keycloak.client_secret is missing, or "
                "keycloak.username and keycloak.password in its place"
            )
        longest = access.patience_seconds
        shortest = longest if patience is None else min(patience, longest)
        return cls(access.called_at, AccountToken(access), patience=shortest)

    @classmethod
    def of_person(cls, url: str, token: str) -> Self:
        """A connection with the powers of the person whose access token it carries, and with no others.

        When the token has run out, calls fail with RefusedError and status 401. Somebody waits for the answer, so
        what fails is not repeated for long.
        """
        return cls(url, PersonToken(token), timeout=60.0, patience=5.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def account_id(self) -> str | None:
        """Keycloak's id of the service account whose powers these are; None for a person's. Raises AdminApiError."""
        try:
            return self._auth.account_id()
        except KeycloakError as failure:
            raise self._token_error(failure) from None

    def token_issued(self) -> float | None:
        """When the service account's token was issued; None for a person's. The first call asks for one.

        Returns:
            Seconds since 1970, by the server's clock.

        Raises:
            AdminApiError: there is no token.
        """
        try:
            return self._auth.issued()
        except KeycloakError as failure:
            raise self._token_error(failure) from None

    def close(self) -> None:
        """Close the connection's sockets."""
        self._http.close()

    def get(self, path: str, query: _Query | None = None) -> Any:
        """GET `path` (from `/`), as JSON; None for an empty answer. Raises AdminApiError."""
        return self._call("GET", path, query, None, repeatable=True)

    def post(
        self,
        path: str,
        body: object = None,
        *,
        query: _Query | None = None,
        headers: _Headers | None = None,
        repeatable: bool = False,
    ) -> Any:
        """POST JSON. `repeatable` says that doing it twice is the same as once. Raises AdminApiError."""
        return self._call("POST", path, query, body, headers, repeatable=repeatable)

    def put(
        self, path: str, body: object = None, query: _Query | None = None, *, headers: _Headers | None = None
    ) -> Any:
        """PUT JSON. Raises AdminApiError."""
        return self._call("PUT", path, query, body, headers, repeatable=True)

    def delete(self, path: str, body: object = None, *, headers: _Headers | None = None) -> Any:
        """DELETE, with a JSON body where Keycloak wants one. Raises AdminApiError."""
        return self._call("DELETE", path, None, body, headers, repeatable=True)

    def lines(self, path: str, query: _Query | None = None) -> Iterator[str]:
        """GET `path` and give the answer line by line as it arrives. Raises AdminApiError."""
        with self._answer(path, query) as response:
            yield from response.iter_lines()

    def records(self, path: str, query: _Query | None = None) -> Iterator[Any]:
        """GET `path` and give the JSON value of each line as they arrive. Raises AdminApiError."""
        rest = b""
        with self._answer(path, query) as response:
            for piece in response.iter_bytes(_PIECE):
                whole, _, rest = (rest + piece).rpartition(b"\n")
                yield from _values(whole)
            yield from _values(rest)

    @contextmanager
    def _answer(self, path: str, query: _Query | None) -> Iterator[httpx.Response]:
        try:
            with self._http.stream("GET", path, params=query) as response:
                if response.is_error:
                    response.read()
                    raise _error(response)
                yield response
        except httpx.TransportError as failure:
            raise UnreachableError(f"{self.url} does not answer: {failure}") from None
        except KeycloakError as failure:
            raise self._token_error(failure) from None

    def _call(
        self,
        method: str,
        path: str,
        query: _Query | None,
        body: object,
        headers: _Headers | None = None,
        *,
        repeatable: bool,
    ) -> Any:
        if not repeatable or self._gave_up:
            return self._once(method, path, query, body, headers)
        try:
            for attempt in stamina.retry_context(
                on=UnreachableError, timeout=self._patience, attempts=None, wait_jitter=0.2, wait_max=2.0
            ):
                if attempt.num == _SECOND_TRY:
                    _log.warning("Keycloak does not answer; it is asked again", url=self.url, seconds=self._patience)
                with attempt:
                    return self._once(method, path, query, body, headers)
        except UnreachableError:
            self._gave_up = True
            raise
        raise AssertionError("stamina ends by returning or raising")

    def _once(self, method: str, path: str, query: _Query | None, body: object, headers: _Headers | None) -> Any:
        try:
            response = self._http.request(method, path, params=query, json=body, headers=headers)
        except httpx.TransportError as failure:
            raise UnreachableError(f"{self.url} does not answer: {failure}") from None
        except KeycloakError as failure:
            raise self._token_error(failure) from None
        if response.status_code in (502, 503, 504):
            raise UnreachableError(f"{self.url} is not ready (HTTP {response.status_code})", response.status_code)
        self._gave_up = False
        if response.is_error:
            raise _error(response)
        return response.json() if response.content else None

    def _token_error(self, failure: KeycloakError) -> AdminApiError:
        if isinstance(failure, KeycloakConnectionError):
            return UnreachableError(f"{self.url} does not answer")
        status = failure.response_code
        if status is not None and status >= httpx.codes.INTERNAL_SERVER_ERROR:
            # Keycloak says 500 for as long as its database is away.
            return UnreachableError(f"{self.url} is not ready: it gives nobody a token (HTTP {status})", status)
        return RefusedError(
            f"{self.url} gives no token to this account: HTTP {status}; check keycloak.client_id "
            "and keycloak.client_secret in deployment.yaml, or what --server was given with",
            status,
        )


def _values(lines: bytes) -> list[Any]:
    """The JSON values of whole lines: read as one array, in a quarter of the time that each by itself would take."""
    values: list[Any] = json.loads(b"[" + b",".join(line for line in lines.split(b"\n") if line.strip()) + b"]")
    return values


def _error(response: httpx.Response) -> AdminApiError:
    request = response.request
    asked = f"{request.method} {request.url.path}: HTTP {response.status_code}"
    kinds: dict[int, type[AdminApiError]] = {401: RefusedError, 403: RefusedError, 404: NotFoundError}
    kind = kinds.get(response.status_code, AdminApiError)
    answer = _answer(response)
    return kind(f"{asked}{_reason(answer)}", response.status_code, answer)


def _answer(response: httpx.Response) -> dict[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _reason(answer: Mapping[str, Any]) -> str:
    words = (
        answer.get("message") or answer.get("error_description") or answer.get("errorMessage") or answer.get("error")
    )
    return f": {words}" if words else ""
