"""The example district, installed with docker-compose.yml as its how-to says."""

from __future__ import annotations

import json
import secrets
import shutil
import ssl
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from admin_api import AdminConnection, RunsApi
from example_district.generate import generate
from homeroom.demo.cast import cast_of
from homeroom.demo.document import DemoPerson, Kind
from homeroom.demo.places import CLONE, EXAMPLE_DISTRICT
from homeroom.demo.sign_up import SignUp
from settings import DistrictFolder
from settings.deployment import KeycloakAccess
from sync.sources import open_source
from tests.support.containers.addresses import wait_for_addresses
from tests.support.containers.call import call

HOST = "portal.homeroom.test"
DESK_HOST = "desk.homeroom.test"
REALM = "cedar-valley"
PORTAL = f"https://{HOST}/realms/{REALM}/portal"
DESK = f"https://{DESK_HOST}/"
_PEOPLE = 800
_PATIENCE = 120.0


def prepare(folder: Path) -> Path:
    """Make a district folder and what script/prepare-compose makes of it; the file of variables.

    Args:
        folder: an empty one.
    """
    district = folder / "district"
    shutil.copytree(EXAMPLE_DISTRICT, district, ignore=shutil.ignore_patterns("roster", "state", "secrets"))
    (district / "secrets").mkdir()
    (district / "secrets" / "library-client").write_text(secrets.token_urlsafe(32))
    generate(people=_PEOPLE, seed=1, folder=district / "roster")
    variables = folder / "env"
    call(CLONE / "script" / "prepare-compose", "--district", district, "--host", HOST, "--desk-host", DESK_HOST,
         "--files", folder / "files", "--env", variables)  # fmt: skip
    return variables


@dataclass(frozen=True)
class Installation:
    """What `docker compose up --wait` brought up.

    Attributes:
        compose: the command with its files and its project.
        folder: where the district folder and the files of the installation are.
    """

    compose: tuple[str, ...]
    folder: Path

    @property
    def district(self) -> Path:
        """The district folder."""
        return self.folder / "district"

    @property
    def files(self) -> Path:
        """Where secrets, backups and printed sheets are."""
        return self.folder / "files"

    def run(self, *arguments: str, **variables: str) -> str:
        """Call docker compose; what it printed.

        Args:
            arguments: of compose.
            variables: of docker-compose.yml, in place of those of the installation.

        Raises:
            CallError: it failed.
        """
        changed = [f"{name}={value}" for name, value in variables.items()]
        return call("env", *changed, *self.compose, *arguments)

    def up(self, *options: str, **variables: str) -> None:
        """Bring up whatever is not up, and wait until it is well and a browser is not disturbed.

        Args:
            options: of `up`, services among them.
            variables: as for `run`.
        """
        self.run("up", "--wait", "--no-build", *options, **variables)
        wait_for_addresses()

    def secret(self, name: str) -> str:
        """One of the secrets that were made for the installation."""
        return (self.files / "secrets" / name).read_text()

    def container(self, service: str) -> dict[str, Any]:
        """What the engine knows of the container of a service."""
        identifier = self.run("ps", "--all", "--quiet", service).strip()
        described: dict[str, Any] = json.loads(call("docker", "inspect", identifier))[0]
        return described

    def port(self, inner: int = 8443) -> int:
        """On which port of this machine the proxy is reached."""
        return int(self.run("port", "proxy", str(inner)).rpartition(":")[2])

    def browse(self, host: str = HOST) -> httpx.Client:
        """A client that trusts the installation's certificate and reaches a host name through the proxy."""
        trust = ssl.create_default_context(cafile=str(self.files / "secrets" / "tls"))
        return _Named(host, verify=trust, base_url=f"https://127.0.0.1:{self.port()}", timeout=30)

    def connection(self) -> AdminConnection:
        """A connection with the powers of the service account, at Keycloak's own address in the network of services."""
        networks = self.container("keycloak")["NetworkSettings"]["Networks"]
        address = next(network["IPAddress"] for name, network in networks.items() if name.endswith("_inner"))
        return AdminConnection.of_account(
            KeycloakAccess(
                url=f"https://{HOST}",
                internal_url=f"http://{address}:8080",
                client_secret=self.secret("keycloak-client"),
            )
        )

    def wait_for_roster(self) -> None:
        """Wait until a run of the sync has ended well."""
        until = time.monotonic() + _PATIENCE
        with self.connection() as connection:
            while not any(run["outcome"] in ("done", "nothing") for run in RunsApi(connection, REALM).latest(5)):
                if time.monotonic() > until:
                    raise AssertionError(f"no run of the sync went well:\n{self.run('logs', 'sync')[-4000:]}")
                time.sleep(0.5)

    def sign_up(self) -> dict[Kind, DemoPerson]:
        """Give the example people what they sign in with."""
        cast = cast_of(open_source(DistrictFolder.at(self.district)))
        with self.connection() as connection:
            return {person.kind: person for person in SignUp(connection, REALM).all(cast).people}

    def begin(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call docker compose in a way that may fail."""
        return subprocess.run([*self.compose, *arguments], capture_output=True, text=True)


class _Named(httpx.Client):
    """Asks for a host by its name at another address."""

    def __init__(self, host: str, **options: Any) -> None:
        super().__init__(headers={"Host": host}, **options)
        self._host = host

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """Send a request, with the name in the TLS handshake too."""
        request.extensions = {**request.extensions, "sni_hostname": self._host}
        return super().send(request, **options)
