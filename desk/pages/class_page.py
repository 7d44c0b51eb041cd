"""A class: who is in it, and printing its badges."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from admin_api import AdminConnection, BadgePeopleApi, CareApi, ClassesApi, MyClass, PeopleFilter
from badge_tool.asked import Asked
from badge_tool.cards.layouts import CARD_LAYOUTS
from badge_tool.layouts import LAYOUTS
from badge_tool.letters.letter import PAPERS
from badge_tool.words import words_in
from desk.desk import Desk
from desk.errors import NoSuchClassError
from desk.glance import ClassGlance, glance_at


async def show(request: Request) -> Response:
    """`GET /classes/{sourcedId}`."""
    desk = Desk.of(request)
    session = desk.signed_in(request)

    def look(connection: AdminConnection) -> tuple[MyClass, ClassGlance]:
        realm = desk.site.district.realm
        one = _the_one(ClassesApi(connection, realm).mine(), request.path_params["sourced_id"])
        states = CareApi(connection, realm).of_class(one.sourced_id)
        badges = BadgePeopleApi(connection, realm).people(PeopleFilter(classes=(one.sourced_id,)))
        return one, glance_at(one.students, states, badges, desk.site.now(), desk.site.zone)

    one, glance = await desk.as_person(request, session, look)
    words = words_in(desk.pages.language(request, session).code)
    return desk.page(
        request,
        "class.html",
        session,
        one=one,
        glance=glance,
        layouts=[name for name, layout in LAYOUTS.items() if layout.has_cover],
        card_layouts=list(CARD_LAYOUTS),
        papers=list(PAPERS),
        may_have_cards=any(pupil.grade in desk.site.district.cards.grades for pupil in one.students),
        may_claim=any(pupil.grade in desk.site.district.claim.grades for pupil in one.students),
        grade_name=words.grade_name,
    )


def whole(connection: AdminConnection, realm: str, sourced_id: str) -> tuple[str, Asked]:
    """A class of the person's as a whole, for printing."""
    one = _the_one(ClassesApi(connection, realm).mine(), sourced_id)
    return one.title, Asked(classes=(one.sourced_id,))


def _the_one(classes: Iterable[MyClass], wanted: str) -> MyClass:
    for one in classes:
        if one.sourced_id == wanted:
            return one
    raise NoSuchClassError("no such class among those of the person")
