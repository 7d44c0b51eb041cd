"""The registrar's reports: those of the own campuses, with how they have changed; for the district all of them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin_api import AdminConnection, Duties, DutiesApi
from desk.desk import Desk
from desk.errors import NoReportError
from desk.reports import ReportFolder
from desk.sessions import Session

_REGISTRAR = "registrar"
_FEW = 4
"""So many pages are shown each with its past."""


async def show(request: Request) -> Response:
    """`GET /reports`."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    duties = await _duties(desk, request, session)
    if not duties.reports and _REGISTRAR not in session.person.roles:
        raise NoReportError("reports are for registrars and for the district")
    folder = _folder(desk)
    index = folder.index() if folder else None
    pages = index.of(duties.reports) if index else ()
    return desk.page(
        request, "reports.html", session, reach=duties.reports, index=index, pages=pages, detailed=len(pages) <= _FEW
    )


async def read(request: Request) -> Response:
    """`GET /reports/{file}`: a page or a table of a report, as the sync wrote it."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    duties = await _duties(desk, request, session)
    folder = _folder(desk)
    if folder is None:
        raise NoReportError("this district has no reports at its desk")
    file = folder.file(request.path_params["file"], duties.reports)
    # Its style and its script are in the page itself, by digests; nothing may frame it, and it sends nothing.
    policy = f"{file.policy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    headers = {"Content-Security-Policy": policy}
    if file.media_type.startswith("text/csv"):
        headers["Content-Disposition"] = f'attachment; filename="{request.path_params["file"]}"'
    return Response(file.content, media_type=file.media_type, headers=headers)


async def _duties(desk: Desk, request: Request, session: Session) -> Duties:
    def ask(connection: AdminConnection) -> Duties:
        return DutiesApi(connection, desk.site.district.realm).mine()

    return await desk.as_person(request, session, ask)


def _folder(desk: Desk) -> ReportFolder | None:
    return ReportFolder(desk.site.reports) if desk.site.reports else None
