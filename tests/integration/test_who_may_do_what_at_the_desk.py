"""Every role against every address of the desk: the table of docs/reference/who-may-do-what-at-the-desk.md, tried."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import httpx2
import pymupdf
import pytest

from desk.jobs import OVER
from tests.support.desk_powers import ROLES, ROUTES, About, DeskPower, DeskRoute
from tests.support.keycloak_server import KeycloakServer
from tests.support.powers import Reach, Role
from tests.support.roles_realm import (
    CAMPUS,
    CLASSES,
    FAR,
    NEAR,
    PEOPLE,
    REACHES,
    STRANGE_IDS,
    RolesRealm,
    roles_realm,
    username,
)
from tests.support.roster_realm import OTHER_APP
from tests.support.visited_desk import VisitedDesk, Visitor, visited_desk

pytestmark = pytest.mark.integration

REPORTS = {NEAR: "campus-CV01.csv", CAMPUS: "campus-CV01.csv", FAR: "campus-CV02.csv"}
TO_SIGN_IN = "/sign-in"


@dataclass
class School:
    """The desk of a realm with somebody of each role."""

    realm: RolesRealm
    desk: VisitedDesk
    _ids: dict[Role, str] = field(default_factory=dict)
    _tokens: dict[Role, tuple[float, str]] = field(default_factory=dict)

    def visitor(self, role: Role) -> Visitor:
        """Somebody of that role in a session that has just begun."""
        renew_at, token = self._tokens.get(role, (0.0, ""))
        if time.monotonic() > renew_at:
            token = self.realm.roster.token(username(role))
            self._tokens[role] = (time.monotonic() + 30, token)
        return self.desk.visitor(self.user_id(role), token, frozenset(PEOPLE[role]))

    def user_id(self, role: Role) -> str:
        """Keycloak's id of that person."""
        if role not in self._ids:
            self._ids[role] = self.realm.roster.user_id(username(role))
        return self._ids[role]

    def ask(self, visitor: Visitor, route: DeskRoute, named: str = "") -> httpx2.Response:
        """Ask for an address.

        Args:
            visitor: who asks.
            route: for what.
            named: what stands in the braces of its path or its form.
        """
        form = {key: value.replace("{sourced_id}", named) for key, value in route.form.items()}
        return visitor.ask(route.method, _path(route, named), form)

    def last_done(self) -> object:
        """The event of what was last done in the realm; of what was refused some say that it was done for nobody."""
        events = self.realm.roster.call("GET", "/admin-events?max=100")
        return next((event for event in events if (event.get("details") or {}).get("people") != "0"), None)

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Nothing is done in the realm within the block."""
        before = self.last_done()
        yield
        assert self.last_done() == before

    def reaches(self, visitor: Visitor, route: DeskRoute, named: str) -> bool:
        """Whether it is answered; if it is not, nothing was done either."""
        before = self.last_done()
        answer = self.ask(visitor, route, named)
        reached = answered(visitor, answer) and (route.path != "/people" or is_found(answer, named))
        assert reached or self.last_done() == before, f"{route.name} is refused, and yet something was done"
        return reached


def _path(route: DeskRoute, named: str) -> str:
    path = route.path.replace("{code}", "es").replace("{number:int}", "0")
    return re.sub(r"\{\w+(:path)?\}", lambda _: quote(named, safe=""), path)


def answered(visitor: Visitor, answer: httpx2.Response) -> bool:
    """Whether an answer is what was asked for, or leads there."""
    assert answer.status_code in (200, 303, 403, 404, 409), answer.text
    if answer.status_code == 303:
        location = answer.headers["location"]
        return location != TO_SIGN_IN and (not location.startswith("/") or visitor.read(location).status_code == 200)
    return answer.status_code == 200


def is_found(answer: httpx2.Response, sourced_id: str) -> bool:
    """Whether somebody is the one, or among those, who were found."""
    return answer.status_code == 303 or f'href="/people/{sourced_id}"' in answer.text


@contextmanager
def finished_job(visitor: Visitor) -> Iterator[str]:
    """Id of a job that is over, with badges for all in the person's care; empty if none was begun."""
    answer = visitor.ask("POST", "/print", {"layout": "large-card"})
    assert answer.status_code in (303, 403), answer.text
    job = str(answer.headers.get("location", "")).rpartition("/")[2]
    deadline = time.monotonic() + 30
    while job and visitor.ask("GET", f"/print/jobs/{job}/progress").json()["state"] not in OVER:
        assert time.monotonic() < deadline
    try:
        yield job
    finally:
        visitor.ask("POST", f"/print/jobs/{job}/discard")


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("desk")
    _write_reports(folder / "reports")
    (folder / "guides").mkdir()
    (folder / "guides" / "index.html").write_text("Guides", encoding="utf-8")
    with (
        roles_realm(keycloak, realm) as made,
        visited_desk(keycloak, made.roster.name, folder / "reports", folder / "guides") as desk,
    ):
        yield School(made, desk)


def _write_reports(folder: Path) -> None:
    folder.mkdir()
    pages = []
    for campus in ("CV01", "CV02"):
        name, content = f"campus-{campus}.csv", f"campus\n{campus}\n".encode()
        (folder / name).write_bytes(content)
        page = {"campus": campus, "name": campus, "html": {"en": name}, "csv": name, "findings": 1, "keptOut": 0}
        pages.append(page | {"digests": {name: sha256(content).hexdigest()}, "before": []})
    index = {"made": "2026-11-26T05:00:00Z", "rejected": False, "policy": "default-src 'none'", "pages": pages}
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")


def named(route: DeskRoute) -> str:
    return route.name


def someone_who_may(route: DeskRoute) -> Role:
    return next(role for role in ROLES if route.power.reach(role) is not Reach.NOBODY)


PLACES = {
    About.PUPIL: {NEAR: NEAR, CAMPUS: CAMPUS, FAR: FAR},
    About.CLAIMING: {NEAR: f"{NEAR}6", CAMPUS: f"{CAMPUS}6", FAR: f"{FAR}6"},
    About.CLASS: CLASSES,
    About.REPORT: REPORTS,
}
"""What an address names, at each distance from the teacher."""
GUARDED = [route for route in ROUTES if route.power is not DeskPower.OPEN]
OPEN = [route for route in ROUTES if route.power is DeskPower.OPEN]
NAMING = [route for route in GUARDED if route.about in PLACES]
NAMING_NOTHING = [route for route in GUARDED if route.about is About.NOTHING]
OF_JOBS = [route for route in GUARDED if route.about is About.JOB]
ASKING_KEYCLOAK = [route for route in GUARDED if route.about is not About.JOB and route.path != "/sign-out"]


@pytest.mark.parametrize("route", NAMING, ids=named)
def test_whom_each_role_reaches(school: School, route: DeskRoute) -> None:
    tried = {
        role: REACHES[
            frozenset(
                where for where, one in PLACES[route.about].items() if school.reaches(school.visitor(role), route, one)
            )
        ]
        for role in ROLES
    }

    assert tried == {role: route.power.reach(role) for role in ROLES}


@pytest.mark.parametrize("route", NAMING_NOTHING, ids=named)
def test_which_roles_are_let_in(school: School, route: DeskRoute) -> None:
    let_in = {role for role in ROLES if school.reaches(school.visitor(role), route, "")}

    assert let_in == {role for role in ROLES if route.power.reach(role) is not Reach.NOBODY}


def test_printing_reaches_those_in_the_persons_care(school: School) -> None:
    (route,) = (route for route in ROUTES if route.about is About.CARE)

    printed = {role: _printed(school.visitor(role)) for role in ROLES}

    assert printed == {role: route.power.reach(role) for role in ROLES}


def _printed(visitor: Visitor) -> Reach:
    with finished_job(visitor) as job:
        answer = visitor.ask("POST", f"/print/jobs/{job}/files/0")
    words = ""
    if answer.status_code == 200:
        with pymupdf.open(stream=answer.content) as pdf:
            words = " ".join(" ".join(str(page.get_text()) for page in pdf).split())
    return REACHES[frozenset(where for where in (NEAR, CAMPUS, FAR) if f"{where.title()} Núñez" in words)]


def test_the_page_of_reports_lists_those_of_the_persons_campuses(school: School) -> None:
    (route,) = (route for route in ROUTES if route.about is About.REPORTS)
    pages = {role: school.ask(school.visitor(role), route) for role in ROLES}

    listed = {
        role: REACHES[frozenset(where for where, file in REPORTS.items() if f'href="/reports/{file}"' in page.text)]
        for role, page in pages.items()
    }

    assert listed == {role: route.power.reach(role) for role in ROLES}


@pytest.mark.parametrize("route", OF_JOBS, ids=named)
def test_a_job_is_there_for_nobody_but_its_owner(school: School, route: DeskRoute) -> None:
    owner = school.visitor(Role.TEACHER)
    others = [role for role in ROLES if role is not Role.TEACHER]

    with finished_job(owner) as job:
        with school.unchanged():
            statuses = {role: school.ask(school.visitor(role), route, job).status_code for role in others}
        assert statuses == dict.fromkeys(others, 404)
        assert school.reaches(owner, route, job)


@pytest.mark.parametrize("route", [route for route in GUARDED if route.method == "POST"], ids=named)
def test_a_form_that_is_not_of_the_persons_own_pages_does_nothing(school: School, route: DeskRoute) -> None:
    role = someone_who_may(route)
    visitor, elsewhere = school.visitor(role), school.visitor(role)
    tokens = {"none": {}, "an empty one": {"form_token": ""}, "another's": {"form_token": elsewhere.form_token}}

    with named_by(route, visitor) as one, school.unchanged():
        answers = {
            kind: school.desk.ask("POST", _path(route, one), visitor.cookie, {**route.form, **token}).status_code
            for kind, token in tokens.items()
        }

    assert answers == dict.fromkeys(tokens, 403)


@contextmanager
def named_by(route: DeskRoute, visitor: Visitor) -> Iterator[str]:
    """Something that the address may name when this person asks."""
    if route.about is not About.JOB:
        yield PLACES.get(route.about, {}).get(NEAR, "")
        return
    with finished_job(visitor) as job:
        yield job


@pytest.mark.parametrize("route", [*NAMING, *OF_JOBS], ids=named)
def test_ids_that_are_tampered_with_reach_nothing(school: School, route: DeskRoute) -> None:
    visitor = school.visitor(someone_who_may(route))
    tampered = [*STRANGE_IDS, f"{NEAR}/../{FAR}", f"{FAR}?id={NEAR}"]

    for strange in tampered if ":path" in route.path else filter(None, tampered):
        assert not school.reaches(visitor, route, strange), strange


@pytest.mark.parametrize("route", GUARDED, ids=named)
def test_whoever_is_not_signed_in_is_sent_to_sign_in(school: School, route: DeskRoute) -> None:
    token = school.realm.roster.token(username(Role.DISTRICT_ADMIN))
    of_another_desk = school.desk.visitor(school.user_id(Role.DISTRICT_ADMIN), token, secret="of-another-desk").cookie
    portal = school.desk.desk.site.portal_url
    path = _path(route, PLACES.get(route.about, {}).get(NEAR, "some-job"))

    with school.unchanged():
        for cookie in ("", "nonsense", of_another_desk):
            answer = school.desk.ask(route.method, path, cookie, dict(route.form) or None)
            leads_to = portal if route.path == "/sign-out" else TO_SIGN_IN
            assert (answer.status_code, answer.headers["location"]) == (303, leads_to), cookie


@pytest.mark.parametrize("route", ASKING_KEYCLOAK, ids=named)
def test_a_token_of_another_realm_opens_nothing(school: School, route: DeskRoute) -> None:
    token = school.realm.other.token(username(Role.REALM_ADMIN), OTHER_APP)
    stranger = school.desk.visitor("of-another-realm", token, frozenset(["staff", "district-admin"]))

    with school.unchanged():
        answer = school.ask(stranger, route, PLACES.get(route.about, {}).get(NEAR, ""))

    assert (answer.status_code, answer.headers.get("location")) in ((303, TO_SIGN_IN), (403, None))


@pytest.mark.parametrize("route", OPEN, ids=named)
def test_what_is_open_asks_nobody_to_sign_in(school: School, route: DeskRoute) -> None:
    answer = school.desk.ask(route.method, _path(route, ""), "")

    assert answer.status_code < 500
    assert answer.headers.get("location") != TO_SIGN_IN
