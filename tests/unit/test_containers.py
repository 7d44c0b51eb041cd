"""What the containers are built of is what the clone has, and the two proxies have the same rules."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = YAML(typ="safe").load(ROOT / "docker-compose.yml")
DEFAULTS = dict(re.findall(r"\$\{([A-Z_]+_IMAGE):-([^}]+)\}", (ROOT / "docker-compose.yml").read_text()))
_RULES = ("http-request", "http-response", "acl", "stick-table", "ssl-default", "cookie ")


def _packages() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    names: list[str] = project["tool"]["setuptools"]["packages"]["find"]["include"]
    return [name.rstrip("*") for name in names]


@pytest.mark.parametrize("package", _packages())
def test_every_package_is_in_the_image(package: str) -> None:
    assert f"COPY {package} {package}\n" in (ROOT / "containers/homeroom/Dockerfile").read_text()
    assert f"!{package}\n" in (ROOT / ".dockerignore").read_text()


@pytest.mark.parametrize("variable", sorted(DEFAULTS))
def test_an_official_image_is_pinned_by_version_and_named_in_the_docs(variable: str) -> None:
    image = DEFAULTS[variable]
    assert re.search(r":[0-9]+\.[0-9]+", image)
    assert image in (ROOT / "docs/how-to/run-with-docker-compose.md").read_text()


@pytest.mark.parametrize("file", sorted(ROOT.glob("containers/*/Dockerfile")), ids=lambda file: file.parent.name)
def test_a_dockerfile_names_the_same_images_as_the_compose_file(file: Path) -> None:
    found = dict(re.findall(r"^ARG ([A-Z_]+_IMAGE)=(\S+)$", file.read_text(), re.MULTILINE))
    assert found
    assert found.items() <= DEFAULTS.items()


@pytest.mark.parametrize("service", sorted(set(COMPOSE["services"]) - {"realm", "homeroom", "restore"}))
def test_what_keeps_running_has_a_health_check(service: str) -> None:
    assert COMPOSE["services"][service]["healthcheck"]["test"]


def test_both_proxies_have_the_same_rules() -> None:
    playbooks = (ROOT / "playbooks/roles/proxy/templates/haproxy.cfg.j2").read_text()
    # Metrics have another place; one node has no other to tell apart from, and no list of networks is empty here.
    playbooks = re.sub(r"^frontend metrics$.*?(?=^frontend )", "", playbooks, flags=re.DOTALL | re.MULTILINE)
    playbooks = re.sub(r"\{% else %\}.*?\{% endif %\}", "", playbooks, flags=re.DOTALL)
    ours = _rules((ROOT / "containers/proxy/haproxy.cfg").read_text())
    assert [rule for rule in _rules(playbooks) if not rule.startswith("cookie ")] == ours


def _rules(settings: str) -> list[str]:
    """The lines that decide something, with every value that comes from elsewhere as `?`."""
    lines = [line.strip() for line in settings.splitlines()]
    rules = [re.sub(r"\{\{.*?\}\}|\$\{?[A-Z0-9_]+(\[\*\])?\}?", "?", line) for line in lines if line.startswith(_RULES)]
    return [rule.replace('"', "") for rule in rules if "prometheus" not in rule]
