"""One installation by docker-compose.yml for all tests here, and browsers that find it by its names."""

from __future__ import annotations

import os
import shlex
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect, sync_playwright
from pytest_docker.plugin import Services

from homeroom.demo.document import DemoPerson, Kind
from homeroom.demo.places import CLONE
from tests.support.chromium import FAKE_CAMERA, FLAGS, PROGRAM
from tests.support.containers.call import call
from tests.support.containers.compose_tool import compose_tool
from tests.support.containers.engine import running_engine
from tests.support.containers.installation import DESK_HOST, HOST, Installation, prepare
from tests.support.containers.stand_ins import stand_ins

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def engine() -> Iterator[None]:
    """A Docker engine, for all programs that are called from here."""
    with (
        # Paths of sockets are short.
        tempfile.TemporaryDirectory(prefix="homeroom-docker-", ignore_cleanup_errors=True) as scratch,
        running_engine(Path(scratch)) as address,
        pytest.MonkeyPatch.context() as environment,
    ):
        environment.setenv("DOCKER_HOST", address)
        # Without buildx, which Debian 12 has not; images that several services share are built one after another.
        environment.setenv("DOCKER_BUILDKIT", "0")
        environment.setenv("COMPOSE_PARALLEL_LIMIT", "1")
        environment.setenv("HOMEROOM_TAG", "test")
        environment.setenv("HOMEROOM_HTTPS", "127.0.0.1:0")
        environment.setenv("HOMEROOM_HTTP", "127.0.0.1:0")
        # Each takes minutes the first time, one of them mostly to calculate, the other mostly to fetch.
        with ThreadPoolExecutor() as pool:
            tool = pool.submit(compose_tool)
            for name, image in stand_ins(os.environ).items():
                environment.setenv(name, image)
            tool.result()
        yield
        call("docker", "image", "prune", "--force", "--filter", "until=240h")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that is not up yet."""
    folder = tmp_path_factory.mktemp("installation")
    prepare(folder)
    return folder


@pytest.fixture(scope="session")
def docker_compose_command(engine: None, prepared: Path) -> str:
    return shlex.join([str(compose_tool()), "--env-file", str(prepared / "env")])


@pytest.fixture(scope="session")
def docker_compose_file() -> str:
    return str(CLONE / "docker-compose.yml")


@pytest.fixture(scope="session")
def docker_compose_project_name() -> str:
    return f"homeroom-test-{os.getpid()}"


@pytest.fixture(scope="session")
def docker_setup() -> list[str]:
    return ["build --quiet", "up --wait --no-build"]


@pytest.fixture(scope="session")
def docker_cleanup() -> list[str]:
    return ["down --volumes --timeout 5"]


@pytest.fixture(scope="session")
def installation(
    docker_services: Services, docker_compose_command: str, docker_compose_file: str, docker_compose_project_name: str,
    prepared: Path,
) -> Installation:  # fmt: skip
    """The example district, its roster in it."""
    compose = (*shlex.split(docker_compose_command), "-f", docker_compose_file, "-p", docker_compose_project_name)
    found = Installation(compose, prepared)
    found.wait_for_roster()
    return found


@pytest.fixture(scope="session")
def people(installation: Installation) -> dict[Kind, DemoPerson]:
    """An example of each kind of people."""
    return installation.sign_up()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # All services share the processors with the browser, and have just been started.
    expect.set_options(timeout=30_000)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture
def open_page(playwright: Playwright, installation: Installation) -> Iterator[OpenPage]:
    """Opens a page of a browser that was never here before; its camera sees a video, if one is given."""
    with browsers(playwright, installation) as open_one:
        yield open_one


@contextmanager
def browsers(playwright: Playwright, installation: Installation) -> Iterator[OpenPage]:
    """As `open_page`, for as long as the context lasts."""
    with ExitStack() as open_browsers:

        def open_one(video: Path | None = None) -> Page:
            port = installation.port()
            names = ",".join(f"MAP {name}:443 127.0.0.1:{port}" for name in (HOST, DESK_HOST))
            camera = [*FAKE_CAMERA, f"--use-file-for-fake-video-capture={video}"] if video else []
            browser = playwright.chromium.launch(
                executable_path=PROGRAM, args=[*FLAGS, f"--host-resolver-rules={names}", *camera]
            )
            open_browsers.callback(browser.close)
            permissions = ["camera"] if video else []
            return browser.new_context(locale="en-US", ignore_https_errors=True, permissions=permissions).new_page()

        yield open_one
