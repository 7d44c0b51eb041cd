"""A district folder whose realm has the roles and clients that a sync refers to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from admin_api import AdminConnection
from homeroom.cli import main
from tests.support.keycloak_server import KeycloakServer
from tests.support.roster_set import Tables, small_tables, write_set

ROLES = ("student", "staff", "teacher", "clerk")
MANY_MAY_COME = dict.fromkeys(("new", "emails", "roles_gained", "applications_gained"), 100)
"""Limits of a district so small that the least change is a large share."""
RULES = {"canvas": "student", "clever": "teacher and has_schedule and has_email", "library": "everybody"}


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    code: int
    document: dict[str, Any]
    message: str


@dataclass(frozen=True)
class District:
    """A district folder whose realm has the roles and clients that a sync refers to."""

    folder: Path
    connection: AdminConnection
    realm: str

    def sync(self, command: str, tables: Tables, *options: str) -> Finished:
        write_set(self.folder / "roster", tables)
        done = CliRunner().invoke(main, [*self.arguments(command), *options])
        return Finished(done.exit_code, json.loads(done.stdout or "{}"), done.stderr)

    def arguments(self, command: str) -> list[str]:
        return ["sync", command, "--district", str(self.folder), "--json"]

    def get(self, path: str, **query: str) -> Any:
        return self.connection.get(f"/admin/realms/{self.realm}/{path}", query)

    def user(self, username: str) -> dict[str, Any]:
        (found,) = self.get("users", username=username, exact="true")
        return dict(found)

    def roles_of(self, username: str) -> set[str]:
        return {role["name"] for role in self.get(f"users/{self.user(username)['id']}/role-mappings/realm")}

    def applications_of(self, username: str) -> set[str]:
        user_id = self.user(username)["id"]
        clients = {client["clientId"]: client["id"] for client in self.get("clients") if client["clientId"] in RULES}
        return {
            name
            for name, client_id in clients.items()
            if self.get(f"users/{user_id}/role-mappings/clients/{client_id}/composite")
        }


@contextmanager
def sync_district(
    keycloak: KeycloakServer, realm: str, folder: Path, settings: Mapping[str, object] | None = None
) -> Iterator[District]:
    """Make one in an empty folder.

    Args:
        keycloak: the server.
        realm: a realm of the test's own.
        folder: where its files go.
        settings: for district.yaml, in place of these here.
    """
    documents: dict[str, object] = {
        "district": {
            "name": "Test Schools",
            "realm": realm,
            "languages": ["en"],
            "help_contact": "us",
            "roles": {"clerk": 'employee("Front office")'},
            "guard": {
                "at_least": 1,
                "in_term": {
                    "district": {**MANY_MAY_COME, "disabled": 50, "classes_removed": 100, "enrollments_removed": 100},
                    "campus": {**MANY_MAY_COME, "classes_removed": 100},
                },
            },
            "daemon": {"lease_seconds": 5},
            **(settings or {}),
        },
        "apps": {
            "applications": [
                {"id": name, "title": {"en": name}, "url": "https://example.org", "access": rule}
                for name, rule in RULES.items()
            ]
        },
        "deployment": {
            "keycloak": {"url": keycloak.url, "client_id": keycloak.client_id, "client_secret": keycloak.client_secret},
            "desk": {"url": "http://localhost", "client_secret": "x", "session_secret": "x"},
        },
    }
    for name, document in documents.items():
        (folder / f"{name}.yaml").write_text(json.dumps(document), encoding="utf-8")
    with keycloak.connection() as connection:
        path = f"/admin/realms/{realm}"
        current = connection.get(path)
        current["attributes"]["homeroom.roster.roles"] = ",".join(ROLES)
        connection.put(path, current)
        for role in ROLES:
            connection.post(f"{path}/roles", {"name": role})
        for name in RULES:
            connection.post(f"{path}/clients", {"clientId": name, "fullScopeAllowed": False})
            (client,) = connection.get(f"{path}/clients", {"clientId": name})
            connection.post(f"{path}/clients/{client['id']}/roles", {"name": "launch"})
        yield District(folder, connection, realm)


def this_year() -> Tables:
    """The small set, in a term that is not over on the day of the test."""
    tables = small_tables()
    tables["academicSessions"][0]["endDate"] = (date.today() + timedelta(days=100)).isoformat()
    return tables
