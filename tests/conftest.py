"""What all suites share: one Keycloak a run, a realm a module, and runs in which nothing may be skipped."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.support.keycloak_server import KeycloakServer, running_keycloak

# How long an example takes says what else the machine does, not whether the code is right. New examples are looked for
# where somebody is at hand who mends what they find; continuous integration takes the same ones each time.
settings.register_profile("homeroom", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("homeroom")

_IN_THE_EXAMPLE_DISTRICT = ("tests/browser/", "tests/integration/example_district/", "tests/playbooks/")
_ON_ONE_INSTALLATION = ("tests/compose/", "tests/deploy/")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail if a test is skipped")


class _Scheduling(LoadScopeScheduling):
    """The tests of a file run in one process, and so do all that share the example district or an installation."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(_IN_THE_EXAMPLE_DISTRICT):
            return "example district"
        shared = [folder for folder in _ON_ONE_INSTALLATION if nodeid.startswith(folder)]
        return shared[0] if shared else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _Scheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--no-skips") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return (yield)


@pytest.fixture(scope="session")
def keycloak(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeycloakServer]:
    """The one Keycloak of this run, the example district in it."""
    with running_keycloak(tmp_path_factory.mktemp("demo")) as server:
        yield server


@pytest.fixture(scope="module")
def realm(keycloak: KeycloakServer) -> Iterator[str]:
    """The name of a realm of this module's own: enabled, and as Keycloak makes a new one."""
    name = f"test-{uuid.uuid4().hex[:12]}"
    with httpx.Client(base_url=f"{keycloak.url}/admin/realms", timeout=60) as admin:
        made = admin.post("", json={"realm": name, "enabled": True}, headers=_authorization(keycloak))
        made.raise_for_status()
        yield name
        admin.delete(f"/{name}", headers=_authorization(keycloak)).raise_for_status()


def _authorization(keycloak: KeycloakServer) -> dict[str, str]:
    return {"Authorization": f"Bearer {keycloak.admin_token()}"}
