"""The first page: my classes, or what the desk is for people without any."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin_api import ClassesApi
from desk.desk import Desk

_ROLES = ("teacher", "campus-delegate", "registrar", "district-admin", "campus-it")
"""Roles that the page has words for, in this order."""


async def show(request: Request) -> Response:
    """`GET /`."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    realm = desk.site.district.realm
    classes = await desk.as_person(request, session, lambda connection: ClassesApi(connection, realm).mine())
    roles = [role for role in _ROLES if role in session.person.roles]
    return desk.page(request, "home.html", session, classes=classes, roles=roles)
