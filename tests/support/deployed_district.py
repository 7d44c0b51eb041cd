"""The example district, put onto bare hosts by the playbooks."""

from __future__ import annotations

import json
import secrets
import shutil
import ssl
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from example_district.generate import generate
from homeroom.demo.document import DemoPerson, Examples
from homeroom.demo.places import CLONE, EXAMPLE_DISTRICT
from tests.support.certificates import Authority, ServerCertificate
from tests.support.hosts import Fleet, Host, Play

PORTAL_NAME, DESK_NAME = "portal.cedarvalley.test", "desk.cedarvalley.test"
REALM = "cedar-valley"
NEXT_RELEASE = "99.0.0"

_POPULATION = 800
_SEED = 1

# The example people get what they sign in with as in the demo; it runs on the host, in the kit's own environment.
_SIGN_UP = """
from pathlib import Path
from admin_api import AdminConnection
from homeroom.demo.cast import cast_of
from homeroom.demo.sign_up import SignUp
from settings import DistrictFolder
from sync.sources import open_source
folder = DistrictFolder.at(Path("/etc/homeroom/district"))
with AdminConnection.of_account(folder.deployment.keycloak) as keycloak:
    print(SignUp(keycloak, folder.district.realm).all(cast_of(open_source(folder))).model_dump_json())
"""


@dataclass(frozen=True)
class DeployedDistrict:
    """A district on hosts.

    Attributes:
        fleet: its hosts.
        clone: whose playbooks are run.
        inventory: the inventory that names the hosts.
        proxy: name of the host whose address the district's names have.
        authority: signed its certificate.
        certificate: what the proxy shows.
        variables: what the playbooks are told.
    """

    fleet: Fleet
    clone: Path
    inventory: Path
    proxy: str
    authority: Authority
    certificate: ServerCertificate
    variables: Mapping[str, Any]

    @property
    def host(self) -> Host:
        """The host with the proxy."""
        return self.fleet[self.proxy]

    @property
    def portal_url(self) -> str:
        """Address of the portal."""
        return f"https://{PORTAL_NAME}/realms/{REALM}/portal"

    def play(self, playbook: str = "site.yml", *options: str, variables: Mapping[str, Any] | None = None) -> Play:
        """Run a playbook of ours, with variables of a test over those of the district. Raises CommandFailedError."""
        told = {**self.variables, **(variables or {})}
        return self.fleet.play(self.clone / "playbooks" / playbook, *options, inventory=self.inventory, variables=told)

    def next_release(self, folder: Path) -> Path:
        """What runs here as a release of another version, in an empty folder, as script/release makes it."""
        now = Path(self.variables["homeroom_build"])
        release = json.loads((now / "release.json").read_text())
        archive = f"homeroom-{NEXT_RELEASE}.tar.gz"
        shutil.copy(now / release["archive"], folder / archive)
        (folder / release["keycloak"]["archive"]).symlink_to(now / release["keycloak"]["archive"])
        release.update(version=NEXT_RELEASE, archive=archive)
        (folder / "release.json").write_text(json.dumps(release))
        return folder

    def with_release_of(self, clone: Path) -> DeployedDistrict:
        """The same district for playbooks of another clone, with its release; nothing is done to hosts yet."""
        told = {**self.variables, "homeroom_build": str(made_release(clone))}
        return replace(self, clone=clone, inventory=_inventory(clone, self.inventory.name), variables=told)

    def put_roster(self, name: str) -> None:
        """Put a roster where the district of a host expects it."""
        folder = self.fleet.folder / "roster"
        if not folder.exists():
            generate(people=_POPULATION, seed=_SEED, folder=folder)
        for file in sorted(folder.iterdir()):
            self.fleet[name].run(
                f"mkdir -p /etc/homeroom/district/roster && cat >/etc/homeroom/district/roster/{file.name}",
                feed=file.read_text(encoding="utf-8"),
            )

    def sign_up(self, name: str) -> dict[str, DemoPerson]:
        """Give the example people what they sign in with, by a host that has the district's folder; people by kind."""
        trusting = (
            "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt"
        )
        said = self.fleet[name].run(f"{trusting} /opt/homeroom/current/.venv/bin/python -", feed=_SIGN_UP)
        return {person.kind: person for person in Examples.model_validate_json(said).people}

    def request(
        self, path: str, *, method: str = "GET", name: str = PORTAL_NAME, source: str | None = None
    ) -> httpx.Response:
        """An answer of the proxy.

        Args:
            path: as it is to be sent.
            method: GET, or another one.
            name: the host name that is asked.
            source: this machine's address to ask from; the controller's unless another one is said.
        """
        trust = ssl.create_default_context(cadata=self.authority.certificate)
        transport = httpx.HTTPTransport(verify=trust, local_address=source or self.fleet.controller)
        with httpx.Client(transport=transport, timeout=30) as client:
            return client.request(
                method,
                httpx.URL(scheme="https", host=self.host.address, raw_path=path.encode()),
                headers={"Host": name},
                extensions={"sni_hostname": name},
            )

    def browser_flags(self) -> list[str]:
        """How Chromium is started so that it finds the district and trusts its certificate."""
        return [
            f"--host-resolver-rules=MAP *.cedarvalley.test {self.host.address}",
            f"--ignore-certificate-errors-spki-list={self.certificate.key_hash}",
        ]


def deployed(
    fleet: Fleet, inventory: str, *, proxy: str, clone: Path = CLONE, more: Mapping[str, Any] | None = None
) -> DeployedDistrict:
    """Put the district onto bare hosts: `site.yml` as administrators run it.

    Args:
        fleet: the hosts.
        inventory: name of the inventory of ours that has them, by their groups.
        proxy: the host whose address the district's names get.
        clone: of whatever release is wanted.
        more: variables besides those that every district has.
    """
    authority = Authority()
    certificate = authority.server(PORTAL_NAME, DESK_NAME)
    for name in (PORTAL_NAME, DESK_NAME):
        fleet.name(name, fleet[proxy].address)
    variables = {
        "homeroom_build": str(made_release(clone)),
        "homeroom_url": f"https://{PORTAL_NAME}",
        "homeroom_desk_url": f"https://{DESK_NAME}",
        "homeroom_district": str(EXAMPLE_DISTRICT),
        "homeroom_admin_networks": [fleet.office],
        "hardening_ssh_networks": [fleet.controller],
        "homeroom_tls_certificate": certificate.certificate,
        "base_authorities": {"homeroom-test": authority.certificate},
        "keycloak_heap": "640m",
        "postgresql_shared_buffers": "128MB",
        "homeroom_secrets": {
            **{name: secrets.token_urlsafe(24) for name in _SECRETS},
            "tls_key": certificate.key,
            "district": {"library-client": secrets.token_urlsafe(24)},
        },
        **(more or {}),
    }
    district = DeployedDistrict(fleet, clone, _inventory(clone, inventory), proxy, authority, certificate, variables)
    district.play()
    return district


_SECRETS = (
    "backup_passphrase",
    "database_password",
    "database_cluster_password",
    "keycloak_admin_password",
    "homeroom_client_secret",
    "desk_client_secret",
    "desk_session_secret",
)


def _inventory(clone: Path, name: str) -> Path:
    return clone / "playbooks" / "inventories" / name


def made_release(clone: Path) -> Path:
    """The folder with a release of a clone as it is now."""
    done = subprocess.run(
        [clone / "script" / "release", "--working-tree"], stdout=subprocess.PIPE, text=True, check=True
    )
    archive = Path(done.stdout.strip())
    assert json.loads((archive.parent / "release.json").read_text())["archive"] == archive.name
    return archive.parent
