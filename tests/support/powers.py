"""Who may call which endpoint of the extension, and about whom: the table that is tried and printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

EXTENSION = Path(__file__).parents[2] / "extensions" / "src" / "main" / "java"

Source = tuple[str, str, str]
"""Where an endpoint is written: the class, the method of HTTP, and the path below that of the class."""


class Reach(Enum):
    """About whom somebody may call an endpoint."""

    NOBODY = "no"
    OWN_CLASSES = "own classes"
    OWN_CAMPUS = "own campus"
    EVERYBODY = "yes"
    ONESELF = "oneself"


class Role(Enum):
    """Somebody with a valid token."""

    PUPIL = "pupil"
    EMPLOYEE = "employee"
    TEACHER = "teacher"
    DELEGATE = "campus delegate"
    REGISTRAR = "registrar"
    CAMPUS_IT = "campus IT"
    DISTRICT_ADMIN = "district admin"
    OTHER_APPLICATION = "district admin by another application"
    VIEWER = "account with `view-users`"
    MANAGER = "account with `manage-users`"
    REALM_ADMIN = "account with `realm-admin`"
    OTHER_REALM = "administrator of another realm"
    SERVICE_ACCOUNT = "service account of the kit"


_STAFF = {Role.TEACHER: Reach.OWN_CLASSES, Role.DELEGATE: Reach.OWN_CAMPUS, Role.DISTRICT_ADMIN: Reach.EVERYBODY}
_KEEPERS = {Role.REALM_ADMIN: Reach.EVERYBODY, Role.SERVICE_ACCOUNT: Reach.EVERYBODY}
_MANAGERS = _KEEPERS | {Role.MANAGER: Reach.EVERYBODY}


class Power(Enum):
    """What an endpoint asks for; the value is who has it."""

    HELP = _STAFF | _MANAGERS
    SEE = _STAFF | _MANAGERS | {Role.VIEWER: Reach.EVERYBODY}
    OWN_CLASSES = dict.fromkeys(_STAFF, Reach.ONESELF)
    OWN_DUTIES = dict.fromkeys([*_STAFF, Role.REGISTRAR], Reach.ONESELF)
    READ_ROSTER = _MANAGERS | {Role.VIEWER: Reach.EVERYBODY}
    READ_RUNS = _MANAGERS | dict.fromkeys((Role.VIEWER, Role.DISTRICT_ADMIN), Reach.EVERYBODY)
    WRITE_ROSTER = _MANAGERS
    KEEP_REALM = _KEEPERS
    BROWSER = dict.fromkeys(Role, Reach.ONESELF)
    OPEN = dict.fromkeys(Role, Reach.EVERYBODY)

    def reach(self, role: Role) -> Reach:
        """About whom this role may call."""
        return self.value.get(role, Reach.NOBODY)


@dataclass(frozen=True)
class Endpoint:
    """One endpoint.

    Attributes:
        source: where it is written.
        path: its path below `/admin/realms/{realm}` or, if it begins with `/realms`, that of the server.
        power: what it asks for.
        body: JSON that it takes; `{whom}` in it stands for a person, `{issued}` for what was issued to them.
        query: parameters, alike.
        headers: headers, alike.
    """

    source: Source
    path: str
    power: Power
    body: Any = None
    query: dict[str, str] | None = None
    headers: dict[str, str] | None = None

    @property
    def method(self) -> str:
        """The method of HTTP."""
        return self.source[1]

    @property
    def name(self) -> str:
        """Method and path, as people write them."""
        parameters = "".join(f"?{key}=…" for key in (self.query or {}))
        return f"{self.method} {self.path}{parameters}"


_PEOPLE = {"people": ["{whom}"]}
_LEASE = {"Homeroom-Lease": "a-lease-of-the-table-1"}


def _issuing(source: str, path: str, ids: str) -> list[Endpoint]:
    """The two steps, and voiding, as badges, cards and claim codes have them."""
    return [
        Endpoint((source, "POST", "issue"), f"{path}/issue", Power.HELP, _PEOPLE),
        Endpoint((source, "POST", "activate"), f"{path}/activate", Power.HELP, {ids: ["{issued}"]}),
        Endpoint((source, "POST", "void"), f"{path}/void", Power.HELP, _PEOPLE),
        Endpoint((source, "POST", "void"), f"{path}/void", Power.HELP, {ids: ["{issued}"]}),
    ]


ENDPOINTS: list[Endpoint] = [
    *_issuing("BadgeResource", "badges", "credentials"),
    Endpoint(("BadgeResource", "POST", "expire"), "badges/expire", Power.HELP, _PEOPLE | {"expires": "{soon}"}),
    Endpoint(("BadgeResource", "GET", "people"), "badges/people", Power.SEE, query={"person": "{whom}"}),
    Endpoint(("BadgeResource", "GET", ""), "badges", Power.SEE, query={"person": "{whom}"}),
    Endpoint(("BadgeResource", "GET", "history"), "badges/history", Power.SEE, query={"person": "{whom}"}),
    *_issuing("CardResource", "cards", "cards"),
    *_issuing("ClaimsResource", "claims", "claims"),
    Endpoint(("ClaimsResource", "POST", "reset"), "claims/reset", Power.HELP, _PEOPLE),
    Endpoint(("ClaimsResource", "POST", "send"), "claims/send", Power.HELP, _PEOPLE),
    Endpoint(("CareResource", "POST", "find"), "care/find", Power.SEE, {"search": "{whom}"}),
    Endpoint(("CareResource", "GET", "person"), "care/person", Power.SEE, query={"id": "{whom}"}),
    Endpoint(("CareResource", "GET", "sign-ins"), "care/sign-ins", Power.SEE, query={"person": "{whom}"}),
    Endpoint(("CareResource", "GET", "events"), "care/events", Power.SEE, query={"person": "{whom}"}),
    Endpoint(("CareResource", "POST", "unlock"), "care/unlock", Power.HELP, _PEOPLE),
    Endpoint(("CareResource", "POST", "sign-out"), "care/sign-out", Power.HELP, _PEOPLE),
    Endpoint(("MyClassesResource", "GET", "classes"), "/realms/{realm}/roster/classes", Power.OWN_CLASSES),
    Endpoint(("DutiesResource", "GET", ""), "duties", Power.OWN_DUTIES),
    Endpoint(("DutiesResource", "GET", "printing-sets"), "duties/printing-sets", Power.OWN_DUTIES),
    Endpoint(
        ("DutiesResource", "POST", "printing-sets/save"),
        "duties/printing-sets/save",
        Power.OWN_DUTIES,
        {"name": "Grade 3", "parameters": "grade=03"},
    ),
    Endpoint(
        ("DutiesResource", "POST", "printing-sets/remove"),
        "duties/printing-sets/remove",
        Power.OWN_DUTIES,
        {"name": "Grade 3"},
    ),
    Endpoint(("RosterResource", "GET", "state"), "roster/state", Power.READ_ROSTER, query={"of": "schools"}),
    Endpoint(("RosterResource", "POST", "batch"), "roster/batch", Power.WRITE_ROSTER, []),
    Endpoint(("RunsResource", "GET", ""), "roster/runs", Power.READ_RUNS),
    Endpoint(("RunsResource", "GET", "{id}"), "roster/runs/run-of-{realm}", Power.READ_RUNS),
    Endpoint(("RunsResource", "PUT", "{id}"), "roster/runs/run-of-{realm}", Power.WRITE_ROSTER, {"at": "noon"}),
    Endpoint(("LeaseResource", "GET", ""), "roster/lease", Power.READ_RUNS),
    Endpoint(
        ("LeaseResource", "POST", ""),
        "roster/lease",
        Power.WRITE_ROSTER,
        {"holder": "table", "seconds": 60},
        headers=_LEASE,
    ),
    Endpoint(("LeaseResource", "PUT", ""), "roster/lease", Power.WRITE_ROSTER, {"seconds": 60}, headers=_LEASE),
    Endpoint(("LeaseResource", "DELETE", ""), "roster/lease", Power.WRITE_ROSTER, headers=_LEASE),
    Endpoint(
        ("ConfigurationResource", "GET", ""),
        "configuration",
        Power.KEEP_REALM,
        query={"nonce": "dGhlLW5vbmNlLW9mLXRhYmxl"},
    ),
    Endpoint(
        ("ConfigurationResource", "PUT", "flows/{alias}"),
        "configuration/flows/flow-of-the-table",
        Power.KEEP_REALM,
        {"providerId": "basic-flow", "executions": []},
    ),
    Endpoint(("ConfigurationResource", "POST", "groups"), "configuration/groups", Power.KEEP_REALM, {"groups": []}),
    Endpoint(("PortalResource", "GET", ""), "/realms/{realm}/portal", Power.BROWSER),
    Endpoint(("FavouritesResource", "POST", ""), "/realms/{realm}/portal/favourites", Power.BROWSER),
    Endpoint(("AccountResource", "GET", ""), "/realms/{realm}/portal/account", Power.BROWSER),
    Endpoint(("AccountResource", "POST", "badges"), "/realms/{realm}/portal/account/badges", Power.BROWSER),
    Endpoint(("AccountResource", "POST", "devices"), "/realms/{realm}/portal/account/devices", Power.BROWSER),
    Endpoint(("RestartResource", "GET", ""), "/realms/{realm}/portal/restart", Power.OPEN),
    Endpoint(("PortalResource", "GET", "brand.css"), "/realms/{realm}/portal/brand.css", Power.OPEN),
    Endpoint(("ClaimAddress", "GET", ""), "/realms/{realm}/claim", Power.OPEN),
]


def written_endpoints() -> Iterator[Source]:
    """The endpoints that stand in the extension's source."""
    annotated = re.compile(r"@(GET|POST|PUT|DELETE|PATCH)\s+((?:@\w+(?:\([^)]*\))?\s+)*)(?:@Override\s+)?public ")
    for file in sorted(EXTENSION.rglob("*.java")):
        for found in annotated.finditer(file.read_text(encoding="utf-8")):
            path = re.search(r'@Path\((?:"([^"]*)"|[\w.]+)\)', found[2])
            yield file.stem, found[1], path[1] or "" if path else ""


def as_markdown() -> str:
    """The table as a page of the documentation."""
    lines = [_HEAD, "| endpoint | " + " | ".join(role.value for role in Role) + " |", "| --- |" + " --- |" * len(Role)]
    seen: set[str] = set()
    for endpoint in ENDPOINTS:
        if endpoint.name not in seen:
            seen.add(endpoint.name)
            cells = (endpoint.power.reach(role).value for role in Role)
            lines.append(f"| `{endpoint.name}` | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


_HEAD = """# Who may do what

Each role against each endpoint of the extension. Every cell is tried over HTTP by
[test_who_may_do_what.py](../../tests/integration/test_who_may_do_what.py), whose table this page is made from
(`.venv/bin/python -m tests.support.powers`). Paths are below `/admin/realms/{realm}` unless they begin with a slash.
What the desk makes of it is in [who may do what at the desk](who-may-do-what-at-the-desk.md).

- *own classes*: students of the classes that the person teaches. *own campus*: everybody of the campuses that the
  person belongs to.
- *oneself*: what belongs to the caller. The pages of the portal go by the session of the browser and take no token:
  whoever brings only a token is sent to sign in.
- *no*: 403, or the person is listed as refused, or nothing is changed; whether the person exists is not told. Without
  a valid token it is 401 everywhere but at the portal and at what is open to everybody.
- Staff have their power by the desk only: a token for another application opens nothing.
- Who is `district-admin`, `campus-it` or `registrar` is out of a campus's reach: a delegate gets no claim code
  of theirs.
"""


if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "reference" / "who-may-do-what.md").write_text(
        as_markdown(), encoding="utf-8"
    )
