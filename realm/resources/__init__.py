"""The kinds of resources, one file each, in the order in which they can be made.

A kind says how its resources are found in a realm in keyed form (the files' and the live one alike) and how one is
created, updated and deleted; comparing is the engine's. A new kind is a new file and a line here.
"""

from realm.resources.authorization import AuthorizationSettings
from realm.resources.bindings import FlowBindings
from realm.resources.client_policies import ClientPolicies, ClientProfiles
from realm.resources.client_scopes import ClientScopes
from realm.resources.clients import Clients
from realm.resources.components import Components
from realm.resources.created_together import CreatedTogether
from realm.resources.default_groups import DefaultGroups
from realm.resources.default_scopes import DefaultScopes
from realm.resources.flows import Flows
from realm.resources.groups import Groups
from realm.resources.identity_provider_mappers import IdentityProviderMappers
from realm.resources.identity_providers import IdentityProviders
from realm.resources.messages import Messages
from realm.resources.organizations import Organizations
from realm.resources.permissions import AdminPermissions, AdminPolicies
from realm.resources.problems import FindsProblems, Problem
from realm.resources.realm_settings import RealmSettings
from realm.resources.required_actions import RequiredActions
from realm.resources.resource import (
    DeletableType,
    ReadsMore,
    RefersToResources,
    ResourceType,
    Server,
    UsesProviders,
    matches,
)
from realm.resources.roles import ClientRoles, Composites, RealmRoles
from realm.resources.scope_mappings import ScopeMappings
from realm.resources.service_accounts import ServiceAccounts, people_in
from realm.resources.user_profile import UserProfile
from realm.resources.workflows import Workflows

RESOURCE_TYPES: tuple[ResourceType, ...] = (
    RealmSettings(),
    Messages(),
    UserProfile(),
    RequiredActions(),
    RealmRoles(),
    ClientScopes(),
    DefaultScopes(),
    Flows(),
    FlowBindings(),
    IdentityProviders(),
    Clients(),
    ClientRoles(),
    Composites(),
    ClientProfiles(),
    ClientPolicies(),
    ScopeMappings(),
    Groups(),
    DefaultGroups(),
    IdentityProviderMappers(),
    Organizations(),
    Components(),
    ServiceAccounts(),
    AuthorizationSettings(),
    AdminPolicies(),
    AdminPermissions(),
    Workflows(),
)

__all__ = [
    "RESOURCE_TYPES",
    "AdminPermissions",
    "CreatedTogether",
    "DeletableType",
    "FindsProblems",
    "Problem",
    "ReadsMore",
    "RefersToResources",
    "ResourceType",
    "Server",
    "UsesProviders",
    "matches",
    "people_in",
]
