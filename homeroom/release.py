"""Makes the release that hosts install: the files in git, the extension and the theme built, Keycloak beside it.

Called by script/release. Out: `build/homeroom-VERSION.tar.gz`, Keycloak's own archive, and `build/release.json`, which
says what the two are; the playbooks read it.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

import click

from homeroom.demo.distribution import fetched, pinned_keycloak
from homeroom.demo.extension_jar import extension_jar
from homeroom.demo.fingerprint import sha256_of
from homeroom.demo.places import CLONE, cache_folder
from homeroom.demo.progress import Progress
from homeroom.demo.state import locked
from homeroom.demo.themes import built_themes
from homeroom.errors import report
from settings.command import CommandError
from settings.whole_file import write_whole

_GIT = shutil.which("git") or "git"
_JAR = "extensions/target/homeroom-keycloak.jar"


class ReleaseError(CommandError):
    """The release cannot be made; the message says what to do."""


@dataclass(frozen=True)
class Source:
    """What a release is made of.

    Attributes:
        commit: git's name of it.
        version: what the release is called.
        time: seconds since 1970 that its files are given.
    """

    commit: str
    version: str
    time: int


def source(clone: Path, *, working_tree: bool) -> Source:
    """The files of the last commit, or those in the clone as they are now.

    A commit that has the tag of the version is that version; any other is told apart by the first letters of its tree.

    Args:
        clone: the clone.
        working_tree: take files that are changed and not committed too. New ones have to be known to git.

    Raises:
        ReleaseError: files are changed, and are not to be taken.
    """
    changed = _git(clone, "stash", "create")  # writes a commit that no branch has; empty if nothing is changed
    if changed and not working_tree:
        raise ReleaseError(
            "files differ from the last commit: commit them, or make a release for a test with --working-tree"
        )
    commit = changed or _git(clone, "rev-parse", "HEAD")
    tree = _git(clone, "rev-parse", f"{commit}^{{tree}}")
    version: str = tomllib.loads((clone / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if changed or f"v{version}" not in _git(clone, "tag", "--points-at", "HEAD").split():
        version = f"{version}+{tree[:8]}"
    return Source(commit, version, int(_git(clone, "log", "-1", "--format=%ct", "HEAD")))


def archive(clone: Path, made_of: Source, jar: Path, themes: tuple[Path, ...], target: Path) -> None:
    """Write the archive: the tree with what was built in its places, in a folder `homeroom-VERSION`.

    Args:
        clone: the clone.
        made_of: its files.
        jar: the extension.
        themes: folders of the themes, complete; what git has of them is replaced.
        target: the archive to write.
    """
    top = f"homeroom-{made_of.version}"
    partial = target.with_name(f".partial-{target.name}")
    plain = partial.with_suffix(".tar")
    _git(clone, "archive", "--format=tar", f"--prefix={top}/", f"--output={plain}", made_of.commit)
    with tarfile.open(plain, "a") as content:

        def owned_by_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = made_of.time
            return entry

        content.add(jar, f"{top}/{_JAR}", filter=owned_by_root)
        for theme in themes:
            for script in sorted(theme.glob("*/resources/js")):
                content.add(script, f"{top}/{script.relative_to(clone)}", filter=owned_by_root)
    with plain.open("rb") as read, gzip.GzipFile(partial, "wb", mtime=0) as written:
        shutil.copyfileobj(read, written)
    plain.unlink()
    partial.replace(target)


@click.command()
@click.option("--working-tree", is_flag=True, help="Take changes that are not committed too: for tests.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=CLONE / "build",
    show_default="build",
    help="Folder to write into.",
)
def release(working_tree: bool, out: Path) -> None:
    """Make the release that the playbooks install."""
    progress = Progress()
    made_of = source(CLONE, working_tree=working_tree)
    target = out.absolute() / f"homeroom-{made_of.version}.tar.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    cache = cache_folder()
    pin = pinned_keycloak()
    keycloak = target.parent / f"keycloak-{pin.version}.zip"
    with locked(cache / "lock", progress, "Waiting for another call that is building") as lock:
        if not target.is_file():
            jar = extension_jar(cache, lock, progress)
            archive(CLONE, made_of, jar, built_themes(cache, lock, progress), target)
        if not keycloak.is_file() or sha256_of(keycloak) != pin.sha256:
            with progress.step(f"Fetching Keycloak {pin.version} from the Maven repository"):
                fetched(pin, target.parent, cache, lock).replace(keycloak)
    described = {
        "version": made_of.version,
        "archive": target.name,
        "sha256": sha256_of(target),
        "keycloak": {"version": pin.version, "archive": keycloak.name, "sha256": pin.sha256},
    }
    write_whole(target.parent / "release.json", (json.dumps(described, indent=2) + "\n").encode(), mode=0o644)
    click.echo(target)


def _git(clone: Path, *arguments: str) -> str:
    done = subprocess.run([_GIT, "-C", clone, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ReleaseError(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()


if __name__ == "__main__":
    try:
        release.main(standalone_mode=False)
    except Exception as error:
        sys.exit(report(error))
