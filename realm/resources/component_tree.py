"""Components as a realm's representation holds them, by type and one below another, as a list of named ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

KEYS = "org.keycloak.keys.KeyProvider"
FEDERATION = "org.keycloak.storage.UserStorageProvider"
_OTHER_KINDS = frozenset(
    {"org.keycloak.models.workflow.WorkflowProvider", "org.keycloak.userprofile.UserProfileProvider"}
)
SEPARATOR = " of "
_GENERATED = frozenset({"certificate", "kid", "privateKey", "secret"})
"""What Keycloak makes up for a key of a `-generated` provider; it neither shows nor takes it."""
_NOTES = frozenset({"lastSync"})
"""What a federation itself writes down."""


@dataclass(frozen=True)
class Component:
    """A component.

    Attributes:
        name: what tells it from all others of the realm.
        is_double: nothing but a number in its name tells it from another one.
        provider_type: the Java interface.
        id: Keycloak's; empty in files.
        fields: `name`, `providerId`, `providerType`, `subType` and `config`: values alone where there is one.
        path: where it stands.
    """

    name: str
    is_double: bool
    provider_type: str
    id: str
    fields: dict[str, Any]
    path: tuple[str | int, ...]


def components_in(
    by_type: Mapping[str, Any], path: tuple[str | int, ...] = (), parent: str | None = None
) -> Iterator[Component]:
    """All components, each before those below it, without those that are kinds of resources of their own.

    Args:
        by_type: lists of components, as an export has them, by provider type.
        path: where `by_type` stands.
        parent: name of the component whose `subComponents` they are.
    """
    seen: dict[str, int] = {}
    for provider_type, components in by_type.items():
        if provider_type in _OTHER_KINDS:
            continue
        # Keycloak lists them in no order; which one of two with the same name is the first has to stay the same.
        for index, component in sorted(enumerate(components), key=lambda item: item[1].get("id") or ""):
            here = (*path, provider_type, index)
            plain = _name(component, provider_type, parent, "")
            seen[plain] = seen.get(plain, 0) + 1
            number = f" #{seen[plain]}" if seen[plain] > 1 else ""
            name = _name(component, provider_type, parent, number)
            fields = _fields(component, provider_type)
            yield Component(name, bool(number), provider_type, component.get("id") or "", fields, here)
            yield from components_in(component.get("subComponents") or {}, (*here, "subComponents"), name)


def parent_of(name: str, fields: Mapping[str, Any]) -> str | None:
    """The name of the component that one of a name is below; None for one at the top."""
    own = f"{fields.get('name', '')}{SEPARATOR}"
    return name.removeprefix(own) if name.startswith(own) else None


def export_form(components: Iterable[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Components as the admin API lists them, in the form of an export: each with those below it."""
    below: dict[str, list[Mapping[str, Any]]] = {}
    for component in components:
        below.setdefault(component.get("parentId", ""), []).append(component)
    known = {component["id"] for component in components}
    return _grouped([part for parent, parts in below.items() if parent not in known for part in parts], below)


def _grouped(
    components: Iterable[Mapping[str, Any]], below: Mapping[str, list[Mapping[str, Any]]]
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for component in components:
        parts = _grouped(below.get(component["id"], ()), below)
        found.setdefault(component["providerType"], []).append({**component, "subComponents": parts})
    return found


def _name(component: Mapping[str, Any], provider_type: str, parent: str | None, number: str) -> str:
    own = f"{component.get('name') or ''}{number}"
    if parent is not None:
        return f"{own}{SEPARATOR}{parent}"
    return f"{own} ({provider_type.rpartition('.')[2]} {component.get('subType') or ''}".rstrip() + ")"


def _fields(component: Mapping[str, Any], provider_type: str) -> dict[str, Any]:
    fields: dict[str, Any] = {key: component[key] for key in ("name", "providerId", "subType") if component.get(key)}
    generated = _GENERATED if fields.get("providerId", "").endswith("-generated") else frozenset[str]()
    config = {
        key: values[0] if isinstance(values, list) and len(values) == 1 else values
        for key, values in (component.get("config") or {}).items()
        if key not in generated | _NOTES
    }
    return {**fields, "providerType": provider_type, "config": config}
