from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule
from realm.catalog import LAUNCH


class DefaultRoleGrantsNoPower(Rule):
    """The role that everybody has administers nothing and opens no application."""

    severity = Severity.CRITICAL
    rationale = "What is in the default role is given to every pupil, and to every account that is ever made."
    fix = "Take the role out of the composites of the default role."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Everything that the default role contains, however deep."""
        default = (realm.setting("defaultRole") or {}).get("name") or f"default-roles-{realm.name}"
        for client_id, role in sorted(realm.roles_within([default], {})):
            is_power = client_id == "realm-management" or (client_id == "" and role == "admin")
            if is_power or role == LAUNCH:
                what = "administers the realm" if is_power else f"may open {client_id}"
                yield Breach(
                    "composite role",
                    default,
                    ("roles", "realm", default, "composites"),
                    f"everybody {what}: it contains the role {role}{f' of {client_id}' if client_id else ''}",
                )
