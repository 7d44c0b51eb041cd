from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_MARK = "specialEd"


class SpecialEdIsInNoToken(Rule):
    """No token and no assertion tells who is in special education."""

    severity = Severity.CRITICAL
    rationale = (
        "It is an education record about a disability; an application that needs it gets it by a contract and a roster."
    )
    fix = "Remove the protocol mapper."

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Mappers of clients and of client scopes."""
        owners = (("client", "clients", realm.clients), ("client scope", "clientScopes", self._scopes(realm)))
        for kind, key, found in owners:
            for name, owner in found.items():
                for mapper_name, mapper in (owner.get("protocolMappers") or {}).items():
                    if _MARK in (mapper.get("config") or {}).values():
                        path = (key, name, "protocolMappers", mapper_name)
                        yield Breach(kind, name, path, f"the mapper {mapper_name!r} tells {_MARK}")

    def _scopes(self, realm: AuditedRealm) -> Mapping[str, Mapping[str, Any]]:
        return realm.named("clientScopes", "name")
