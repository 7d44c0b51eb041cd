"""For every kind of resource a file that says all there is to say of one, and other values that its fields may have."""

from tests.support.realm_cases.applications import APPLICATIONS
from tests.support.realm_cases.powers import POWERS
from tests.support.realm_cases.round_trip import RoundTrip
from tests.support.realm_cases.settings import SETTINGS
from tests.support.realm_cases.sign_in import SIGN_IN

ROUND_TRIPS: tuple[RoundTrip, ...] = (*SETTINGS, *APPLICATIONS, *SIGN_IN, *POWERS)
SILENT = frozenset({"client policy", "client profile", "text", "workflow"})
"""Kinds of whose changes Keycloak has no admin events."""

__all__ = ["ROUND_TRIPS", "SILENT", "RoundTrip"]
