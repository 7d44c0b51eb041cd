"""The library of the example district: a small relying party, so that an icon of the portal leads somewhere.

Started as `python -m homeroom.demo.library_app DISTRICT PORT`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from authlib.integrations.starlette_client import OAuth, OAuthError
from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from settings import DistrictFolder

_CLIENT = "library"


def library_app(folder: DistrictFolder) -> Starlette:
    """The application for one district folder, `deployment.yaml` included. Raises SettingsError."""
    secret = (folder.path / "secrets" / "library-client").read_text(encoding="utf-8")
    issuer = f"{folder.deployment.keycloak.url}/realms/{folder.district.realm}"
    sign_in = OAuth().register(
        _CLIENT,
        client_id=_CLIENT,
        client_secret=secret,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256"},
    )
    page = Environment(loader=PackageLoader("homeroom.demo"), autoescape=select_autoescape()).get_template(
        "library.html"
    )

    async def shelf(request: Request) -> Response:
        reader = request.session.get("reader")
        if reader is None:
            to_keycloak: Response = await sign_in.authorize_redirect(request, str(request.url_for("signed_in")))
            return to_keycloak
        return HTMLResponse(page.render(district=folder.district, reader=reader))

    async def signed_in(request: Request) -> Response:
        try:
            token = await sign_in.authorize_access_token(request)
        except OAuthError as error:
            return HTMLResponse(page.render(district=folder.district, refusal=error.description or error.error), 403)
        claims = token["userinfo"]
        request.session["reader"] = {"name": claims["name"], "username": claims["preferred_username"]}
        return RedirectResponse(request.url_for("shelf"))

    session = Middleware(SessionMiddleware, secret_key=secret, session_cookie="library", max_age=None)
    return Starlette(routes=[Route("/", shelf), Route("/signed-in", signed_in)], middleware=[session])


if __name__ == "__main__":
    _, district, port = sys.argv
    uvicorn.run(library_app(DistrictFolder.at(Path(district))), host="127.0.0.1", port=int(port), log_level="warning")
