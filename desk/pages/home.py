"""The first page: my classes, or what the desk is for people without any."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin_api import AdminConnection, ClassesApi, MyClass, RefusedError
from desk.desk import Desk

_ROLES = ("teacher", "campus-delegate", "registrar", "district-admin", "campus-it")
"""Roles that the page has words for, in this order."""
_CARING = ("teacher", "campus-delegate", "district-admin")
"""Roles with people in their care, whom they can look for."""
_READING = ("registrar", "district-admin")
"""Roles that read reports of the roster. What somebody may do, Keycloak says; this chooses what is offered."""


async def show(request: Request) -> Response:
    """`GET /`."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    classes = await desk.as_person(request, session, lambda connection: _classes(connection, desk.site.district.realm))
    roles = [role for role in _ROLES if role in session.person.roles]
    return desk.page(
        request,
        "home.html",
        session,
        classes=classes,
        roles=roles,
        finds=any(role in roles for role in _CARING),
        reads=any(role in roles for role in _READING),
        keeps_district="district-admin" in roles,
        jobs=desk.shop.jobs.of(session.person.id),
    )


def _classes(connection: AdminConnection, realm: str) -> tuple[MyClass, ...]:
    try:
        return ClassesApi(connection, realm).mine()
    except RefusedError as refused:
        if refused.status != 403:
            raise
        # Not everybody whom the desk is for may ask for classes; those are welcome all the same.
        return ()
