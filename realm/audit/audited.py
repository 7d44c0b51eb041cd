"""A live realm as rules read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from realm.audit.finding import Breach
from realm.catalog import LAUNCH
from realm.resources.clients import KEYCLOAK_CLIENTS
from settings.yaml_file import KeyPath

PORTAL = "portal"
DESK = "desk"
APP_ACCESS = "homeroom-app-access"
"""The step of a flow that refuses whoever may not open the application."""
RECOVERY_END = "homeroom-recovery-end"
"""The last step of a recovery, which signs nobody in."""
_GRANTS = ("standardFlowEnabled", "implicitFlowEnabled", "directAccessGrantsEnabled")
_DEVICE = "oauth2.device.authorization.grant.enabled"


@dataclass(frozen=True)
class AuditedRealm:
    """A live realm.

    Attributes:
        content: the realm in keyed form.
    """

    content: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The realm's name."""
        return str(self.content.get("realm", ""))

    def setting(self, key: str) -> Any:
        """A field of the realm itself; None if it has none."""
        return self.content.get(key)

    def attribute(self, key: str) -> str:
        """An attribute of the realm; empty if it has none."""
        return str((self.content.get("attributes") or {}).get(key) or "")

    def breach(self, problem: str, *path: str | int, setting: KeyPath = ()) -> Breach:
        """A breach by the realm's own settings."""
        return Breach("realm", self.name, path, problem, setting)

    def named(self, key: str, identity: str) -> Mapping[str, Mapping[str, Any]]:
        """A list of named things, whether or not the keyed form knows what they are told apart by."""
        found = self.content.get(key) or {}
        return found if isinstance(found, Mapping) else {item[identity]: item for item in found}

    def components(self, provider_type: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Components of a type by name."""
        found = (self.content.get("components") or {}).get(provider_type) or []
        for component in found.values() if isinstance(found, Mapping) else found:
            yield str(component.get("name") or component.get("providerId")), component

    @property
    def clients(self) -> Mapping[str, Mapping[str, Any]]:
        """All clients that are enabled, by client id."""
        found = self.named("clients", "clientId")
        return {client_id: client for client_id, client in found.items() if client.get("enabled", True)}

    @property
    def district_clients(self) -> Mapping[str, Mapping[str, Any]]:
        """The clients that Keycloak did not make itself."""
        return {name: client for name, client in self.clients.items() if name not in (*KEYCLOAK_CLIENTS, "_system")}

    def is_gated(self, client_id: str) -> bool:
        """Whether a client has the role without which nobody opens it."""
        client_roles = (self.content.get("roles") or {}).get("client") or {}
        return LAUNCH in (client_roles.get(client_id) or {})

    def flow_steps(self, alias: str) -> list[Mapping[str, Any]]:
        """The executions of a flow that are not disabled, in their order; none if there is no such flow."""
        flow = self.named("authenticationFlows", "alias").get(alias, {})
        steps = [step for step in flow.get("authenticationExecutions") or () if step.get("requirement") != "DISABLED"]
        return sorted(steps, key=lambda step: step.get("priority", 0))

    def authenticators(self, alias: str) -> Iterator[str]:
        """The authenticators of a flow and its subflows."""
        for step in self.flow_steps(alias):
            if step.get("flowAlias"):
                yield from self.authenticators(step["flowAlias"])
            elif step.get("authenticator"):
                yield str(step["authenticator"])

    def ends_with(self, alias: str, authenticator: str) -> bool:
        """Whether nobody gets through a flow without an authenticator as its last step."""
        steps = self.flow_steps(alias)
        if not steps or steps[-1].get("requirement") != "REQUIRED":
            return False
        subflow = steps[-1].get("flowAlias")
        if subflow:
            return self.ends_with(subflow, authenticator)
        return bool(steps[-1].get("authenticator") == authenticator)

    def flow_of(self, client: Mapping[str, Any], purpose: str, binding: str) -> str:
        """Alias of the flow that a client uses: its own for `purpose`, or the realm's `binding`."""
        override = (client.get("authenticationFlowBindingOverrides") or {}).get(purpose)
        for alias, flow in self.named("authenticationFlows", "alias").items():
            if override and override in (alias, flow.get("id")):
                return alias
        return str(self.setting(binding) or "")

    def roles_within(self, realm_roles: list[str], client_roles: Mapping[str, list[str]]) -> set[tuple[str, str]]:
        """Roles and all that they contain, as pairs of client id (empty for realm roles) and name."""
        waiting = [("", name) for name in realm_roles]
        waiting += [(client, name) for client, names in client_roles.items() for name in names]
        found: set[tuple[str, str]] = set()
        while waiting:
            role = waiting.pop()
            if role in found:
                continue
            found.add(role)
            composites = self._role(*role).get("composites") or {}
            waiting += [("", name) for name in composites.get("realm") or ()]
            waiting += [(client, name) for client, names in (composites.get("client") or {}).items() for name in names]
        return found

    def _role(self, client: str, name: str) -> Mapping[str, Any]:
        roles = self.content.get("roles") or {}
        group = (roles.get("client") or {}).get(client) if client else roles.get("realm")
        role: Mapping[str, Any] = (group or {}).get(name) or {}
        return role


def client_breach(client_id: str, problem: str, *path: str | int) -> Breach:
    """A breach by a client, at `path` below it."""
    return Breach("client", client_id, ("clients", client_id, *path), problem)


def client_attribute(client: Mapping[str, Any], key: str) -> str:
    """An attribute of a client; empty if it has none."""
    return str((client.get("attributes") or {}).get(key) or "")


def signs_people_in(client: Mapping[str, Any]) -> bool:
    """Whether somebody can sign in to a client."""
    if client.get("bearerOnly"):
        return False
    return any(client.get(grant) for grant in _GRANTS) or client_attribute(client, _DEVICE) == "true"


def uses_redirects(client: Mapping[str, Any]) -> bool:
    """Whether answers of a sign-in go to a client's redirect addresses."""
    return not client.get("bearerOnly") and bool(client.get("standardFlowEnabled") or client.get("implicitFlowEnabled"))


def is_oidc(client: Mapping[str, Any]) -> bool:
    """Whether a client speaks OpenID Connect."""
    return str(client.get("protocol") or "openid-connect") == "openid-connect"
