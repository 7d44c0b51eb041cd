"""Who may use which address of the desk, and about whom: the table that is tried and printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount, Route

from tests.support.powers import Reach, Role

ROLES = (
    Role.PUPIL,
    Role.EMPLOYEE,
    Role.TEACHER,
    Role.DELEGATE,
    Role.REGISTRAR,
    Role.CAMPUS_IT,
    Role.DISTRICT_ADMIN,
)
"""Whoever could have a session of the desk. Keycloak signs only some of them in to it."""

_HELPERS = {Role.TEACHER: Reach.OWN_CLASSES, Role.DELEGATE: Reach.OWN_CAMPUS, Role.DISTRICT_ADMIN: Reach.EVERYBODY}
_TEACHERS = {Role.TEACHER: Reach.OWN_CLASSES}
_KEEPERS = {Role.DISTRICT_ADMIN: Reach.EVERYBODY}


class DeskPower(Enum):
    """What an address asks for; the value is who has it."""

    HELP = _HELPERS
    TEACH = _TEACHERS
    PRINT = dict.fromkeys([*_HELPERS, Role.REGISTRAR], Reach.ONESELF)
    READ_REPORTS = _KEEPERS | {Role.REGISTRAR: Reach.OWN_CAMPUS}
    KEEP_DISTRICT = _KEEPERS
    SIGNED_IN = dict.fromkeys(ROLES, Reach.ONESELF)
    OPEN = dict.fromkeys(ROLES, Reach.EVERYBODY)

    def reach(self, role: Role) -> Reach:
        """About whom this role may use it."""
        return self.value.get(role, Reach.NOBODY)


class About(Enum):
    """What an address, or the form that is sent to it, names."""

    NOTHING = auto()
    PUPIL = auto()
    CLAIMING = auto()
    """A student of grade 6."""
    CLASS = auto()
    REPORT = auto()
    REPORTS = auto()
    """All that there are for the person."""
    JOB = auto()
    CARE = auto()
    """All people in the person's care."""


@dataclass(frozen=True)
class DeskRoute:
    """One address of the desk.

    Attributes:
        method: of HTTP.
        path: as the application writes it.
        power: what it asks for.
        about: what stands in the path's braces, or in the form's.
        form: what is sent with it.
    """

    method: str
    path: str
    power: DeskPower
    about: About = About.NOTHING
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Method and path, as people read them."""
        return f"{self.method} {self.path.replace(':path}', '}').replace(':int}', '}')}"


def _person(what: str, about: About = About.PUPIL, method: str = "POST") -> DeskRoute:
    return DeskRoute(method, f"/people/{{sourced_id:path}}{what}", DeskPower.HELP, about)


def _class(what: str, method: str = "POST") -> DeskRoute:
    return DeskRoute(method, f"/classes/{{sourced_id:path}}{what}", DeskPower.TEACH, About.CLASS)


def _job(what: str, method: str) -> DeskRoute:
    return DeskRoute(method, f"/print/jobs/{{id}}{what}", DeskPower.PRINT, About.JOB)


ROUTES: list[DeskRoute] = [
    DeskRoute("GET", "/", DeskPower.SIGNED_IN),
    DeskRoute("POST", "/people", DeskPower.HELP, About.PUPIL, {"search": "{sourced_id}"}),
    _person("", method="GET"),
    _person("/badge"),
    _person("/void-badge"),
    _person("/card"),
    _person("/letter", About.CLAIMING),
    _person("/claim-code", About.CLAIMING),
    _person("/unlock"),
    _person("/sign-out"),
    _class("", "GET"),
    _class("/badges"),
    _class("/cards"),
    _class("/letters"),
    DeskRoute("GET", "/print", DeskPower.PRINT),
    DeskRoute("POST", "/print", DeskPower.HELP, About.CARE, {"layout": "large-card"}),
    DeskRoute("POST", "/print/chosen", DeskPower.PRINT, form={"set": "own:Grade 3"}),
    DeskRoute("POST", "/print/sets", DeskPower.PRINT, form={"name": "Grade 3", "grade": "03"}),
    DeskRoute("POST", "/print/sets/remove", DeskPower.PRINT, form={"set": "own:Grade 3"}),
    _job("", "GET"),
    _job("/progress", "GET"),
    _job("/files/{number:int}", "POST"),
    _job("/discard", "POST"),
    DeskRoute("GET", "/reports", DeskPower.READ_REPORTS, About.REPORTS),
    DeskRoute("GET", "/reports/{file}", DeskPower.READ_REPORTS, About.REPORT),
    DeskRoute("GET", "/district", DeskPower.KEEP_DISTRICT),
    DeskRoute("POST", "/sign-out", DeskPower.SIGNED_IN),
    DeskRoute("GET", "/people", DeskPower.OPEN),
    DeskRoute("GET", "/sign-in", DeskPower.OPEN),
    DeskRoute("GET", "/sign-in/callback", DeskPower.OPEN),
    DeskRoute("GET", "/signed-out", DeskPower.OPEN),
    DeskRoute("GET", "/language/{code}", DeskPower.OPEN),
    DeskRoute("GET", "/health", DeskPower.OPEN),
    DeskRoute("GET", "/guides", DeskPower.OPEN),
    DeskRoute("GET", "/static", DeskPower.OPEN),
]


def routes_of(app: Starlette) -> Iterator[tuple[str, str]]:
    """Method and path of whatever the application answers; a folder of files is one of them."""
    for route in app.routes:
        match route:
            case Route():
                yield from ((method, route.path) for method in route.methods or () if method != "HEAD")
            case Mount():
                yield "GET", route.path
            case _:
                raise TypeError(f"{route} is of a kind that the table does not know")


def as_markdown() -> str:
    """The table as a page of the documentation."""
    lines = [_HEAD, "| address | " + " | ".join(role.value for role in ROLES) + " |", "| --- |" + " --- |" * len(ROLES)]
    for route in ROUTES:
        cells = (route.power.reach(role).value for role in ROLES)
        lines.append(f"| `{route.name}` | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


_HEAD = """# Who may do what at the desk

Each role against each address of the desk. Every cell is tried over HTTP, with the person's own token and a real
Keycloak behind the desk, by
[test_who_may_do_what_at_the_desk.py](../../tests/integration/test_who_may_do_what_at_the_desk.py), whose table this
page is made from (`.venv/bin/python -m tests.support.desk_powers`). What Keycloak itself grants is in
[who may do what](who-may-do-what.md): the desk has no power of its own.

- *own classes*: the classes that the person teaches, and their students; a delegate who teaches has them, too. *own
  campus*: everybody, and the report, of the campuses that the person belongs to.
- *oneself*: what belongs to the person who asks. A job of printing is seen by nobody but who began it, and prints for
  nobody but those in that person's care.
- *no*: a page says that it is refused, or that there is no such thing; which of the two it is does not tell whether a
  person exists. Nothing has changed then.
- Whoever is not signed in is sent to sign in everywhere but where it says *yes* for all.
- A form without the hidden token of the session, or with that of another, is answered with 403 and does nothing.
- Keycloak signs pupils, and employees without a duty at the desk, in to the portal and not to the desk. The columns say
  what they could do if it did.
"""


if __name__ == "__main__":
    page = Path(__file__).parents[2] / "docs" / "reference" / "who-may-do-what-at-the-desk.md"
    page.write_text(as_markdown(), encoding="utf-8")
