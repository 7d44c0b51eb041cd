"""Signing in through Keycloak: the authorization code flow with PKCE, renewal of tokens, signing out everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx2
import structlog
from authlib.integrations.starlette_client import OAuth, OAuthError
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.errors import NotSignedInError, SessionOverError
from desk.sessions import Person, Session, Sessions, Tokens
from desk.site import CLIENT_ID, Site

SESSION_KEY = "session"
COME_BACK_TO = "come_back_to"
_MOST_BEGUN = 3
"""Sign-ins that one browser may have begun at once; more would not fit into a cookie."""
_EARLY_SECONDS = 20.0
"""Tokens are renewed so long before they run out, so that they last for the call they are needed for."""

_log = structlog.get_logger("desk")


class SignIn:
    """The desk as an OpenID Connect relying party."""

    def __init__(self, site: Site, sessions: Sessions) -> None:
        """Prepare; Keycloak's addresses and keys are asked for at the first sign-in.

        Args:
            site: the desk and its Keycloak.
            sessions: where signed-in people are kept.
        """
        self._site = site
        self._sessions = sessions
        self._client = OAuth().register(
            name=CLIENT_ID,
            client_id=CLIENT_ID,
            client_secret=site.client_secret,
            server_metadata_url=site.metadata_url,
            client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "timeout": 15.0},
        )

    async def begin(self, request: Request, language: str) -> Response:
        """Send somebody to Keycloak's sign-in, in a language."""
        begun = [key for key in request.session if key.startswith("_state_")]
        for key in begun[: max(0, len(begun) - _MOST_BEGUN + 1)]:
            del request.session[key]
        answer: Response = await self._client.authorize_redirect(request, self._site.callback_url, ui_locales=language)
        return answer

    async def finish(self, request: Request) -> Response:
        """Take what Keycloak sends back and begin a session under a new key.

        Raises:
            OAuthError: Keycloak refused, or the answer is not to a question of this browser.
        """
        try:
            answer = await self._client.authorize_access_token(request)
        except (JoseError, ValueError) as failure:
            # The ID token is not signed by this Keycloak, or not meant for this desk and this sign-in.
            raise OAuthError(error="invalid_id_token", description=type(failure).__name__) from failure
        self._sessions.end(request.session.get(SESSION_KEY))
        come_back_to = str(request.session.get(COME_BACK_TO, "/"))
        request.session.clear()
        person = _person(answer["userinfo"])
        request.session[SESSION_KEY] = self._sessions.begin(person, self._tokens(answer, answer["id_token"]))
        _log.info("signed in", user=person.id)
        return RedirectResponse(come_back_to, status_code=303)

    async def end(self, request: Request, session: Session) -> Response:
        """Forget the session here and lead to Keycloak's sign-out, and from there to the portal."""
        self._sessions.end(request.session.get(SESSION_KEY))
        request.session.clear()
        metadata = await self._client.load_server_metadata()
        query = {
            "id_token_hint": session.tokens.identity,
            "client_id": CLIENT_ID,
            "post_logout_redirect_uri": self._site.signed_out_url,
        }
        _log.info("signed out", user=session.person.id)
        return RedirectResponse(str(httpx2.URL(metadata["end_session_endpoint"], params=query)), status_code=303)

    async def access_token(self, request: Request, session: Session) -> str:
        """An access token of the person who asks that is still good for a call.

        Raises:
            NotSignedInError: Keycloak gives no new one, because the session has ended there.
        """
        try:
            return await self.token_of(session)
        except SessionOverError:
            self._sessions.end(request.session.pop(SESSION_KEY, None))
            raise NotSignedInError(request.url.path) from None

    async def token_of(self, session: Session) -> str:
        """An access token of a session that is still good for a call, asked by a request or by work that goes on.

        Raises:
            SessionOverError: Keycloak gives no new one, because the session has ended there.
        """
        async with session.renewal:
            if session.tokens.expires_at - self._sessions.clock() < _EARLY_SECONDS:
                try:
                    answer = await self._client.fetch_access_token(
                        grant_type="refresh_token", refresh_token=session.tokens.refresh
                    )
                except OAuthError as failure:
                    _log.info("session ended in Keycloak", user=session.person.id, error=failure.error)
                    raise SessionOverError from None
                session.tokens = self._tokens(answer, answer.get("id_token", session.tokens.identity))
            return session.tokens.access

    def _tokens(self, answer: Mapping[str, Any], identity: str) -> Tokens:
        return Tokens(
            access=answer["access_token"],
            refresh=answer.get("refresh_token", ""),
            identity=identity,
            expires_at=self._sessions.clock() + float(answer.get("expires_in", 60)),
        )


def _person(claims: Mapping[str, Any]) -> Person:
    username = str(claims.get("preferred_username", ""))
    return Person(
        id=str(claims["sub"]),
        first_name=str(claims.get("given_name", "")),
        name=str(claims.get("name") or username),
        roles=frozenset(claims.get("realm_access", {}).get("roles", [])),
        locale=str(claims.get("locale", "")),
    )
