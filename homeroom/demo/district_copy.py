"""The demo's own copy of the example district: its roster, its secrets, and where it runs."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from ruamel.yaml import YAML

from example_district.generate import generate
from homeroom.demo.keycloak_server import ADMIN_CLIENT, keycloak_url
from homeroom.demo.places import EXAMPLE_DISTRICT, StateFolder
from homeroom.demo.state import DemoRecord
from settings.whole_file import write_whole

_SEED = 1
_SECRETS = ("keycloak-client", "desk-client", "desk-session", "library-client", "database")


def copy_district(state: StateFolder, population: int) -> None:
    """Put a fresh copy, with new secrets and a roster of `population` people, in place of the one before."""
    shutil.rmtree(state.district, ignore_errors=True)
    ours = shutil.ignore_patterns("roster", "secrets", "deployment.yaml")
    shutil.copytree(EXAMPLE_DISTRICT, state.district, ignore=ours)
    for name in _SECRETS:
        write_whole(_secret_file(state, name), secrets.token_urlsafe(32).encode())
    (state.district / "secrets").chmod(0o700)
    generate(people=population, seed=_SEED, folder=state.district / "roster")


def secret(state: StateFolder, name: str) -> str:
    """A secret of the copy."""
    return _secret_file(state, name).read_text(encoding="utf-8")


def write_deployment(state: StateFolder, record: DemoRecord) -> None:
    """Write `deployment.yaml`, which says where things are this time."""
    addresses = {**record.app_urls}
    addresses.setdefault("library", f"http://localhost:{record.ports.library}")
    content = {
        "keycloak": {
            "url": keycloak_url(record),
            "client_id": ADMIN_CLIENT,
            "client_secret": "${file:secrets/keycloak-client}",
        },
        "desk": {
            "url": desk_url(record),
            "client_secret": "${file:secrets/desk-client}",
            "session_secret": "${file:secrets/desk-session}",
        },
        "app_urls": addresses,
    }
    with (state.district / "deployment.yaml").open("w", encoding="utf-8") as stream:
        YAML(typ="safe", pure=True).dump(content, stream)


def desk_url(record: DemoRecord) -> str:
    """The desk's address, as browsers see it."""
    return f"http://localhost:{record.ports.desk}"


def _secret_file(state: StateFolder, name: str) -> Path:
    return state.district / "secrets" / name
