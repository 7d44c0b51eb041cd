"""Components: keys, user federation with its mappers, client registration policies, and whatever else a provider keeps.

They are named by what tells them apart: `ldap (UserStorageProvider)`, `Consent Required (ClientRegistrationPolicy
anonymous)`; one below another one `email of ldap (UserStorageProvider)`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from realm.plan import Create, Delete, Update
from realm.resources.component_tree import (
    FEDERATION,
    KEYS,
    SEPARATOR,
    Component,
    components_in,
    export_form,
    parent_of,
)
from realm.resources.problems import FindsProblems, Problem
from realm.resources.resource import DeletableType, Fields, ProviderUse, Server, UsesProviders, matches

_KEY = "components"
_SPIS = {
    KEYS: "keys",
    FEDERATION: "storage",
    "org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy": "client-registration-policy",
    "org.keycloak.storage.ldap.mappers.LDAPStorageMapper": "ldap-mapper",
}
_REGISTRATION = "ClientRegistrationPolicy"
_OF_REALM = (
    *(f"{name} (KeyProvider)" for name in ("aes-generated", "rsa-generated", "rsa-enc-generated", "fallback-*")),
    "hmac-generated* (KeyProvider)",
    *(
        f"{name} ({_REGISTRATION} {kind})"
        for kind in ("anonymous", "authenticated")
        for name in ("Allowed Client Scopes", "Allowed Protocol Mapper Types", "Allowed Registration Web Origins")
    ),
    *(
        f"{name} ({_REGISTRATION} anonymous)"
        for name in ("Consent Required", "Full Scope Disabled", "Max Clients Limit", "Trusted Hosts")
    ),
)
_OF_FEDERATION = tuple(
    f"{name}{SEPARATOR}* (UserStorageProvider)"
    for name in (
        *("creation date", "email", "first name", "full name", "Kerberos principal attribute mapper", "last name"),
        *("modify date", "MSAD account controls", "username"),
    )
)


class Components(DeletableType, UsesProviders, FindsProblems):
    """Components of a realm and those below them.

    They are changed in place. Federations and keys are never deleted: with a federation go its people, with a key
    what it signed.
    """

    kind = "component"
    section = "components"
    keys = (_KEY,)
    made_by_keycloak = (*_OF_REALM, *_OF_FEDERATION)
    made_variously = _OF_FEDERATION

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Components by name, a parent before those below it; values of `config` alone where there is one."""
        return {component.name: component.fields for component in _named(realm)}

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """Those of the types of components that Keycloak itself has."""
        for component in _named(realm):
            provider = component.fields.get("providerId")
            if provider and component.provider_type in _SPIS:
                yield ProviderUse(_SPIS[component.provider_type], provider, (*component.path, "providerId"))

    def problems(self, realm: Mapping[str, Any]) -> Iterator[Problem]:
        """Components without a name, and two that nothing tells apart."""
        for component in _named(realm):
            if not component.fields.get("name") or not component.fields.get("providerId"):
                yield Problem("name or providerId is missing: they say which component is meant", component.path)
            if component.is_double:
                yield Problem(
                    "a component before it has the same name, and nobody can tell which one is meant: give one of them "
                    "another name",
                    component.path,
                )

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its id."""
        ids = {component.name: component.id for component in _named(live)}
        return (f"components/{ids.get(name) or '*'}",)

    def create(self, server: Server, change: Create) -> None:
        """Make a component; one that Keycloak just made with its parent is brought to what the file says."""
        component = _found(server, change.name)
        if component is not None:
            self._put(server, component, change.fields)
            return
        above = parent_of(change.name, change.fields)
        place = {} if above is None else {"parentId": _component(server, above).id}
        server.post("components", body={**_body(change.fields), **place})

    def update(self, server: Server, change: Update) -> None:
        """Change a component in place. Raises LookupError if it would have to become another one."""
        if any(field.path == ("providerId",) for field in change.changes):
            raise LookupError(
                "a component keeps its provider, and it is not deleted and made anew, because people and keys may go "
                "with it: give the one in the file another name, and remove this one by hand"
            )
        self._put(server, _component(server, change.name), change.fields)

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a component with those below it."""
        component = _found(server, change.name)
        if component is not None:  # it went with its parent otherwise
            server.delete("components", component.id)

    def may_be_deleted(self, name: str, fields: Fields, wanted: Container[str]) -> bool:
        """Whether nothing but a setting goes with it; a federation that no file mentions keeps its mappers too."""
        if fields["providerType"] in (KEYS, FEDERATION):
            return False
        is_of_federation = matches(name, ("* (UserStorageProvider*)",))
        is_kept = is_of_federation and parent_of(name, fields) not in wanted
        return not is_kept and super().may_be_deleted(name, fields, wanted)

    def _put(self, server: Server, component: Component, fields: Fields) -> None:
        # What the body does not name stays as it is: generated keys, secrets, the time of the last synchronisation.
        server.put("components", component.id, body=_body(fields))


def _named(realm: Mapping[str, Any]) -> Iterator[Component]:
    return components_in(realm.get(_KEY) or {}, (_KEY,))


def _found(server: Server, name: str) -> Component | None:
    live = components_in(export_form(server.get("components")))
    return next((component for component in live if component.name == name), None)


def _component(server: Server, name: str) -> Component:
    component = _found(server, name)
    if component is None:
        raise LookupError(f"the server has no component {name!r}")
    return component


def _body(fields: Fields) -> dict[str, Any]:
    config = {key: value if isinstance(value, list) else [value] for key, value in fields.get("config", {}).items()}
    return {**fields, "config": config}
