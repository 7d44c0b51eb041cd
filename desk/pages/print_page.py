"""Parameters and credentials: choosing what is printed for whom, saving the choice, and starting to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin_api import AdminApiError, AdminConnection, ClassesApi, Duties, DutiesApi, MyClass, PrintingSet, RefusedError
from badge_tool.cards.layouts import CARD_LAYOUTS
from badge_tool.layouts import LAYOUTS
from badge_tool.letters.letter import PAPERS
from badge_tool.words import words_in
from desk.choices import PrintChoices
from desk.desk import Desk
from desk.pages.jobs import send
from desk.sessions import Session
from settings.grades import GRADES

_OWN, _DISTRICT = "own:", "district:"
_TOO_MANY = 409
_AT_ONCE_SECONDS = 20.0
"""So long a browser waits for the PDF of a class; a slow one can be fetched from the page of its job."""


@dataclass(frozen=True)
class _Person:
    """What the page has to know of whoever prints.

    Attributes:
        duties: where they print.
        classes: their own ones.
        own: what they have saved, by name.
    """

    duties: Duties
    classes: tuple[MyClass, ...]
    own: Mapping[str, PrintChoices]


async def show(request: Request) -> Response:
    """`GET /print`, with `?class=sourcedId` for a class that is chosen already."""
    classes = request.query_params.getlist("class")[:50]
    what = request.query_params.get("what", "badges")
    try:
        choices = PrintChoices.model_validate({"classes": classes, "what": what, "without_badge": not classes})
    except ValidationError:
        choices = PrintChoices()
    return await _page(request, choices)


async def begin(request: Request) -> Response:
    """`POST /print`: begins to print for everybody in the person's care whom the choices mean.

    For a class the answer is the PDF; for more people, or where it comes in two, it is the page of the job.
    """
    desk = Desk.of(request)
    session = desk.signed_in(request)
    try:
        choices = PrintChoices.of_form(await desk.whole_form_of(request, session))
    except ValidationError:
        return await _page(request, PrintChoices(), notice="wrong")
    # Whoever has no duties is told so here, before work begins that could only fail.
    await desk.as_person(request, session, lambda connection: DutiesApi(connection, desk.site.district.realm).mine())
    job = desk.shop.begin(session, choices, desk.pages.language(request, session).code)
    if choices.is_one_class:
        await desk.shop.wait(job, _AT_ONCE_SECONDS)
        if job.state == "ready" and len(job.files) == 1:
            return await send(request, job, 0)
    return RedirectResponse(f"/print/jobs/{job.id}", status_code=303)


async def choose(request: Request) -> Response:
    """`POST /print/chosen`: the page again, with what was saved under a name chosen."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    wanted = (await desk.form_of(request, session)).get("set", "")
    person = await _person(desk, request, session)
    known = {_OWN + name: choices for name, choices in person.own.items()}
    known |= {_DISTRICT + name: PrintChoices.of_set(saved) for name, saved in desk.site.sets.items()}
    name = wanted.partition(":")[2]
    return await _page(request, known.get(wanted, PrintChoices()), person=person, name=name if wanted in known else "")


async def save(request: Request) -> Response:
    """`POST /print/sets`: the choices are the person's own from now on, under a name."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    form = await desk.whole_form_of(request, session)
    name = " ".join(str(form.get("name", "")).split())[:60]
    try:
        choices = PrintChoices.of_form(form)
    except ValidationError:
        return await _page(request, PrintChoices(), notice="wrong")
    if not name:
        return await _page(request, choices, notice="no_name")
    realm = desk.site.district.realm
    one = PrintingSet(name, choices.saved())
    try:
        await desk.as_person(request, session, lambda connection: DutiesApi(connection, realm).save_printing_set(one))
    except AdminApiError as failure:
        if failure.status not in (400, _TOO_MANY):
            raise
        return await _page(request, choices, notice="too_many_sets" if failure.status == _TOO_MANY else "wrong")
    return await _page(request, choices, notice="saved", name=name)


async def remove(request: Request) -> Response:
    """`POST /print/sets/remove`: what was saved under a name is forgotten."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    name = (await desk.form_of(request, session)).get("set", "").removeprefix(_OWN)
    realm = desk.site.district.realm
    await desk.as_person(request, session, lambda connection: DutiesApi(connection, realm).remove_printing_set(name))
    return RedirectResponse("/print", status_code=303)


async def _person(desk: Desk, request: Request, session: Session) -> _Person:
    realm = desk.site.district.realm

    def ask(connection: AdminConnection) -> _Person:
        duties = DutiesApi(connection, realm)
        own = {one.name: choices for one in duties.printing_sets() if (choices := _read(one))}
        return _Person(duties.mine(), _classes(connection, realm), own)

    return await desk.as_person(request, session, ask)


def _classes(connection: AdminConnection, realm: str) -> tuple[MyClass, ...]:
    try:
        return ClassesApi(connection, realm).mine()
    except RefusedError as refused:
        if refused.status != 403:
            raise
        return ()


def _read(one: PrintingSet) -> PrintChoices | None:
    """None for what an earlier desk saved and this one does not understand."""
    try:
        return PrintChoices.model_validate_json(one.parameters)
    except ValidationError:
        return None


async def _page(
    request: Request, choices: PrintChoices, *, person: _Person | None = None, notice: str = "", name: str = ""
) -> Response:
    desk = Desk.of(request)
    session = desk.signed_in(request)
    person = person or await _person(desk, request, session)
    district = desk.site.district
    return desk.page(
        request,
        "print.html",
        session,
        status=400 if notice in ("wrong", "no_name", "too_many_sets") else 200,
        notice=notice,
        name=name,
        choices=choices,
        person=person,
        jobs=desk.shop.jobs.of(session.person.id),
        district_sets=sorted(desk.site.sets),
        grades=_grades(desk),
        badges_for_staff=district.badges.staff,
        layouts=list(LAYOUTS),
        card_layouts=list(CARD_LAYOUTS),
        papers=list(PAPERS),
        grade_name=words_in(desk.pages.language(request, session).code).grade_name,
    )


def _grades(desk: Desk) -> list[str]:
    """Those that get any of what is printed, from the lowest up."""
    district = desk.site.district
    wanted = {*district.badges.grades, *district.cards.grades, *district.claim.grades}
    return [grade for grade in GRADES if grade in wanted]
