"""The first page: my classes, or what the desk is for people without any."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin_api import AdminConnection, ClassesApi, MyClass, RefusedError
from desk.desk import Desk

_ROLES = ("teacher", "campus-delegate", "registrar", "district-admin", "campus-it")
"""Roles that the page has words for, in this order."""


async def show(request: Request) -> Response:
    """`GET /`."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    classes = await desk.as_person(request, session, lambda connection: _classes(connection, desk.site.district.realm))
    roles = [role for role in _ROLES if role in session.person.roles]
    return desk.page(request, "home.html", session, classes=classes, roles=roles)


def _classes(connection: AdminConnection, realm: str) -> tuple[MyClass, ...]:
    try:
        return ClassesApi(connection, realm).mine()
    except RefusedError as refused:
        if refused.status != 403:
            raise
        # Not everybody whom the desk is for may ask for classes; those are welcome all the same.
        return ()
