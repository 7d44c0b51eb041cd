"""The one Keycloak of a test run: that of a demo, with its realm, its people and its district folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from admin_api import AdminConnection
from homeroom.demo.places import StateFolder
from homeroom.demo.ports import choose_ports
from homeroom.demo.progress import Progress
from homeroom.demo.start import DemoOptions, ensure_demo, stop_demo
from homeroom.demo.state import locked, read_record
from settings import DistrictFolder
from settings.deployment import KeycloakAccess

SHARED_DEMO = "HOMEROOM_TEST_DEMO"
"""Environment variable: state folder of a demo that several runs share. It is started if need be, and left running."""

_POPULATION = 800


@dataclass(frozen=True)
class KeycloakServer:
    """Keycloak with the example district in it.

    Attributes:
        demo: what `homeroom demo --json` prints.
        district: the district folder in use.
        url: Keycloak's address.
        client_id: a client of the realm `master` whose service account may administer every realm.
        client_secret: its secret.
        library_url: where the relying party `library` is expected. Nothing runs there until a test starts something.
    """

    demo: dict[str, Any]
    district: Path
    url: str
    client_id: str
    client_secret: str
    library_url: str

    def connection(self) -> AdminConnection:
        """A connection with the powers of the service account."""
        return AdminConnection.of_account(self.access)

    @property
    def access(self) -> KeycloakAccess:
        """The same as a deployment has it."""
        return KeycloakAccess(url=self.url, client_id=self.client_id, client_secret=self.client_secret)

    def admin_token(self) -> str:
        """A fresh access token of the service account."""
        return service_account_token(self.url, self.client_id, self.client_secret)


def service_account_token(url: str, client_id: str, client_secret: str) -> str:
    """A fresh access token of a service account of the realm `master`."""
    answer = httpx.post(
        f"{url}/realms/master/protocol/openid-connect/token",
        data={"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret},
        timeout=30,
    )
    answer.raise_for_status()
    return str(answer.json()["access_token"])


@contextmanager
def running_keycloak(folder: Path) -> Iterator[KeycloakServer]:
    """The server for as long as the context lasts; that of `HOMEROOM_TEST_DEMO` if it is set.

    Args:
        folder: an empty folder for the state.
    """
    shared = os.environ.get(SHARED_DEMO)
    state = StateFolder(Path(shared).absolute() if shared else folder)
    progress = Progress()
    try:
        # One process of a run starts it, with options that the others do not know before they see it run.
        with locked(state.path.with_suffix(".starting"), progress, "Waiting for the demo of these tests"):
            demo = ensure_demo(_options(state), progress)
        yield _described(demo.document.model_dump(mode="json"))
    finally:
        if not shared:
            stop_demo(state, progress)
            shutil.rmtree(state.path)


def _options(state: StateFolder) -> DemoOptions:
    record = read_record(state)
    if record and record.is_running():
        return DemoOptions(state)
    library = choose_ports({"library": 0})["library"]
    return DemoOptions(
        state, long_lived=True, population=_POPULATION, app_urls={"library": f"http://localhost:{library}"}
    )


def _described(demo: dict[str, Any]) -> KeycloakServer:
    folder = DistrictFolder.at(Path(demo["district"]))
    access = folder.deployment.keycloak
    return KeycloakServer(
        demo=demo,
        district=folder.path,
        url=access.url,
        client_id=access.client_id,
        client_secret=str(access.client_secret),
        library_url=folder.deployment.app_urls["library"],
    )
