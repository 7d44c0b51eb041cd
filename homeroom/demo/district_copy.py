"""The demo's own copy of the example district: its roster, its secrets, and where it runs."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from ruamel.yaml import YAML

from example_district.generate import generate
from homeroom.demo.keycloak_server import ADMIN_CLIENT, keycloak_url, management_url
from homeroom.demo.places import EXAMPLE_DISTRICT, StateFolder
from homeroom.demo.state import DemoRecord
from settings import DistrictFolder
from settings.whole_file import write_whole

_SEED = 1
_SECRETS = ("keycloak-client", "desk-client", "desk-session", "library-client", "database")


def copy_district(state: StateFolder, population: int, look_of: Path | None = None) -> None:
    """Put a fresh copy, with new secrets, in place of the one before.

    Args:
        state: where.
        population: so many people are in its roster.
        look_of: a district folder whose name, colours, logo and help contact the copy gets; None for the example's own.

    Raises:
        SettingsError: the other district's `district.yaml` is wrong.
    """
    look = _look_of(look_of) if look_of else {}
    shutil.rmtree(state.district, ignore_errors=True)
    ours = shutil.ignore_patterns("roster", "secrets", "deployment.yaml", "reports", "state", "build")
    shutil.copytree(EXAMPLE_DISTRICT, state.district, ignore=ours)
    if look:
        _change(state.district / "district.yaml", look)
    for name in _SECRETS:
        write_whole(_secret_file(state, name), secrets.token_urlsafe(32).encode())
    (state.district / "secrets").chmod(0o700)
    generate(people=population, seed=_SEED, folder=state.district / "roster")


def _look_of(folder: Path) -> dict[str, object]:
    district = DistrictFolder.at(folder).district
    return {
        "name": district.name,
        "branding": district.branding.model_dump(),
        "help_contact": district.help_contact,
    }


def _change(file: Path, settings: dict[str, object]) -> None:
    yaml = YAML()
    content = yaml.load(file)
    content.update(settings)
    with file.open("w", encoding="utf-8") as stream:
        yaml.dump(content, stream)


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
            "management_urls": [management_url(record)],
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
