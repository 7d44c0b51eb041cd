"""A client with authorization settings, as a file says them and as Keycloak has them."""

from __future__ import annotations

from admin_api import AdminConnection

PLACES = """
roles: {realm: [{name: reader}, {name: writer}], client: {shop: [{name: clerk}]}}
groups: [{name: clubs, subGroups: [{name: chess}, {name: go}]}]
"""
CLIENT = """
clients:
  - clientId: shop
    publicClient: false
    serviceAccountsEnabled: true
    authorizationServicesEnabled: true
    authorizationSettings:
"""
SETTINGS = """
      policyEnforcementMode: PERMISSIVE
      decisionStrategy: AFFIRMATIVE
      allowRemoteResourceManagement: false
      scopes: [{name: read, displayName: Read, iconUri: "https://a.example/i"}, {name: write}]
      resources:
        - name: Document
          displayName: A document
          type: "urn:shop:document"
          uris: [/a, /b]
          ownerManagedAccess: true
          attributes: {color: [red]}
          scopes: [{name: read}, {name: write}]
      policies:
        - name: readers
          description: Who reads
          type: role
          config: {roles: '[{"id": "reader", "required": false}, {"id": "shop/clerk", "required": true}]'}
        - {name: players, type: group, config: {groups: '[{"path": "/clubs/chess", "extendChildren": false}]'}}
        - {name: machines, type: client, config: {clients: '["shop"]'}}
        - {name: with mail, type: client-scope, config: {clientScopes: '[{"id": "email", "required": false}]'}}
        - {name: lessons, type: time, config: {hour: "8", hourEnd: "15"}}
        - {name: staff mail, type: regex, config: {targetClaim: email, pattern: ".*@shop.example"}}
        - {name: everything, type: aggregate, config: {applyPolicies: '["either"]'}}
        - {name: either, type: aggregate, logic: NEGATIVE, decisionStrategy: AFFIRMATIVE,
           config: {applyPolicies: '["readers", "players"]'}}
        - {name: all documents, type: resource,
           config: {defaultResourceType: "urn:shop:document", applyPolicies: '["everything"]'}}
        - {name: reading, type: scope,
           config: {resources: '["Document"]', scopes: '["read"]', applyPolicies: '["lessons"]'}}
"""
AUTHORIZATION = PLACES + CLIENT + SETTINGS


def resource_server(connection: AdminConnection, realm: str, client_id: str = "shop") -> str:
    """The path of what a client decides."""
    (client,) = connection.get(f"/admin/realms/{realm}/clients", {"clientId": client_id})
    return f"/admin/realms/{realm}/clients/{client['id']}/authz/resource-server"


def ids(connection: AdminConnection, realm: str, client_id: str = "shop") -> dict[str, str]:
    """Ids of its policies and permissions by name."""
    found = connection.get(f"{resource_server(connection, realm, client_id)}/policy", {"max": 100})
    return {policy["name"]: policy["id"] for policy in found}
