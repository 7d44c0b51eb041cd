"""Images that stand in for the official ones, made of Debian 12's packages and kept by the engine.

Each has what `Dockerfile`s and docker-compose.yml count on: the programs, the accounts, and of PostgreSQL's the
promises of its entry point. The versions are Debian's.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from homeroom.demo.distribution import pinned_keycloak, unpacked
from homeroom.demo.places import cache_folder
from homeroom.demo.progress import Progress
from homeroom.demo.state import locked
from tests.support.containers.call import CallError, call

_IMAGES = Path(__file__).parent / "images"
_PACKAGES = (
    "ca-certificates",
    "fonts-noto-core",
    "fonts-wqy-microhei",
    "gnupg",
    "haproxy",
    "maven",
    "nodejs",
    "npm",
    "openjdk-17-jdk-headless",
    "postgresql",
    "python3-venv",
)
_OWN_AUTHORITIES = Path("/usr/local/share/ca-certificates")
_APT_OPTIONS = ("Acquire::Check-Valid-Until", "Acquire::Check-Date", "Acquire::http::Proxy", "Acquire::https::Proxy")
_PASSED_ON = (
    "NODE_EXTRA_CA_CERTS", "NPM_CONFIG_REGISTRY", "PIP_CERT", "PIP_INDEX_URL",
    "http_proxy", "https_proxy", "no_proxy",
)  # fmt: skip
"""How this machine reaches package registries; whatever is built in the images reaches them alike."""


def stand_ins(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables of docker-compose.yml that name the images; makes what is missing.

    Args:
        environment: names the engine.

    Raises:
        CallError: one cannot be made.
    """
    debian = _debian(environment)
    postgres = _built("postgres", _IMAGES, debian, environment)
    keycloak = _built("keycloak", _distribution(), debian, environment)
    return {
        "HAPROXY_IMAGE": debian,
        "KEYCLOAK_BASE_IMAGE": keycloak,
        "MAVEN_IMAGE": debian,
        "NODE_IMAGE": debian,
        "POSTGRES_IMAGE": postgres,
        "PYTHON_IMAGE": debian,
    }


def _debian(environment: Mapping[str, str]) -> str:
    """One image with all the packages."""
    apt = [line.rstrip(";") for line in call("apt-config", "dump").splitlines() if line.startswith(_APT_OPTIONS)]
    passed_on = [f"ENV {name}={os.environ[name]}" for name in _PASSED_ON if name in os.environ]
    authorities = sorted(_OWN_AUTHORITIES.glob("*.crt"))
    said = [*_PACKAGES, *apt, *passed_on, *(path.read_text() for path in authorities)]
    name = f"homeroom-test-debian:{_fingerprint(said)}"
    if _exists(name, environment):
        return name
    hooks = [f"upload {path} {path}" for path in authorities]
    hooks += ['chroot "$1" update-ca-certificates', 'rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin']
    changes = [*passed_on, "ENV LANG=C.UTF-8"]
    root = subprocess.Popen(
        [
            "mmdebstrap",
            "--variant=minbase",
            f"--include={','.join(_PACKAGES)}",
            *(f"--aptopt={option}" for option in apt),
            *(f"--customize-hook={hook}" for hook in hooks),
            "bookworm",
            "-",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    imported = subprocess.run(
        ["docker", "import", *(f"--change={change}" for change in changes), "-", name],
        stdin=root.stdout, capture_output=True, text=True, env=dict(environment),
    )  # fmt: skip
    said_by_root = root.communicate()[1].decode(errors="replace")
    if root.returncode or imported.returncode:
        raise CallError(f"the image of Debian was not made:\n{said_by_root[-2000:]}\n{imported.stderr}")
    return name


def _built(what: str, context: Path, debian: str, environment: Mapping[str, str]) -> str:
    """One more image, of `images/WHAT.Dockerfile`."""
    files = sorted(path for path in _IMAGES.iterdir() if path.name.startswith(what))
    name = f"homeroom-test-{what}:{_fingerprint([debian, context.name, *(path.read_text() for path in files)])}"
    if not _exists(name, environment):
        recipe = ("--file", _IMAGES / f"{what}.Dockerfile", "--build-arg", f"DEBIAN={debian}")
        call("docker", "build", "--tag", name, *recipe, context, environment=environment)
    return name


def _distribution() -> Path:
    """The unpacked Keycloak that the demo keeps."""
    cache = cache_folder()
    progress = Progress()
    with locked(cache / "lock", progress, "Waiting for another build") as lock:
        return unpacked(pinned_keycloak(), cache, lock, progress)


def _exists(name: str, environment: Mapping[str, str]) -> bool:
    try:
        call("docker", "image", "inspect", name, environment=environment)
    except CallError:
        return False
    return True


def _fingerprint(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
