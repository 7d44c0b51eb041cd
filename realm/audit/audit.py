"""All rules over one live realm."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Finding
from realm.audit.kcwarden_rules import kcwarden_results, kcwarden_rule_names
from realm.audit.places import Places
from realm.audit.report import Report
from realm.audit.rules import all_rules
from realm.audit.waivers import BaseWaiver, DistrictWaivers, base_applied
from realm.merge import RealmModel
from settings.folder import DistrictFolder
from settings.yaml_file import read_yaml


def audit(
    folder: DistrictFolder,
    model: RealmModel,
    live: Mapping[str, Any],
    kit_waivers: Sequence[BaseWaiver],
    today: date | None = None,
) -> Report:
    """Ask every rule about the live realm of a district.

    Args:
        folder: the district folder.
        model: what its files say about the realm.
        live: the live realm in keyed form.
        kit_waivers: the waivers that come with the kit.
        today: the day; the one in the district's time zone otherwise.

    Raises:
        SettingsError: a waiver names a rule that there is not.
    """
    district = folder.district
    file = read_yaml(folder.path / "district.yaml")
    day = today or datetime.now(ZoneInfo(district.time_zone)).date()
    waivers = DistrictWaivers(district.realm_policy.waivers, file, day)
    waivers.check(rule_names())
    places = Places(model, folder.path, file)
    applications = frozenset(application.client for application in folder.applications)
    found = base_applied(_findings(AuditedRealm(live), places, applications), kit_waivers)
    return Report(model.name, waivers.applied(found))


def rule_names() -> tuple[str, ...]:
    """Names of all rules, ours first."""
    return (*(rule.name for rule in all_rules()), *kcwarden_rule_names())


def _findings(realm: AuditedRealm, places: Places, applications: Collection[str]) -> Iterator[Finding]:
    def is_application(breach: Breach) -> bool:
        return breach.kind == "client" and breach.name in applications

    for rule in all_rules():
        for breach in rule.breaches(realm):
            yield Finding(
                rule=rule.name,
                severity=rule.severity,
                kind=breach.kind,
                name=breach.name,
                problem=breach.problem,
                rationale=rule.rationale,
                fix=rule.fix,
                place=places.of(breach, realm.content),
                is_application=is_application(breach),
            )
    for result in kcwarden_results(realm.content):
        yield Finding(
            rule=result.rule,
            severity=result.severity,
            kind=result.breach.kind,
            name=result.breach.name,
            problem=result.breach.problem,
            rationale=result.rationale,
            fix=result.fix,
            place=places.of(result.breach, realm.content),
            is_application=is_application(result.breach),
        )
