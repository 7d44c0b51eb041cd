"""The endpoints that issue badges or cards for a class or a person and answer with a PDF."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from admin_api import AdminConnection
from badge_tool.asked import Asked
from desk.desk import Desk
from desk.downloads import pdf_download
from desk.printing import Printing

Whom = Callable[[AdminConnection, str, str], tuple[str, Asked]]
"""Takes a realm and a sourcedId; what the file is named after, and for whom something is issued."""


def printed(what: str, whom: Whom, draw: Printing, *, cover: bool) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint `POST …/{sourcedId}/…`.

    Args:
        what: first word of the file's name.
        whom: looks up the class or person of the address.
        draw: issues and draws it.
        cover: whether there is a checklist.
    """

    async def endpoint(request: Request) -> Response:
        desk = Desk.of(request)
        session = desk.signed_in(request)
        form = await desk.form_of(request, session)
        language = desk.pages.language(request, session).code

        def issue_and_draw(connection: AdminConnection) -> tuple[str, bytes]:
            name, asked = whom(connection, desk.site.district.realm, request.path_params["sourced_id"])
            return name, draw(connection, desk.site, asked, form.get("layout", ""), language, cover=cover)

        name, pdf = await desk.as_person(request, session, issue_and_draw)
        return pdf_download(pdf, what, name)

    return endpoint
