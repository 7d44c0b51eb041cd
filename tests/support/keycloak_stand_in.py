"""A stand-in for the few endpoints of Keycloak that the desk calls.

For what a real one cannot be made to do at will: end a session between two requests, refuse, fall silent, sign an
ID token with a key of its own. Journeys through a real sign-in are browser tests.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_SECRET = "desk-secret"
REALM = "cedar-valley"


@dataclass
class KeycloakStandIn:
    """What the endpoints answer, and what they were asked.

    Attributes:
        url: base address.
        claims: of the ID token, besides those the protocol fixes.
        classes: answer of *my classes*.
        issued: answer of the badge endpoint's `issue`.
        answers: what calls about people answer, by the path below the realm in the admin API; a text goes out as it is.
        asked: those calls that changed or looked for something, with their bodies.
        statuses: HTTP status by path, for endpoints that are to fail.
        session_over: refresh tokens are refused.
        seconds: life of an access token.
        key: signs ID tokens.
        published: the key that is published in its place, if another one is.
        activated: ids of the credentials that were activated.
        bearers: access tokens that came with calls, in order.
    """

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    classes: list[dict[str, Any]] = field(default_factory=list)
    issued: dict[str, Any] = field(default_factory=lambda: {"issued": [], "refused": []})
    answers: dict[str, Any] = field(
        default_factory=lambda: {
            "care/sign-ins": [],
            "badges/people": "",
            "duties": {
                "care": {"everywhere": False, "campuses": ["CV01"]},
                "reports": {"everywhere": False, "campuses": []},
                "district": False,
            },
            "duties/printing-sets": [],
            "duties/printing-sets/save": {"sets": 1},
            "duties/printing-sets/remove": {"sets": 0},
        }
    )
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    session_over: bool = False
    seconds: int = 300
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    published: RSAKey | None = None
    activated: list[str] = field(default_factory=list)
    bearers: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _tokens: int = 0

    @property
    def issuer(self) -> str:
        """Address of the realm."""
        return f"{self.url}/realms/{REALM}"

    def sign_in(self, location: str) -> str:
        """What a browser does at the authorization endpoint: the address it is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def metadata(self) -> dict[str, Any]:
        """The discovery document."""
        protocol = f"{self.issuer}/protocol/openid-connect"
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{protocol}/auth",
            "token_endpoint": f"{protocol}/token",
            "jwks_uri": f"{protocol}/certs",
            "end_session_endpoint": f"{protocol}/logout",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> dict[str, Any]:
        """The published keys."""
        return {"keys": [(self.published or self.key).as_dict(private=False)]}

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, object]:
        """The token endpoint."""
        if base64.b64decode(authorization.removeprefix("Basic ")).decode() != f"desk:{CLIENT_SECRET}":
            return 401, {"error": "unauthorized_client"}
        nonce = None
        if form["grant_type"] == "authorization_code":
            asked = self._codes.pop(form["code"], {})
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked.get("code_challenge"):
                return 400, {"error": "invalid_grant"}
            nonce = asked["nonce"]
        elif self.session_over:
            return 400, {"error": "invalid_grant"}
        self._tokens += 1
        now = int(time.time())
        claims: dict[str, Any] = {"iss": self.issuer, "aud": "desk", "sub": "u1", "iat": now, "exp": now + 300}
        if nonce:
            claims["nonce"] = nonce
        return 200, {
            "access_token": f"access-{self._tokens}",
            "refresh_token": f"refresh-{self._tokens}",
            "expires_in": self.seconds,
            "token_type": "Bearer",
            "id_token": jwt.encode({"alg": "RS256", "kid": "one"}, claims | self.claims, self.key),
        }

    def answer(self, path: str, body: bytes, authorization: str) -> tuple[int, object]:
        """Any other endpoint."""
        protocol = f"/realms/{REALM}/protocol/openid-connect"
        badges = f"/admin/realms/{REALM}/badges"
        if path in self.statuses:
            return self.statuses[path], {"error": "stand_in", "message": "as told"}
        if path == f"/realms/{REALM}/.well-known/openid-configuration":
            return 200, self.metadata()
        if path == f"{protocol}/certs":
            return 200, self.keys()
        if path == f"{protocol}/token":
            return self.token({name: value[0] for name, value in parse_qs(body.decode()).items()}, authorization)
        self.bearers.append(authorization.removeprefix("Bearer "))
        if path == f"/realms/{REALM}/roster/classes":
            return 200, self.classes
        if path == f"{badges}/issue":
            self.asked.append(("badges/issue", json.loads(body)))
            return 200, self.issued
        if path == f"{badges}/activate":
            self.activated += json.loads(body)["credentials"]
            return 200, {"activated": len(self.activated)}
        below = path.removeprefix(f"/admin/realms/{REALM}/")
        if below in self.answers:
            if body:
                self.asked.append((below, json.loads(body)))
            return 200, self.answers[below]
        return 404, {"error": "not_found"}


@contextmanager
def keycloak_stand_in() -> Iterator[KeycloakStandIn]:
    """A stand-in that listens on loopback until the block ends."""
    keycloak = KeycloakStandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, document = keycloak.answer(urlsplit(self.path).path, body, self.headers.get("Authorization", ""))
            content = (document if isinstance(document, str) else json.dumps(document)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    keycloak.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield keycloak
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
