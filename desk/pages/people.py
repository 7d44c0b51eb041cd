"""Finding a person by name, id, user name or badge."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin_api import CareApi, FoundPeople
from badge_tool.errors import InvalidBadgeCodeError
from badge_tool.token import BadgeCode
from badge_tool.words import words_in
from desk.desk import Desk


async def find(request: Request) -> Response:
    """`POST /people`: who was found, or the person if it is one. Posted, so that no address has a name in it."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    form = await desk.form_of(request, session)
    typed = form.get("search", "").strip()[:100]
    realm = desk.site.district.realm
    found = await desk.as_person(request, session, lambda connection: _find(CareApi(connection, realm), typed))
    if len(found.people) == 1:
        return RedirectResponse(f"/people/{quote(found.people[0].sourced_id)}", status_code=303)
    grade_name = words_in(desk.pages.language(request, session).code).grade_name
    # The text of a badge is a secret: it is not shown again.
    shown = "" if _user_id(typed) else typed
    return desk.page(request, "people.html", session, found=found, typed=shown, grade_name=grade_name)


async def start(_: Request) -> Response:
    """`GET /people`: what a reload of the results or a bookmark of them comes to."""
    return RedirectResponse("/", status_code=303)


def _find(care: CareApi, typed: str) -> FoundPeople:
    user_id = _user_id(typed)
    if not user_id:
        return care.search(typed)
    person = care.by_user_id(user_id)
    return FoundPeople((person,) if person else (), more=False)


def _user_id(typed: str) -> str:
    """Whose badge was scanned into the field; empty if it is not the text of a badge."""
    try:
        return str(BadgeCode.parse(typed).user_id)
    except InvalidBadgeCodeError:
        return ""
