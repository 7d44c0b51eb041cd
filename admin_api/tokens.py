"""Access tokens on requests: an account's of a deployment by python-keycloak, or a person's own."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Generator
from typing import Any

import httpx
from keycloak import KeycloakOpenIDConnection

from settings.deployment import KeycloakAccess

_TIMEOUT = 60
"""Seconds to wait for a token."""


class AccountToken(httpx.Auth):
    """Puts a valid access token on every request, and a new one when the server says that it is not."""

    def __init__(self, access: KeycloakAccess) -> None:
        """Prepare to ask for tokens; the first request does."""
        self._lock = threading.Lock()
        is_person = access.username is not None
        named = "client_id" in access.model_fields_set
        self._account = KeycloakOpenIDConnection(
            server_url=f"{access.called_at}/",
            realm_name=access.auth_realm,
            client_id="admin-cli" if is_person and not named else access.client_id,
            client_secret_key=access.client_secret,
            username=access.username,
            password=access.password,
            grant_type="password" if is_person else "client_credentials",
            timeout=_TIMEOUT,
        )

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request, and once more with a new token if it is refused."""
        used = self._token(None)
        request.headers["Authorization"] = f"Bearer {used}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            request.headers["Authorization"] = f"Bearer {self._token(used)}"
            yield request

    def account_id(self) -> str | None:
        """Keycloak's id of the service account; None if a person signed in. Raises KeycloakError."""
        if self._account.username is not None:
            return None
        return str(_claims(self._token(None))["sub"])

    def issued(self) -> float:
        """When the token in use was issued, by the server's clock: seconds since 1970. Raises KeycloakError."""
        return float(_claims(self._token(None))["iat"])

    def _token(self, refused: str | None) -> str:
        with self._lock:
            token = self._account.token
            if token is None or token["access_token"] == refused:
                self._account.get_token()
                token = self._account.token
            return str(token["access_token"]) if token else ""


def _claims(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


class PersonToken(httpx.Auth):
    """Puts one access token on every request."""

    def __init__(self, token: str) -> None:
        self._token = token

    def account_id(self) -> None:
        """None: it is a person's."""

    def issued(self) -> None:
        """None: it was issued to somebody else."""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request
