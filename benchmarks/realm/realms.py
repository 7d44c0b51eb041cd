"""Realms of a given size, in Keycloak's own representation, the same each time."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Representation = dict[str, Any]

GROUPS_IN_A_TREE = 10
"""A top-level group with those below it."""
_EVERY = 10
"""One role in so many is composite."""
_SUBFLOWS = 2
_EXECUTIONS_OF_A_SUBFLOW = ("auth-username-form", "auth-password-form", "conditional-user-configured")


def realm_of_size(*, clients: int, groups: int, roles: int) -> Representation:
    """A realm with things of the kinds that districts have most of.

    Args:
        clients: each with a redirect address, an own protocol mapper, two default scopes and a role `launch`.
        groups: in trees of ten: a group with an attribute and a realm role, and nine below it with an attribute. A
            multiple of ten.
        roles: of the realm, with a description; each tenth contains `offline_access`. At least one.
    """
    if groups % GROUPS_IN_A_TREE:
        raise ValueError(f"groups come in trees of {GROUPS_IN_A_TREE}; {groups} is not a multiple of it")
    return {
        "enabled": True,
        "roles": {
            "realm": [_role(number) for number in range(roles)],
            "client": {f"client-{number}": [{"name": "launch"}] for number in range(clients)},
        },
        "clients": [_client(number) for number in range(clients)],
        "groups": [_tree(number) for number in range(groups // GROUPS_IN_A_TREE)],
    }


def realm_with_flows(number: int) -> Representation:
    """A realm with `number` top-level flows, each of two subflows with three executions, one of them configured."""
    flows: list[Representation] = []
    configurations: list[Representation] = []
    for index in range(number):
        alias = f"flow-{index}"
        subflows = [f"{alias} part-{part}" for part in range(_SUBFLOWS)]
        flows.append(_flow(alias, [_step(place, flowAlias=name) for place, name in enumerate(subflows)], top=True))
        for name in subflows:
            steps = [_step(place, authenticator=kind) for place, kind in enumerate(_EXECUTIONS_OF_A_SUBFLOW)]
            steps[1]["authenticatorConfig"] = name
            flows.append(_flow(name, steps, top=False))
            configurations.append({"alias": name, "config": {"default.reference.value": name}})
    return {"enabled": True, "authenticationFlows": flows, "authenticatorConfig": configurations}


def with_one_client_changed(realm: Representation) -> Representation:
    """The same realm with another address of the client in the middle."""
    changed = deepcopy(realm)
    client = changed["clients"][len(changed["clients"]) // 2]
    client["redirectUris"] = ["https://moved.example.org/*"]
    return changed


def with_one_flow_changed(realm: Representation) -> Representation:
    """The same realm with the flow in the middle asking otherwise: its second part is not required."""
    changed = deepcopy(realm)
    flows = [flow for flow in changed["authenticationFlows"] if flow["topLevel"]]
    flows[len(flows) // 2]["authenticationExecutions"][1]["requirement"] = "ALTERNATIVE"
    return changed


def _client(number: int) -> Representation:
    return {
        "clientId": f"client-{number}",
        "enabled": True,
        "publicClient": True,
        "redirectUris": [f"https://client-{number}.example.org/*"],
        "fullScopeAllowed": False,
        "defaultClientScopes": ["basic", "email"],
        "optionalClientScopes": [],
        "protocolMappers": [
            {
                "name": "full name",
                "protocol": "openid-connect",
                "protocolMapper": "oidc-full-name-mapper",
                "config": {
                    "access.token.claim": "true",
                    "id.token.claim": "true",
                    "introspection.token.claim": "true",
                    "userinfo.token.claim": "true",
                },
            }
        ],
    }


def _role(number: int) -> Representation:
    role: Representation = {"name": f"role-{number}", "description": f"Number {number}"}
    return role | {"composite": True, "composites": {"realm": ["offline_access"]}} if number % _EVERY == 0 else role


def _tree(number: int) -> Representation:
    below = [_group(f"group-{number}-{index}") for index in range(1, GROUPS_IN_A_TREE)]
    return _group(f"group-{number}") | {"realmRoles": ["role-0"], "subGroups": below}


def _group(name: str) -> Representation:
    return {"name": name, "attributes": {"campus": [name]}}


def _flow(alias: str, steps: list[Representation], *, top: bool) -> Representation:
    return {
        "alias": alias,
        "description": alias,
        "providerId": "basic-flow",
        "topLevel": top,
        "builtIn": False,
        "authenticationExecutions": steps,
    }


def _step(place: int, **what: str) -> Representation:
    requirement = "REQUIRED"
    return {"requirement": requirement, "priority": place * 10, "authenticatorFlow": "flowAlias" in what, **what}
