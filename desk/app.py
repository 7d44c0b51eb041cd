"""The application: which address leads to which page, and what surrounds them all."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from desk import language
from desk.desk import Desk
from desk.headers import StrictHeaders
from desk.pages import class_page, door, home, problems
from desk.rendering import Pages
from desk.sessions import LIFETIME_SECONDS, Sessions
from desk.sign_in import SignIn
from desk.site import Site

_STATIC = Path(__file__).parent / "static"


def create_app(site: Site) -> Starlette:
    """The desk of a site, as an ASGI application. Nothing is asked of Keycloak before somebody comes."""
    sessions = Sessions()
    app = Starlette(
        routes=[
            Route("/", home.show),
            Route("/classes/{sourced_id:path}/badges", class_page.print_badges, methods=["POST"]),
            Route("/classes/{sourced_id:path}", class_page.show),
            Route("/sign-in", door.sign_in),
            Route("/sign-in/callback", door.signed_in),
            Route("/sign-out", door.sign_out, methods=["POST"]),
            Route("/signed-out", door.signed_out),
            Route("/language/{code}", door.choose_language),
            Route("/health", door.health),
            # The design tokens are those of the sign-in theme, by links: follow them.
            Mount("/static", StaticFiles(directory=_STATIC, follow_symlink=True), name="static"),
        ],
        middleware=[
            Middleware(StrictHeaders, site=site),
            Middleware(
                SessionMiddleware,
                secret_key=site.session_secret,
                # Browsers hold a cookie of this name to https, to this host and to the path `/`.
                session_cookie="__Host-desk" if site.secure else "desk",
                max_age=int(LIFETIME_SECONDS),
                same_site="lax",
                https_only=site.secure,
            ),
            # Starlette's own place for this handler is outside of the two above: no session there, and no headers.
            Middleware(ExceptionMiddleware, handlers={Exception: problems.fault}),
        ],
        exception_handlers=problems.HANDLERS,
    )
    app.state.desk = Desk(
        site=site,
        sessions=sessions,
        sign_in=SignIn(site, sessions),
        pages=Pages(site, language.load(site.district.languages)),
    )
    return app
