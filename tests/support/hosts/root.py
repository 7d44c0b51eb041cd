"""The root of a bare Debian 12, made once and kept, and the packages that hosts downloaded before."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

from homeroom.demo.places import cache_folder
from tests.support.hosts.run import call

# What a small installation has: systemd, ssh, and the Python that Ansible needs.
_PACKAGES = "systemd,systemd-sysv,dbus,openssh-server,python3,iproute2,ca-certificates,netbase,procps"
_OWN_AUTHORITIES = Path("/usr/local/share/ca-certificates")
_SOURCES = Path("/etc/apt/sources.list.d/debian.sources"), Path("/etc/apt/sources.list")
_APT_OPTIONS = ("Acquire::Check-Valid-Until", "Acquire::Check-Date", "Acquire::http::Proxy", "Acquire::https::Proxy")

DOWNLOADS = ("var/cache/apt/archives", "root/.cache/pip")
"""Folders of a host that are filled by downloads, and are kept for hosts to come."""


def bare_root() -> Path:
    """The root of a bare host, not to be written into; it is made and unpacked if it is not in the cache."""
    archive = _kept() / f"debian-12-{_fingerprint()}.tar.zst"
    folder = _kept() / archive.name.removesuffix(".tar.zst")
    if not folder.is_dir():
        if not archive.is_file():
            _make(archive)
        partial = folder.with_name(f".{os.getpid()}-{folder.name}")
        partial.mkdir()
        call("tar", "--extract", "--zstd", "--numeric-owner", "--xattrs", "--file", archive, "--directory", partial)
        with contextlib.suppress(OSError):  # somebody else was quicker
            partial.rename(folder)
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def downloads_before(folder: Path) -> None:
    """Fill a folder with what hosts downloaded before, as a layer beneath a root."""
    for part in DOWNLOADS:
        kept = _kept() / part
        kept.mkdir(parents=True, exist_ok=True)
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(kept, folder / part, copy_function=os.link)
    (folder / "root").chmod(0o700)


def keep_downloads(upper: Path) -> None:
    """Keep what a host downloaded.

    Args:
        upper: what the host wrote, as a folder.
    """
    for part in DOWNLOADS:
        for path in (upper / part).rglob("*"):
            kept = _kept() / part / path.relative_to(upper / part)
            # Files in the making, locks and white-outs of the overlay are not for others.
            if path.is_file() and "partial" not in path.parts and path.name != "lock" and not kept.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                partial = kept.with_name(f".{os.getpid()}-{kept.name}")
                shutil.copyfile(path, partial)
                partial.replace(kept)


def _kept() -> Path:
    return cache_folder() / "hosts"


def _fingerprint() -> str:
    parts = [Path(__file__).read_bytes(), *(path.read_bytes() for path in _authorities()), _pip_settings().encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def _authorities() -> list[Path]:
    return sorted(_OWN_AUTHORITIES.glob("*.crt"))


def _make(archive: Path) -> None:
    """Make it with mmdebstrap from wherever this machine has its packages."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    partial = archive.with_name(f".{os.getpid()}-{archive.name}")
    settings = partial.with_suffix(".pip.conf")
    settings.write_text(_pip_settings())
    hooks = [f"upload {settings} /etc/pip.conf"]
    hooks += [f"upload {path} {path}" for path in _authorities()]
    commands = ['chroot "$1" update-ca-certificates', 'rm -f "$1"/etc/resolv.conf "$1"/etc/hostname']
    # apt keeps what it downloads here, as it does on an installed Debian.
    options = [f"--aptopt={option}" for option in _apt_options()]
    try:
        call(
            "mmdebstrap",
            "--variant=minbase",
            f"--include={_PACKAGES}",
            *options,
            *(f"--customize-hook={hook}" for hook in (*hooks, *commands)),
            "bookworm",
            partial,
            *_mirror(),
        )
        partial.replace(archive)
    finally:
        settings.unlink()
        partial.unlink(missing_ok=True)


def _mirror() -> list[str | Path]:
    """This machine's own sources if it is a Debian 12; else those that mmdebstrap knows."""
    for path in _SOURCES:
        if path.is_file() and "bookworm" in path.read_text():
            return [path]
    return []


def _apt_options() -> list[str]:
    ours = call("apt-config", "dump").splitlines()
    return [line.rstrip(";") for line in ours if line.startswith(_APT_OPTIONS)]


def _pip_settings() -> str:
    """How this machine reaches the package index."""
    wanted = {"cert", "index-url", "extra-index-url", "proxy", "trusted-host"}
    found = {name: os.environ.get(f"PIP_{name.upper().replace('-', '_')}") for name in sorted(wanted)}
    lines = [f"{name} = {value}" for name, value in found.items() if value]
    return "\n".join(["[global]", *lines, ""])
