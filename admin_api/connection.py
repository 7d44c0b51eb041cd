"""One authenticated connection: tokens by python-keycloak, requests by httpx."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Generator, Iterator, Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any

import httpx
import stamina
from keycloak import KeycloakOpenIDConnection
from keycloak.exceptions import KeycloakConnectionError, KeycloakError

from admin_api.errors import AdminApiError, NotFoundError, RefusedError, UnreachableError

_Query = Mapping[str, str | int | bool]


class _ServiceAccountToken(httpx.Auth):
    """Puts a valid access token on every request, and a new one when the server says that it is not."""

    def __init__(self, account: KeycloakOpenIDConnection) -> None:
        self._account = account
        self._lock = threading.Lock()

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        used = self._token(None)
        request.headers["Authorization"] = f"Bearer {used}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            request.headers["Authorization"] = f"Bearer {self._token(used)}"
            yield request

    def _token(self, refused: str | None) -> str:
        with self._lock:
            token = self._account.token
            if token is None or token["access_token"] == refused:
                self._account.get_token()
                token = self._account.token
            return str(token["access_token"]) if token else ""


class _GivenToken(httpx.Auth):
    """Puts one access token on every request."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The certificate authorities of this machine, read once: a connection a request would read them each time."""
    return httpx.create_ssl_context()


class AdminConnection:
    """A connection with the powers of a service account, or of a person (`with_token`).

    Safe to share among threads; a context manager.

    GET, PUT and DELETE are tried again for up to `patience` seconds while the server is unreachable or says 502, 503
    or 504; POST is only where `repeatable` says so.
    """

    def __init__(
        self,
        url: str,
        client_id: str,
        client_secret: str,
        *,
        auth_realm: str = "master",
        timeout: float = 120.0,
        patience: float = 20.0,
    ) -> None:
        """Prepare a connection; the first request opens it.

        Args:
            url: base address of Keycloak.
            client_id: a client with a service account in `auth_realm`.
            client_secret: its secret.
            auth_realm: the realm of that client.
            timeout: seconds to wait for one answer.
            patience: seconds in which a request that failed for want of an answer is repeated.
        """
        account = KeycloakOpenIDConnection(
            server_url=f"{url.rstrip('/')}/",
            realm_name=auth_realm,
            client_id=client_id,
            client_secret_key=client_secret,
            grant_type="client_credentials",
            timeout=int(timeout),
        )
        self._open(url, _ServiceAccountToken(account), timeout, patience)

    @classmethod
    def with_token(cls, url: str, token: str, *, timeout: float = 60.0, patience: float = 5.0) -> AdminConnection:
        """A connection with the powers of the person whose access token it carries, and with no others.

        Args:
            url: base address of Keycloak.
            token: an access token; when it has run out, calls fail with RefusedError and status 401.
            timeout: seconds to wait for one answer.
            patience: seconds in which a request that failed for want of an answer is repeated.
        """
        connection = cls.__new__(cls)
        connection._open(url, _GivenToken(token), timeout, patience)
        return connection

    def _open(self, url: str, auth: httpx.Auth, timeout: float, patience: float) -> None:
        self.url = url.rstrip("/")
        self._patience = patience
        self._http = httpx.Client(base_url=self.url, auth=auth, timeout=timeout, verify=_trust())

    def __enter__(self) -> AdminConnection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection's sockets."""
        self._http.close()

    def get(self, path: str, query: _Query | None = None) -> Any:
        """GET `path` (from `/`), as JSON; None for an empty answer. Raises AdminApiError."""
        return self._call("GET", path, query, None, repeatable=True)

    def post(self, path: str, body: object = None, *, query: _Query | None = None, repeatable: bool = False) -> Any:
        """POST JSON. `repeatable` says that doing it twice is the same as once. Raises AdminApiError."""
        return self._call("POST", path, query, body, repeatable=repeatable)

    def put(self, path: str, body: object = None, query: _Query | None = None) -> Any:
        """PUT JSON. Raises AdminApiError."""
        return self._call("PUT", path, query, body, repeatable=True)

    def delete(self, path: str, body: object = None) -> Any:
        """DELETE, with a JSON body where Keycloak wants one. Raises AdminApiError."""
        return self._call("DELETE", path, None, body, repeatable=True)

    def lines(self, path: str, query: _Query | None = None) -> Iterator[str]:
        """GET `path` and give the answer line by line as it arrives. Raises AdminApiError."""
        try:
            with self._http.stream("GET", path, params=query) as response:
                if response.is_error:
                    response.read()
                    raise _error(response)
                yield from response.iter_lines()
        except httpx.TransportError as failure:
            raise UnreachableError(f"{self.url} does not answer: {failure}") from None
        except KeycloakError as failure:
            raise self._token_error(failure) from None

    def _call(self, method: str, path: str, query: _Query | None, body: object, *, repeatable: bool) -> Any:
        def once() -> Any:
            try:
                response = self._http.request(method, path, params=query, json=body)
            except httpx.TransportError as failure:
                raise UnreachableError(f"{self.url} does not answer: {failure}") from None
            except KeycloakError as failure:
                raise self._token_error(failure) from None
            if response.status_code in (502, 503, 504):
                raise UnreachableError(f"{self.url} is not ready (HTTP {response.status_code})", response.status_code)
            if response.is_error:
                raise _error(response)
            return response.json() if response.content else None

        if not repeatable:
            return once()
        for attempt in stamina.retry_context(
            on=UnreachableError, timeout=self._patience, attempts=None, wait_jitter=0.2, wait_max=2.0
        ):
            with attempt:
                return once()
        raise AssertionError("stamina ends by returning or raising")

    def _token_error(self, failure: KeycloakError) -> AdminApiError:
        if isinstance(failure, KeycloakConnectionError):
            return UnreachableError(f"{self.url} does not answer")
        return RefusedError(
            f"{self.url} gives no token to this client: HTTP {failure.response_code}; "
            "check keycloak.client_id and keycloak.client_secret in deployment.yaml",
            failure.response_code,
        )


def _error(response: httpx.Response) -> AdminApiError:
    request = response.request
    asked = f"{request.method} {request.url.path}: HTTP {response.status_code}"
    kinds: dict[int, type[AdminApiError]] = {401: RefusedError, 403: RefusedError, 404: NotFoundError}
    return kinds.get(response.status_code, AdminApiError)(f"{asked}{_reason(response)}", response.status_code)


def _reason(response: httpx.Response) -> str:
    try:
        answer = response.json()
    except ValueError:
        return ""
    if not isinstance(answer, dict):
        return ""
    words = (
        answer.get("message") or answer.get("error_description") or answer.get("errorMessage") or answer.get("error")
    )
    return f": {words}" if words else ""
