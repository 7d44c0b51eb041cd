"""A class: who is in it, and printing its badges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from admin_api import AdminConnection, ClassesApi, MyClass
from badge_tool.layouts import LAYOUTS
from badge_tool.words import words_in
from desk.desk import Desk
from desk.errors import NoSuchClassError
from desk.print_class import print_class


async def show(request: Request) -> Response:
    """`GET /classes/{sourcedId}`."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    realm = desk.site.district.realm
    classes = await desk.as_person(request, session, lambda connection: ClassesApi(connection, realm).mine())
    words = words_in(desk.pages.language(request, session).code)
    return desk.page(
        request,
        "class.html",
        session,
        one=_the_one(classes, request),
        layouts=[name for name, layout in LAYOUTS.items() if layout.has_cover],
        grade_name=words.grade_name,
    )


async def print_badges(request: Request) -> Response:
    """`POST /classes/{sourcedId}/badges`: new badges for the class, as a PDF; the old ones stop working."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    form = await desk.form_of(request, session)
    layout = LAYOUTS.get(form.get("layout", ""), next(iter(LAYOUTS.values())))
    words = words_in(desk.pages.language(request, session).code)
    realm = desk.site.district.realm

    def issue_and_draw(connection: AdminConnection) -> tuple[MyClass, bytes]:
        one = _the_one(ClassesApi(connection, realm).mine(), request)
        return one, print_class(connection, desk.site, one, layout, words)

    one, pdf = await desk.as_person(request, session, issue_and_draw)
    return Response(pdf, media_type="application/pdf", headers={"Content-Disposition": _attachment(one.title)})


def _the_one(classes: Iterable[MyClass], request: Request) -> MyClass:
    wanted = request.path_params["sourced_id"]
    for one in classes:
        if one.sourced_id == wanted:
            return one
    raise NoSuchClassError("no such class among those of the person")


def _attachment(title: str) -> str:
    """A download named after the class: in plain letters, and as it is for browsers that know RFC 6266."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", ascii_title.lower()).strip("-")
    full = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title).strip()
    return f"attachment; filename=\"badges-{plain or 'class'}.pdf\"; filename*=UTF-8''{quote(f'Badges {full}.pdf')}"
