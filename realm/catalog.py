"""An application of `apps.yaml` becomes a client: the catalogue's file for its template, filled in.

A file of realm/catalog/ has these keys. `client_id` says what an application's own `client_id` has to be, where the
other side goes by it, and whether it is `required`. `options` names what `options:` of an application may say, with a
sentence on each, and whether it is `required` or has a `default`. `client` is the client in Keycloak's own
representation. Jinja2 templates in it may use `app` besides the variables of the district, and a text that is just
`${option:NAME}` becomes the option's value, lists included.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import Field, JsonValue

from settings.apps import Application
from settings.folder import DistrictFolder
from settings.model import Settings, validated
from settings.render import render
from settings.yaml_file import KeyPath, YamlFile, read_yaml

_CATALOG = Path(str(files("realm"))) / "catalog"
_OPTION = re.compile(r"\$\{option:(\w+)\}")
LAUNCH = "launch"
"""The client role without which nobody opens an application."""


class CatalogOption(Settings):
    """One option of a template."""

    description: str
    default: JsonValue = None
    required: bool = False


class CatalogEntry(Settings):
    """A file of realm/catalog/."""

    client_id: CatalogOption | None = None
    options: dict[str, CatalogOption] = Field(default_factory=dict)
    client: dict[str, JsonValue]


def application_realm(folder: DistrictFolder) -> YamlFile:
    """A realm representation of all applications: a client and its role `launch` for each. Raises SettingsError."""
    file = read_yaml(folder.path / "apps.yaml")
    clients: list[dict[str, Any]] = []
    roles: dict[str, list[dict[str, str]]] = {}
    lines: dict[KeyPath, int] = {}
    for index, application in enumerate(folder.applications):
        try:
            client = _client(application, folder)
        except LookupError as failure:
            raise file.error(str(failure.args[0]), ("applications", index, *failure.args[1:])) from None
        clients.append(client)
        roles[application.client] = [{"name": LAUNCH, "description": f"May open {application.id}"}]
        line = file.lines.get(("applications", index), 1)
        lines[("clients", index)] = line
        lines[("roles", "client", application.client)] = line
    return YamlFile(file.path, {"clients": clients, "roles": {"client": roles}}, lines)


@cache
def templates() -> tuple[str, ...]:
    """Names of the catalogue's templates."""
    return tuple(sorted(path.stem for path in _CATALOG.glob("*.yaml")))


def catalog_entry(template: str) -> CatalogEntry:
    """The catalogue's file of a template. Raises SettingsError."""
    return validated(CatalogEntry, read_yaml(_file(template)))


def _file(template: str) -> Path:
    return _CATALOG / f"{template}.yaml"


def _client(application: Application, folder: DistrictFolder) -> dict[str, Any]:
    if application.template not in templates():
        raise LookupError(
            f"there is no template {application.template!r}; there are {', '.join(templates())}", "template"
        )
    entry = catalog_entry(application.template)
    if entry.client_id is not None and entry.client_id.required and application.client_id is None:
        raise LookupError(f"the template {application.template} needs client_id: {entry.client_id.description}")
    values = _options(application, entry)
    file = read_yaml(_file(application.template))
    lines = {path[1:]: line for path, line in file.lines.items() if path[0] == "client"}
    template = YamlFile(file.path, entry.client, lines)
    rendered = render(template, {**folder.variables, "app": application})
    client: dict[str, Any] = _filled(rendered.content, values, rendered)
    client.setdefault("clientId", application.client)
    client.setdefault("name", next(iter(application.title.values())))
    client.setdefault("baseUrl", application.url)
    return client | {"attributes": {**client.get("attributes", {}), **launcher_attributes(application)}}


def launcher_attributes(application: Application) -> dict[str, str]:
    """What the portal reads from a client (docs/reference/extension.md)."""
    return {
        **{f"homeroom.title.{language}": text for language, text in application.title.items()},
        **{f"homeroom.denied.{language}": text for language, text in application.denied.items()},
        **{
            f"homeroom.missing.{word}.{language}": text
            for word, texts in application.missing.items()
            for language, text in texts.items()
        },
        "homeroom.rule": json.dumps(application.access.tree, ensure_ascii=False),
        "homeroom.from": str(application.first_day or ""),
        "homeroom.until": str(application.last_day or ""),
        "homeroom.icon": application.icon,
        "homeroom.category": application.category,
        "homeroom.order": str(application.order),
    }


def _options(application: Application, entry: CatalogEntry) -> Mapping[str, Any]:
    for name in application.options:
        if name not in entry.options:
            known = ", ".join(entry.options) or "none"
            raise LookupError(
                f"the template {application.template} has no option {name!r}; it has {known}", "options", name
            )
    for name, option in entry.options.items():
        if option.required and name not in application.options:
            raise LookupError(
                f"the template {application.template} needs the option {name!r}: {option.description}", "options"
            )
    defaults = {name: option.default for name, option in entry.options.items()}
    return defaults | dict(application.options)


def _filled(value: Any, options: Mapping[str, Any], file: YamlFile, path: KeyPath = ()) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, options, file, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, options, file, (*path, index)) for index, item in enumerate(value)]
    whole = _OPTION.fullmatch(value) if isinstance(value, str) else None
    if whole is None:
        return value
    if whole[1] not in options:
        raise file.error(f"the option {whole[1]!r} is not among this file's options", path)
    return options[whole[1]]
