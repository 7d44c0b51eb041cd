"""Identity providers: other places where people may sign in, by alias."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Delete, Update
from realm.resources.resource import (
    DeletableType,
    Fields,
    ProviderUse,
    Reference,
    RefersToResources,
    Server,
    UsesProviders,
)

KEY = "identityProviders"
PLACE = ("identity-provider", "instances")
"""Where they are, below the realm."""
FLOWS = ("firstBrokerLoginFlowAlias", "postBrokerLoginFlowAlias")
"""Their keys that name a flow."""
_NOT_FIELDS = frozenset({"alias", "internalId", "organizationId", "types", "updateProfileFirstLoginMode"})
"""Generated, deprecated, or said elsewhere: an organization names its identity providers."""
_SOCIAL = frozenset(
    {
        *("bitbucket", "facebook", "github", "gitlab", "google", "instagram", "linkedin-openid-connect", "microsoft"),
        *("openshift-v4", "paypal", "stackoverflow", "twitter"),
    }
)


class IdentityProviders(DeletableType, RefersToResources, UsesProviders):
    """Identity providers without their mappers. Keycloak does not give out `config.clientSecret`."""

    kind = "identity provider"
    section = "identity-providers"
    keys = (KEY,)
    independent = True

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Identity providers by alias."""
        found = realm.get(KEY, {})
        return {
            alias: {key: value for key, value in provider.items() if key not in _NOT_FIELDS}
            for alias, provider in found.items()
        }

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The flows after the sign-in."""
        for alias, provider in realm.get(KEY, {}).items():
            yield from (Reference("flow", provider[key], (KEY, alias, key)) for key in FLOWS if provider.get(key))

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """What kind of identity provider each is."""
        for alias, provider in realm.get(KEY, {}).items():
            if "providerId" in provider:
                spi = "social" if provider["providerId"] in _SOCIAL else "identity_provider"
                yield ProviderUse(spi, provider["providerId"], (KEY, alias, "providerId"))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its alias."""
        return ("/".join((*PLACE, name)),)

    def create(self, server: Server, change: Create) -> None:
        """Make an identity provider; it is enabled unless the file says otherwise."""
        server.post(*PLACE, body={"enabled": True, "config": {}, **change.fields, "alias": change.name})

    def update(self, server: Server, change: Update) -> None:
        """Change what the file says; Keycloak takes the whole of it, and keeps a secret that is sent masked."""
        live = server.get(*PLACE, change.name)
        config = {**live.get("config", {}), **change.fields.get("config", {})}
        server.put(*PLACE, change.name, body={**live, **change.fields, "config": config})

    def delete(self, server: Server, change: Delete) -> None:
        """Remove an identity provider with its mappers, and everybody's link to it."""
        server.delete(*PLACE, change.name)
