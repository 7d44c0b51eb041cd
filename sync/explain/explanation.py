"""What is known of one person, as a value and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from admin_api import Account, Badge
from sync.records import PersonChange, RunRecord

Standing = Literal["wanted", "held", "absent", "gone"]
"""`wanted`: is to have an account; `held`: stays as Keycloak has it, because of a finding; `absent`: is in the source
and is not to have an account; `gone`: is not in the source."""


@dataclass(frozen=True)
class SourceRow:
    """A row of the source that is about the person.

    Attributes:
        table: as `sync.roster` names it.
        place: file and row.
        values: what is in it, empty columns left out.
        note: why it counts less than it seems: held, over, of an unknown class; empty if it counts.
    """

    table: str
    place: str
    values: Mapping[str, str]
    note: str = ""


@dataclass(frozen=True)
class PersonFinding:
    """What a check found in one of the rows.

    Attributes:
        check: its name.
        severity: `reject-set`, `skip-record` or `warn`.
        place: file and row.
        what: what is wrong.
        consequence: who is kept out of what by it.
        remedy: how to mend it in the source.
    """

    check: str
    severity: str
    place: str
    what: str
    consequence: str
    remedy: str


@dataclass(frozen=True)
class Reason:
    """A condition that fails, and why.

    Attributes:
        condition: as the rule has it.
        why: what the roster says.
    """

    condition: str
    why: str


@dataclass(frozen=True)
class RuleResult:
    """A rule held against the person.

    Attributes:
        kind: `application` or `role`.
        name: the application's id, or the role.
        rule: as it is written; empty for roles that need none.
        holds: whether it holds.
        ways: the ways in which it could come to hold, the nearest first, each with the conditions that fail.
        live: whether Keycloak has it so; None if that is not known.
    """

    kind: Literal["application", "role"]
    name: str
    rule: str
    holds: bool
    ways: tuple[tuple[Reason, ...], ...]
    live: bool | None


@dataclass(frozen=True)
class Explanation:
    """All that is known of a person.

    Attributes:
        sourced_id: the roster's id; empty for an account that no sync wrote.
        name: given and family name.
        rows: of the source.
        findings: in these rows.
        standing: what the sync makes of the person.
        why: reasons for it.
        facts: what rules can ask about, by their words; empty for somebody who is not to have an account.
        rules: of all applications and roles.
        account: what Keycloak has; None if it has nobody.
        badges: of the account.
        unknown: why something is not known, such as an unreachable server.
        differences: between what is wanted and what Keycloak has.
        changed: the last run that changed the person, and how.
        last_run: the last run of all; None if none left a record.
    """

    sourced_id: str
    name: str
    rows: Sequence[SourceRow]
    findings: Sequence[PersonFinding]
    standing: Standing
    why: Sequence[str]
    facts: Mapping[str, Any]
    rules: Sequence[RuleResult]
    account: Account | None = None
    badges: Sequence[Badge] = ()
    unknown: Sequence[str] = ()
    differences: Sequence[str] = ()
    changed: tuple[RunRecord, PersonChange] | None = None
    last_run: RunRecord | None = field(default=None)

    def as_json(self) -> dict[str, Any]:
        """The explanation as a JSON object."""
        return {
            "sourcedId": self.sourced_id,
            "name": self.name,
            "standing": self.standing,
            "why": list(self.why),
            "applications": [_rule(result) for result in self.rules if result.kind == "application"],
            "roles": [_rule(result) for result in self.rules if result.kind == "role"],
            "facts": dict(self.facts),
            "source": [asdict(row) for row in self.rows],
            "findings": [asdict(finding) for finding in self.findings],
            "keycloak": _account(self.account, self.badges) if self.account else None,
            "differences": list(self.differences),
            "lastChange": {**self.changed[1].as_json(), **_run(self.changed[0])} if self.changed else None,
            "lastRun": _run(self.last_run) if self.last_run else None,
            "unknown": list(self.unknown),
        }


def _rule(result: RuleResult) -> dict[str, Any]:
    return {
        "name": result.name,
        "rule": result.rule,
        "holds": result.holds,
        "failing": [[asdict(reason) for reason in way] for way in result.ways],
        "inKeycloak": result.live,
    }


def _run(record: RunRecord) -> dict[str, Any]:
    return {"run": record.id, "ended": record.ended.isoformat(timespec="seconds"), "outcome": record.outcome}


def _account(account: Account, badges: Sequence[Badge]) -> dict[str, Any]:
    return {
        "id": account.id,
        "username": account.username,
        "firstName": account.first_name,
        "lastName": account.last_name,
        "email": account.email,
        "enabled": account.enabled,
        "locked": account.locked,
        "requiredActions": list(account.required_actions),
        "groups": list(account.groups),
        "roles": list(account.roles),
        "credentials": [
            {"type": found.type, "created": found.created.isoformat() if found.created else None}
            for found in account.credentials
        ],
        "badges": [asdict(badge) for badge in badges],
        "lastSignIn": account.signed_in.isoformat() if account.signed_in else None,
        "signInsKept": account.events_kept,
    }
