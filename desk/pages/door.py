"""The way in and out: sign-in, its answer, sign-out, language."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.rendering import LANGUAGE


async def sign_in(request: Request) -> Response:
    """`GET /sign-in`: on to Keycloak."""
    desk = Desk.of(request)
    return await desk.sign_in.begin(request, desk.pages.language(request, None).code)


async def signed_in(request: Request) -> Response:
    """`GET /sign-in/callback`: back from Keycloak."""
    return await Desk.of(request).sign_in.finish(request)


async def sign_out(request: Request) -> Response:
    """`POST /sign-out`: here and in Keycloak, then to the portal."""
    desk = Desk.of(request)
    session = desk.visitor(request)
    if session is None:
        return RedirectResponse(desk.site.portal_url, status_code=303)
    await desk.form_of(request, session)
    return await desk.sign_in.end(request, session)


async def signed_out(request: Request) -> Response:
    """`GET /signed-out`: back from Keycloak after signing out, on to the portal."""
    return RedirectResponse(Desk.of(request).site.portal_url, status_code=303)


async def choose_language(request: Request) -> Response:
    """`GET /language/{code}`: the desk speaks this language in this browser from now on."""
    code = request.path_params["code"]
    if code in {language.code for language in Desk.of(request).pages.languages}:
        request.session[LANGUAGE] = code
    return RedirectResponse("/", status_code=303)


async def health(_: Request) -> Response:
    """`GET /health`: for load balancers and service managers; says that this process answers, and no more."""
    return Response("up\n", media_type="text/plain")
