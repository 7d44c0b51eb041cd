"""The application: which address leads to which page, and what surrounds them all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
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
from desk.pages import class_page, district, door, home, jobs, people, person, print_page, problems, reports
from desk.pages.printed import printed
from desk.print_shop import PrintShop
from desk.printing import print_badges, print_cards, print_letters
from desk.rendering import Pages
from desk.sessions import LIFETIME_SECONDS, Sessions
from desk.sign_in import SignIn
from desk.site import Site

_STATIC = Path(__file__).parent / "static"
_FOR_A_PERSON = {
    "badge": printed("badge", person.alone, print_badges, cover=False),
    "card": printed("card", person.alone, print_cards, cover=False),
    "letter": printed("letter", person.alone, print_letters, cover=False),
    "void-badge": person.action(person.void_badge),
    "claim-code": person.reset,
    "unlock": person.action(person.unlock),
    "sign-out": person.action(person.sign_out),
}
"""What can be done for somebody, by the last part of the address."""


def create_app(site: Site) -> Starlette:
    """The desk of a site, as an ASGI application. Nothing is asked of Keycloak before somebody comes."""
    sessions = Sessions()
    sign_in = SignIn(site, sessions)
    shop = PrintShop(site, sign_in)
    app = Starlette(
        lifespan=_keeping_nothing_longer_than_due(shop),
        routes=[
            Route("/", home.show),
            Route(
                "/classes/{sourced_id:path}/badges",
                printed("badges", class_page.whole, print_badges, cover=True),
                methods=["POST"],
            ),
            Route(
                "/classes/{sourced_id:path}/cards",
                printed("cards", class_page.whole, print_cards, cover=True),
                methods=["POST"],
            ),
            Route(
                "/classes/{sourced_id:path}/letters",
                printed("letters", class_page.whole, print_letters, cover=True),
                methods=["POST"],
            ),
            Route("/classes/{sourced_id:path}", class_page.show),
            Route("/print", print_page.show),
            Route("/print", print_page.begin, methods=["POST"]),
            Route("/print/chosen", print_page.choose, methods=["POST"]),
            Route("/print/sets", print_page.save, methods=["POST"]),
            Route("/print/sets/remove", print_page.remove, methods=["POST"]),
            Route("/print/jobs/{id}", jobs.show),
            Route("/print/jobs/{id}/progress", jobs.progress),
            Route("/print/jobs/{id}/files/{number:int}", jobs.save, methods=["POST"]),
            Route("/print/jobs/{id}/discard", jobs.discard, methods=["POST"]),
            Route("/people", people.start),
            Route("/people", people.find, methods=["POST"]),
            *(Route(f"/people/{{sourced_id:path}}/{name}", do, methods=["POST"]) for name, do in _FOR_A_PERSON.items()),
            Route("/people/{sourced_id:path}", person.show),
            Route("/reports", reports.show),
            Route("/reports/{file}", reports.read),
            Route("/district", district.show),
            Route("/sign-in", door.sign_in),
            Route("/sign-in/callback", door.signed_in),
            Route("/sign-out", door.sign_out, methods=["POST"]),
            Route("/signed-out", door.signed_out),
            Route("/language/{code}", door.choose_language),
            Route("/health", door.health),
            *_guides(site),
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
        sign_in=sign_in,
        pages=Pages(site, language.load(site.district.languages)),
        shop=shop,
    )
    return app


def _guides(site: Site) -> list[Mount]:
    """The people's guides, for everybody: nothing in them is secret, and who cannot sign in needs them most."""
    if site.guides is None:
        return []
    return [Mount("/guides", StaticFiles(directory=site.guides, html=True, check_dir=False), name="guides")]


def _keeping_nothing_longer_than_due(shop: PrintShop) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """While the desk is up, PDFs that are over are forgotten although nobody asks."""

    @asynccontextmanager
    async def up(_: Starlette) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(shop.sweep())
        try:
            yield
        finally:
            sweeping.cancel()

    return up
