"""Those who bring a realm to where its file has it: Homeroom's command, and what somebody would use otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from settings.deployment import KeycloakAccess

CLONE = Path(__file__).parents[2]


class TooSlowError(Exception):
    """A tool was stopped because it took too long."""


class ToolError(Exception):
    """A tool did not do what it was asked for; its words."""


class Tool(ABC):
    """Somebody who reads a realm's file and changes the server.

    Every call raises ToolError, and TooSlowError when it takes longer than the limit it was made with.
    """

    name: ClassVar[str]

    @abstractmethod
    def apply(self, file: Path, realm: str) -> None:
        """Bring the realm to where the file has it."""

    @abstractmethod
    def look(self, file: Path, realm: str) -> None:
        """Find that nothing is to be done."""


@dataclass(frozen=True)
class Homeroom(Tool):
    """The command `homeroom realm`.

    Attributes:
        access: how the server is reached.
    """

    access: KeycloakAccess
    name = "homeroom"

    def apply(self, file: Path, realm: str) -> None:
        """`homeroom realm apply`."""
        self.run("apply", "--yes", "--file", str(file), "--realm", realm)

    def look(self, file: Path, realm: str) -> None:
        """`homeroom realm plan`, which ends with another exit code if anything were to be done."""
        self.run("plan", "--file", str(file), "--realm", realm)

    def run(self, *arguments: str) -> None:
        """A command of `homeroom realm` with the server's address. Raises ToolError."""
        server = ("--server", self.access.url, "--client-id", self.access.client_id)
        command = (sys.executable, "-m", "homeroom", "realm", *arguments, *server)
        run_program(command, {"HOMEROOM_CLIENT_SECRET": str(self.access.client_secret)}, None)


@dataclass(frozen=True)
class ConfigCli(Tool):
    """keycloak-config-cli. Its checksum of a file that it has seen is off, or it would look at nothing.

    Attributes:
        access: how the server is reached.
        jar: its program.
        java: the Java that runs it.
        limit: seconds after which it is stopped.
    """

    access: KeycloakAccess
    jar: Path
    java: str
    limit: float
    name = "keycloak-config-cli"

    def apply(self, file: Path, realm: str) -> None:  # noqa: ARG002 - the file says it
        """An import that notes the file's checksum."""
        self._run(file, checksum=True)

    def look(self, file: Path, realm: str) -> None:  # noqa: ARG002 - the file says it
        """An import that has to look at everything."""
        self._run(file, checksum=False)

    def trust_checksum(self, file: Path) -> None:
        """An import that looks at nothing, because the file is the one of the last `apply`."""
        self._run(file, checksum=True)

    def _run(self, file: Path, *, checksum: bool) -> None:
        options = {
            "keycloak.url": self.access.url,
            "keycloak.grant-type": "client_credentials",
            "keycloak.client-id": self.access.client_id,
            "keycloak.read-timeout": "120s",
            "import.files.locations": str(file),
            "import.cache.enabled": str(checksum).lower(),
        }
        command = (self.java, "-jar", str(self.jar), *(f"--{key}={value}" for key, value in options.items()))
        run_program(command, {"KEYCLOAK_CLIENTSECRET": str(self.access.client_secret)}, self.limit)


def run_program(command: Sequence[str], secrets: dict[str, str], limit: float | None) -> None:
    """Run a program to its end, in the clone. Raises ToolError with its last lines, TooSlowError."""
    try:
        ended = subprocess.run(
            command,
            env={**os.environ, **secrets},
            cwd=CLONE,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooSlowError from None
    if ended.returncode:
        words = "\n".join((ended.stdout + ended.stderr).splitlines()[-12:])
        raise ToolError(f"{Path(command[0]).name} ended with exit code {ended.returncode}:\n{words}")
