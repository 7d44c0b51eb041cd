"""OAuth 2 client credentials: a token for each while, renewed in time and when the service says that it is over."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence

import httpx

from sync.sources.transport.https import TemporaryWebError, WebError, check_answer

_MARGIN = 30.0
"""A token is renewed this many seconds before it ends, so that it does not end on the way."""
_SECONDS = 300.0
"""How long a token lasts if the service does not say."""


class ClientCredentials(httpx.Auth):
    """Signs requests in. Not to be shared between threads.

    A request that is answered with 401 is sent once more with a new token, because services restart and clocks differ.
    """

    requires_response_body = True

    def __init__(
        self,
        token_url: str,
        client_id: str,
        client_secret: str,
        scopes: Sequence[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare, without asking anybody.

        Args:
            token_url: where tokens are issued.
            client_id: who we are.
            client_secret: proof of it.
            scopes: what is asked for.
            clock: seconds that only ever grow.
        """
        self._token_url = token_url
        self._basic = httpx.BasicAuth(client_id, client_secret)
        self._form = {"grant_type": "client_credentials", "scope": " ".join(scopes)}
        self._clock = clock
        self._token = ""
        self._until = 0.0

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """See httpx."""
        if not self._token or self._clock() >= self._until:
            self._take((yield self._token_request()))
        request.headers["Authorization"] = f"Bearer {self._token}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            self._take((yield self._token_request()))
            request.headers["Authorization"] = f"Bearer {self._token}"
            yield request

    def _token_request(self) -> httpx.Request:
        request = httpx.Request("POST", self._token_url, data=self._form, headers={"Accept": "application/json"})
        return next(self._basic.auth_flow(request))

    def _take(self, response: httpx.Response) -> None:
        try:
            check_answer(response)
            answer = response.json()
            self._token, seconds = str(answer["access_token"]), float(answer.get("expires_in") or _SECONDS)
        except TemporaryWebError:
            raise
        except WebError:
            message = f"{self._token_url}: no token, {response.status_code}; check client_id, client_secret and scopes"
            raise WebError(message) from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise WebError(f"{self._token_url}: the answer has no access_token; check token_url") from None
        self._until = self._clock() + max(seconds - _MARGIN, seconds / 2)
