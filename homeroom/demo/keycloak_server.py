"""The demo's Keycloak: laid out in the state folder, started, waited for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from homeroom.demo.errors import DemoError
from homeroom.demo.keycloak_build import link_or_copy
from homeroom.demo.places import StateFolder
from homeroom.demo.processes import Server
from homeroom.demo.state import DemoRecord
from homeroom.demo.tool import last_lines

ADMIN_CLIENT = "homeroom"
"""The service account in the realm `master` that `deployment.yaml` names."""

# The first tier of the compiler alone: half the time to start, and most demos do not live long enough for the second.
_JAVA_OPTIONS = {"JAVA_OPTS_APPEND": "-XX:TieredStopAtLevel=1"}

_LOGGED_ERROR = re.compile(r" (?:ERROR|FATAL) +\[[^]]*\] \([^)]*\) (?:ERROR: )?(?P<message>.+)")
_EMPTY_WORDS = ("Failed to start", "Failed to run", "For more details")


class KeycloakStartError(DemoError):
    """Keycloak did not come up."""


def lay_out(state: StateFolder, build: Path, themes: Sequence[Path]) -> None:
    """Make Keycloak's home folder of a build and of our themes; the database in it stays."""
    home = state.keycloak
    home.mkdir(parents=True, exist_ok=True)
    for part in ("bin", "conf", "lib", "providers", "themes"):
        shutil.rmtree(home / part, ignore_errors=True)
        shutil.copytree(build / part, home / part, copy_function=link_or_copy)
    shutil.copyfile(build / "version.txt", home / "version.txt")
    # Keycloak keeps what it compressed as long as the build is the same; the themes are not of the build.
    shutil.rmtree(home / "data" / "tmp", ignore_errors=True)
    for theme in themes:
        shutil.copytree(theme, home / "themes" / theme.name, dirs_exist_ok=True)


def keycloak_server(state: StateFolder, record: DemoRecord, client_secret: str, database: Mapping[str, str]) -> Server:
    """What to start.

    Args:
        state: where its home folder is.
        record: its ports and its administrator.
        client_secret: of the service account.
        database: Keycloak's settings of the database, as environment variables.
    """
    ports = record.ports
    return Server(
        name="keycloak",
        command=[state.keycloak / "bin" / "kc.sh", "start", "--optimized"],
        environment={
            "KC_BOOTSTRAP_ADMIN_USERNAME": record.admin.username,
            "KC_BOOTSTRAP_ADMIN_PASSWORD": record.admin.password,
            "KC_BOOTSTRAP_ADMIN_CLIENT_ID": ADMIN_CLIENT,
            "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET": client_secret,
            "KC_CACHE": "local",
            "KC_HOSTNAME": keycloak_url(record),
            "KC_HTTP_ENABLED": "true",
            "KC_HTTP_HOST": "127.0.0.1",
            "KC_HTTP_PORT": str(ports.keycloak),
            "KC_HTTP_MANAGEMENT_HOST": "127.0.0.1",
            "KC_HTTP_MANAGEMENT_PORT": str(ports.management),
            **({} if record.long_lived else _JAVA_OPTIONS),
            **database,
        },
        log=state.logs / "keycloak.log",
    )


def keycloak_url(record: DemoRecord) -> str:
    """Keycloak's address, as browsers see it: only under the name `localhost` do they open the camera without https."""
    return f"http://localhost:{record.ports.keycloak}"


def management_url(record: DemoRecord) -> str:
    """Where health and metrics are."""
    return f"http://127.0.0.1:{record.ports.management}"


def ready_url(record: DemoRecord) -> str:
    """What answers 200 once Keycloak can be used."""
    return f"{management_url(record)}/health/ready"


def start_failure(log: Path) -> KeycloakStartError:
    """Why Keycloak did not come up: the errors that it logged, or the end of its log."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    reasons = list(dict.fromkeys(match["message"] for match in _LOGGED_ERROR.finditer(text)))
    told = [reason for reason in reasons if not reason.startswith(_EMPTY_WORDS)]
    said = "\n".join(f"    {reason}" for reason in told[-3:]) or last_lines(log)
    return KeycloakStartError(f"Keycloak did not come up:\n{said}\nIts log is {log}")
