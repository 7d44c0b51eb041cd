"""The connection to Keycloak's admin API, and typed calls of the extension's endpoints; nobody else opens one.

In: a deployment's address and credentials. Out: JSON values or frozen records. Failures are `AdminApiError`s that say
what was asked of which address and what came back; ids and addresses only, never what a body held.
"""

from admin_api.accounts import Account, AccountsApi, Credential
from admin_api.admin_events import AdminEvent, AdminEventsApi
from admin_api.authenticators import Authenticator, AuthenticatorApi, NewAuthenticator
from admin_api.badge_people import BadgePeopleApi, BadgePerson, PeopleFilter
from admin_api.badges import Badge, BadgeApi, IssuedBadge
from admin_api.cards import CARD_LIMIT, CardApi, CardIssue, IssuedCard
from admin_api.care import CareApi, FoundPeople, PersonEvent, PersonInCare, SignInState
from admin_api.claims import CLAIM_LIMIT, MAIL_LIMIT, RESET_LIMIT, ClaimApi, ClaimIssue, ClaimMailing, IssuedClaim
from admin_api.classes import ClassesApi, MyClass, Pupil
from admin_api.connection import AdminConnection
from admin_api.duties import Duties, DutiesApi, PrintingSet, Reach
from admin_api.errors import (
    AdminApiError,
    LeaseHeldError,
    LeaseLostError,
    NoAccountError,
    NotFoundError,
    RefusedError,
    UnreachableError,
)
from admin_api.leases import Lease, LeaseApi
from admin_api.purging import PurgeApi
from admin_api.roster import BATCH_LIMIT, PersonState, RosterApi, RowResult
from admin_api.runs import RunsApi
from admin_api.server import ServerApi

__all__ = [
    "BATCH_LIMIT",
    "CARD_LIMIT",
    "CLAIM_LIMIT",
    "MAIL_LIMIT",
    "RESET_LIMIT",
    "Account",
    "AccountsApi",
    "AdminApiError",
    "AdminConnection",
    "AdminEvent",
    "AdminEventsApi",
    "Authenticator",
    "AuthenticatorApi",
    "Badge",
    "BadgeApi",
    "BadgePeopleApi",
    "BadgePerson",
    "CardApi",
    "CardIssue",
    "CareApi",
    "ClaimApi",
    "ClaimIssue",
    "ClaimMailing",
    "ClassesApi",
    "Credential",
    "Duties",
    "DutiesApi",
    "FoundPeople",
    "IssuedBadge",
    "IssuedCard",
    "IssuedClaim",
    "Lease",
    "LeaseApi",
    "LeaseHeldError",
    "LeaseLostError",
    "MyClass",
    "NewAuthenticator",
    "NoAccountError",
    "NotFoundError",
    "PeopleFilter",
    "PersonEvent",
    "PersonInCare",
    "PersonState",
    "PrintingSet",
    "Pupil",
    "PurgeApi",
    "Reach",
    "RefusedError",
    "RosterApi",
    "RowResult",
    "RunsApi",
    "ServerApi",
    "SignInState",
    "UnreachableError",
]
