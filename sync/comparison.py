"""What is wanted beside what Keycloak has, and what applications are sent when Keycloak has it."""

from __future__ import annotations

from sync.outbound.sending import Outgoing
from sync.plan import Plan, plan
from sync.roster import Roster
from sync.state import RosterReader, read_state
from sync.wanted import Wanted


def compared(wanted: Wanted, reader: RosterReader) -> Plan:
    """The difference to what Keycloak has. Raises AdminApiError if Keycloak could not be asked."""
    return plan(wanted, read_state(reader))


def outgoing(roster: Roster, changes: Plan) -> Outgoing:
    """What rosters to applications are made of, once Keycloak has what a plan wants of this roster."""
    return Outgoing(roster, changes.wanted, changes.there.accounts, changes.wanted.policy.today)
