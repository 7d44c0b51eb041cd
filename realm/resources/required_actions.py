"""Required actions: what somebody may have to do at the next sign-in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Delete, Update
from realm.resources.resource import DeletableType, Fields, ProviderUse, Server, UsesProviders


class RequiredActions(DeletableType, UsesProviders):
    """Required actions by alias. Keycloak makes most of them; the files switch them on, off and by default."""

    kind = "required action"
    section = "required-actions"
    keys = ("requiredActions",)
    made_by_keycloak = (
        *("CONFIGURE_RECOVERY_AUTHN_CODES", "CONFIGURE_TOTP", "TERMS_AND_CONDITIONS", "UPDATE_EMAIL"),
        *("UPDATE_PASSWORD", "UPDATE_PROFILE", "VERIFY_EMAIL", "VERIFY_PROFILE", "delete_account", "delete_credential"),
        *("idp_link", "update_user_locale", "webauthn-register", "webauthn-register-passwordless"),
    )

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Required actions by alias."""
        return dict(realm.get("requiredActions", {}))

    def providers(self, realm: Mapping[str, Any]) -> Iterator[ProviderUse]:
        """Their providers, of the alias's name unless another is given."""
        for alias, action in realm.get("requiredActions", {}).items():
            yield ProviderUse("required-action", action.get("providerId", alias), ("requiredActions", alias))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under its alias."""
        return (f"authentication/required-actions/{name}*",)

    def create(self, server: Server, change: Create) -> None:
        """Register an action that the realm does not know yet, then set its fields."""
        provider = change.fields.get("providerId", change.name)
        name = change.fields.get("name", provider)
        server.post("authentication", "register-required-action", body={"providerId": provider, "name": name})
        self._put(server, provider, change.fields)

    def update(self, server: Server, change: Update) -> None:
        """Set its fields."""
        self._put(server, change.name, change.fields)

    def delete(self, server: Server, change: Delete) -> None:
        """Unregister an action."""
        server.delete("authentication", "required-actions", change.name)

    def _put(self, server: Server, alias: str, fields: Fields) -> None:
        place = ("authentication", "required-actions", alias)
        live = server.get(*place)
        config = {**(live.get("config") or {}), **fields.get("config", {})}
        server.put(*place, body={**live, **fields, "config": config})
