"""A release is what git has and what was built from it, under a name that is its own."""

from __future__ import annotations

import subprocess
import tarfile
import tomllib
from pathlib import Path

import pytest

from homeroom.demo.places import CLONE
from homeroom.release import ReleaseError, archive, source


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "clone"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n')
    _git(folder, "init", "--quiet")
    _git(folder, "add", "pyproject.toml")
    _commit(folder)
    return folder


def test_a_commit_with_the_tag_of_its_version_is_that_version(clone: Path) -> None:
    _git(clone, "tag", "v1.2.3")

    assert source(clone, working_tree=False).version == "1.2.3"


def test_another_commit_is_told_apart_by_its_tree(clone: Path) -> None:
    first = source(clone, working_tree=False).version
    _change(clone)
    _commit(clone)

    assert first.startswith("1.2.3+")
    assert source(clone, working_tree=False).version not in (first, "1.2.3")


def test_changes_that_are_not_committed_are_no_release(clone: Path) -> None:
    _change(clone)

    with pytest.raises(ReleaseError, match="--working-tree"):
        source(clone, working_tree=False)


def test_the_same_changes_are_the_same_release_for_a_test(clone: Path) -> None:
    _git(clone, "tag", "v1.2.3")
    _change(clone)

    first, second = (source(clone, working_tree=True).version for _ in range(2))

    assert first == second != "1.2.3"


def test_what_was_built_stands_in_its_places(clone: Path, tmp_path: Path) -> None:
    jar = tmp_path / "built.jar"
    jar.write_text("jar")
    scripts = clone / "themes" / "homeroom" / "login" / "resources" / "js"
    scripts.mkdir(parents=True)
    (scripts / "badge.js").write_text("script")
    target = tmp_path / "release.tar.gz"

    archive(clone, source(clone, working_tree=False), jar, (clone / "themes" / "homeroom",), target)

    with tarfile.open(target) as content:
        names = {entry.name.partition("/")[2] for entry in content if entry.isfile()}
        owners = {(entry.uid, entry.uname) for entry in content}
    assert names == {
        "pyproject.toml",
        "extensions/target/homeroom-keycloak.jar",
        "themes/homeroom/login/resources/js/badge.js",
    }
    assert owners == {(0, "root")}


def test_the_extension_has_the_version_of_the_kit() -> None:
    kit = tomllib.loads((CLONE / "pyproject.toml").read_text())["project"]["version"]
    before, after = (CLONE / "extensions" / "pom.xml").read_text().split("<version>", 1)

    assert "<artifactId>homeroom-keycloak</artifactId>" in before
    assert after.startswith(f"{kit}-SNAPSHOT<")


def _change(clone: Path) -> None:
    with (clone / "pyproject.toml").open("a") as file:
        file.write("# changed\n")


def _commit(clone: Path) -> None:
    _git(clone, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "-am", "A step")


def _git(clone: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", clone, *arguments], check=True)
