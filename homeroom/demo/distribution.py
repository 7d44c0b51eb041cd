"""Keycloak itself, as contracts/versions.json pins it, from the Maven repository into the cache."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from pydantic import Field

from homeroom.demo.errors import DemoError
from homeroom.demo.fingerprint import sha256_of
from homeroom.demo.places import CLONE
from homeroom.demo.progress import Progress
from homeroom.demo.tool import run_tool
from settings.model import Settings, validated
from settings.yaml_file import read_yaml

_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"


class PinnedKeycloak(Settings):
    """The version of Keycloak that everything is built for and tested with."""

    version: str
    artifact: str = Field(pattern=r"^[^:]+:[^:]+:[^:]+:zip$")
    """Maven coordinates: group, artifact, version, type."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class _Versions(Settings):
    keycloak: PinnedKeycloak


def pinned_keycloak() -> PinnedKeycloak:
    """What `contracts/versions.json` says. Raises SettingsError."""
    return validated(_Versions, read_yaml(CLONE / "contracts" / "versions.json")).keycloak


def unpacked(pin: PinnedKeycloak, cache: Path, lock: int, progress: Progress) -> Path:
    """The unpacked distribution, fetched if it is not in the cache.

    Args:
        pin: which one.
        cache: the cache folder, locked.
        lock: the lock's file descriptor.
        progress: is told of what takes long.

    Raises:
        DemoError: it cannot be fetched, or is not what was pinned.
    """
    home = cache / "distributions" / f"keycloak-{pin.version}-{pin.sha256[:8]}"
    if home.is_dir():
        return home
    partial = home.with_name(f".partial-{home.name}")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    with progress.step(f"Fetching Keycloak {pin.version} from the Maven repository (about 180 MB, once)"):
        archive = fetched(pin, partial, cache, lock)
    with progress.step("Unpacking it"):
        _unpack(archive, partial)
        (partial / f"keycloak-{pin.version}").rename(home)
    shutil.rmtree(partial)
    return home


def fetched(pin: PinnedKeycloak, folder: Path, cache: Path, lock: int) -> Path:
    """The distribution as it is in the Maven repository, copied into a folder and checked.

    Args:
        pin: which one.
        folder: where to; it exists.
        cache: the cache folder, locked.
        lock: the lock's file descriptor.

    Raises:
        DemoError: it cannot be fetched, or is not what was pinned.
    """
    run_tool(
        ["mvn", "-B", "-ntp", _COPY, f"-Dartifact={pin.artifact}", f"-DoutputDirectory={folder}"],
        folder=folder,
        log=cache / "logs" / "fetch.log",
        keep_open=[lock],
    )
    name, version, suffix = pin.artifact.split(":")[1:]
    archive = folder / f"{name}-{version}.{suffix}"
    found = sha256_of(archive)
    if found != pin.sha256:
        raise DemoError(
            f"what the Maven repository gave for {pin.artifact} has the SHA-256 {found}, and contracts/versions.json "
            f"says {pin.sha256}: the copy in ~/.m2/repository may be damaged; delete it there and try again"
        )
    return archive


def _unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as content:
        for entry in content.infolist():
            place = Path(content.extract(entry, folder))
            if place.suffix == ".sh":
                place.chmod(0o755)
