"""A person: why they cannot sign in, what happened lately, and what may be done about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin_api import AdminConnection, BadgeApi, BadgePeopleApi, CareApi, ClaimApi, IssuedClaim, PeopleFilter
from badge_tool.asked import Asked
from badge_tool.cards.layouts import CARD_LAYOUTS
from badge_tool.layouts import LAYOUTS
from badge_tool.letters.letter import PAPERS
from badge_tool.words import words_in
from desk.desk import Desk
from desk.errors import NoClaimCodeError
from desk.history import history
from desk.trouble import Case, findings
from settings import District

DONE = "done"
"""What was just done for somebody, in the cookie until the next page says so."""

Action = Callable[[AdminConnection, str, str], str]
"""Does something for the person with a sourcedId, in a realm; the answer is the key of what the page says then."""


async def show(request: Request) -> Response:
    """`GET /people/{sourcedId}`."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    sourced_id = request.path_params["sourced_id"]
    realm = desk.site.district.realm
    case = await desk.as_person(request, session, lambda connection: _case(connection, realm, sourced_id))
    return desk.page(
        request,
        "person.html",
        session,
        case=case,
        findings=findings(case, desk.site.now()),
        history=history(case.events, session.person.id),
        may_have_card=_may_have_card(case, desk.site.district),
        card_layouts=list(CARD_LAYOUTS),
        claims=_claims(case, desk.site.district),
        papers=list(PAPERS),
        done=request.session.pop(DONE, ""),
        layouts=list(LAYOUTS),
        grade_name=words_in(desk.pages.language(request, session).code).grade_name,
    )


def _case(connection: AdminConnection, realm: str, sourced_id: str) -> Case:
    care = CareApi(connection, realm)
    person = care.person(sourced_id)
    badge = next(iter(BadgePeopleApi(connection, realm).people(PeopleFilter(people=(sourced_id,)))), None)
    return Case(person, care.of_person(sourced_id), badge, care.events(sourced_id))


def _claims(case: Case, district: District) -> bool:
    """Whether accounts like this one are claimed; Keycloak decides, this only chooses what is offered."""
    if not case.person.enabled:
        return False
    return case.person.kind == "staff" or case.person.grade in district.claim.grades


def _may_have_card(case: Case, district: District) -> bool:
    """Likewise, whether credential cards are for people like this one."""
    person = case.person
    marked = case.badge is not None and case.badge.special_ed and district.cards.special_ed
    return person.enabled and person.kind == "student" and (person.grade in district.cards.grades or marked)


def alone(connection: AdminConnection, realm: str, sourced_id: str) -> tuple[str, Asked]:
    """One person, for printing."""
    return CareApi(connection, realm).person(sourced_id).name, Asked(people=(sourced_id,))


async def reset(request: Request) -> Response:
    """`POST /people/{sourcedId}/claim-code`: the account is to be claimed again; the code is shown this once."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    form = await desk.form_of(request, session)
    sourced_id = request.path_params["sourced_id"]

    def issue(connection: AdminConnection) -> IssuedClaim:
        claims = ClaimApi(connection, desk.site.district.realm)
        answer = claims.reset([sourced_id], reopen_second_factor=form.get("reopen") == "yes")
        if not answer.issued:
            raise NoClaimCodeError(answer.refused[0].error)
        return answer.issued[0]

    issued = await desk.as_person(request, session, issue)
    name = f"{issued.first_name} {issued.last_name}".strip() or issued.username
    return desk.page(request, "claim_code.html", session, issued=issued, name=name)


def action(do: Action) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint `POST /people/{sourcedId}/…` that does something and goes back to the person's page."""

    async def endpoint(request: Request) -> Response:
        desk = Desk.of(request)
        session = desk.signed_in(request)
        await desk.form_of(request, session)
        sourced_id = request.path_params["sourced_id"]
        realm = desk.site.district.realm
        request.session[DONE] = await desk.as_person(
            request, session, lambda connection: do(connection, realm, sourced_id)
        )
        return RedirectResponse(f"/people/{quote(sourced_id)}", status_code=303)

    return endpoint


def unlock(connection: AdminConnection, realm: str, sourced_id: str) -> str:
    """Forget failed sign-ins."""
    CareApi(connection, realm).unlock([sourced_id])
    return "action.unlock.done"


def sign_out(connection: AdminConnection, realm: str, sourced_id: str) -> str:
    """End all sessions."""
    CareApi(connection, realm).sign_out([sourced_id])
    return "action.sign-out.done"


def void_badge(connection: AdminConnection, realm: str, sourced_id: str) -> str:
    """Void the badge, and end what was opened with it."""
    voided = BadgeApi(connection, realm).void([sourced_id], sign_out=True)
    return "action.void.done" if voided else "action.void.none"
