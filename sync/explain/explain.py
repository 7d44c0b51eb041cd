"""Puts together all that is known of one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from admin_api import Account, AccountsApi, AdminApiError, AdminConnection, Badge, BadgeApi, RosterApi, RunsApi
from settings import DistrictFolder, PersonFacts
from settings.apps import Application
from sync.access import facts_of
from sync.changes import why
from sync.classes import enrolled_now, schedules
from sync.comparison import compared
from sync.examine import Verdict
from sync.explain.differences import differences
from sync.explain.explanation import Explanation, RuleResult, SourceRow, Standing
from sync.explain.reasons import Reasons
from sync.explain.search import Hit
from sync.explain.source_rows import PersonRows, held_itself
from sync.people import absences, account_holders
from sync.plan import Plan
from sync.reading import today, wanted_of
from sync.records import PersonChange, RunFiles, RunRecord
from sync.roster import Roster
from sync.standing import with_standing

_LATEST = 50
"""Among so many records the last run is looked for: purges and rosters that were sent leave some too."""
_KINDS = ("student", "staff", "teacher")


@dataclass
class _Live:
    """What Keycloak says; empty as long as it was not asked."""

    account: Account | None = None
    launch: frozenset[str] | None = None
    badges: tuple[Badge, ...] = ()
    wanted: dict[str, Any] | None = None
    next_run: str = ""


class Explainer:
    """Explains people of one district, from one reading of its roster."""

    def __init__(self, folder: DistrictFolder, roster: Roster, verdict: Verdict, keycloak: AdminConnection) -> None:
        """Prepare.

        Args:
            folder: the district.
            roster: as read.
            verdict: what the checks found in it.
            keycloak: with the right to see people.
        """
        self._folder = folder
        self._read = roster
        self._verdict = verdict
        self._keycloak = keycloak
        self._realm = folder.district.realm
        self._roster = with_standing(roster, verdict.left_out())
        self._today: date = today(folder)
        self._unknown: list[str] = []

    def accounts(self, query: str) -> list[Hit]:
        """People who are only in Keycloak and whom a query means."""
        try:
            found = AccountsApi(self._keycloak, self._realm).search(query)
            people = RosterApi(self._keycloak, self._realm).people() if found else iter(())
            ids = {person.username: person.sourced_id for person in people}
        except AdminApiError as failure:
            self._unknown.append(f"Keycloak was not asked: {failure}")
            return []
        return [
            Hit(ids.get(account.username, ""), f"{account.first_name} {account.last_name}".strip(), account.username)
            for account in found
        ]

    def explain(self, hit: Hit) -> Explanation:
        """Everything about somebody who was found."""
        rows = PersonRows.of(self._roster, hit.sourced_id, self._today)
        described = rows.described()
        live = self._live(hit)
        facts = self._facts(rows, hit.sourced_id)
        standing, reasons = self._standing(rows, hit.sourced_id)
        changed = self._changed(hit.sourced_id)
        if self._verdict.rejected:
            reasons.append(
                "the set as a whole cannot be used, so no run writes anything: `homeroom sync check` says why"
            )
        if changed is not None and changed[1].what == "rejected":
            reasons.append(f"Keycloak did not take the record in the run {changed[0].id}: {changed[1].why}")
        return Explanation(
            sourced_id=hit.sourced_id,
            name=hit.name,
            rows=described,
            findings=rows.findings(self._verdict),
            standing=standing,
            why=reasons,
            facts=_words(facts) if facts else {},
            rules=list(self._rules(facts, described, live)) if facts else [],
            account=live.account,
            badges=live.badges,
            unknown=tuple(self._unknown),
            differences=differences(live.wanted, live.account, live.next_run),
            changed=changed,
            last_run=self._last_run(),
        )

    def _standing(self, rows: PersonRows, sourced_id: str) -> tuple[Standing, list[str]]:
        if rows.rows["users"].is_empty():
            return "gone", ["no row of the users has this id"]
        if held_itself(rows, sourced_id):
            return "held", rows.why_held(self._verdict)
        absent = absences(self._roster).filter(pl.col("sourcedId") == sourced_id)
        if not absent.is_empty():
            return "absent", absent["reason"].to_list()
        return "wanted", []

    def _facts(self, rows: PersonRows, sourced_id: str) -> PersonFacts | None:
        """What rules can ask; of somebody who is held, as if the record could be used."""
        users = rows.rows["users"]
        usable = users.filter(~pl.col("held"))
        one = (users if usable.is_empty() else usable).head(1).with_columns(pl.lit(value=False).alias("held"))
        enrolled = enrolled_now(self._roster, self._today).filter(pl.col("userSourcedId") == sourced_id)
        holders = account_holders(replace(self._roster, users=one), schedules(enrolled))
        return next(facts_of(holders), None)

    def _rules(self, facts: PersonFacts, described: list[SourceRow], live: _Live) -> Iterator[RuleResult]:
        user = next(row for row in described if row.table == "users")
        enrollments = tuple(row for row in described if row.table == "enrollments")
        reasons = Reasons(facts, user, enrollments)
        for application in self._folder.applications:
            rule = application.access
            has = None if live.launch is None else application.client in live.launch
            holds = rule.holds(facts) and application.is_open_on(self._today)
            text = " ".join([rule.text, *_days(application)])
            yield RuleResult("application", application.id, text, holds, reasons.ways(rule), has)
        roles = live.account.roles if live.account else None
        own = {"student": facts.student, "staff": not facts.student, "teacher": facts.teacher}
        for name in _KINDS:
            has = None if roles is None else name in roles
            yield RuleResult("role", name, "", own[name], (), has)
        for name, rule in self._folder.district.roles.items():
            has = None if roles is None else name in roles
            yield RuleResult("role", name, rule.text, rule.holds(facts), reasons.ways(rule), has)

    def _live(self, hit: Hit) -> _Live:
        live = _Live()
        roster = RosterApi(self._keycloak, self._realm)
        try:
            changes = compared(wanted_of(self._folder, self._read, self._verdict), roster)
            there = changes.there.accounts.filter(pl.col("sourcedId") == hit.sourced_id)["username"].to_list()
            username = next(iter(there), "" if hit.sourced_id else hit.username)
            if username:
                live.account = AccountsApi(self._keycloak, self._realm).of_username(username)
        except AdminApiError as failure:
            self._unknown.append(f"what Keycloak has is not known in full: {failure}")
            return live
        profiles = changes.there.access_profiles
        if live.account is not None:
            given = {client for role in live.account.roles for client in profiles.get(role, ())}
            live.launch = frozenset(given.union(live.account.launch))
        else:
            live.launch = frozenset()
        wanted = changes.wanted.people.filter(pl.col("sourcedId") == hit.sourced_id)
        live.wanted = next(wanted.iter_rows(named=True), None)
        live.next_run = _next_run(changes, hit.sourced_id)
        if live.account is not None and hit.sourced_id:
            try:
                live.badges = BadgeApi(self._keycloak, self._realm).of_person(hit.sourced_id)
            except AdminApiError as failure:
                self._unknown.append(f"badges are not known: {failure}")
        return live

    def _changed(self, sourced_id: str) -> tuple[RunRecord, PersonChange] | None:
        """The newest run that changed somebody, by the records of this machine and of all machines."""
        found = [RunFiles(self._folder.state_path()).last_change_of(sourced_id)]
        try:
            records = RunsApi(self._keycloak, self._realm).of_person(sourced_id) if sourced_id else []
        except AdminApiError:
            records = []
        for record in map(RunRecord.of_json, records):
            found += [(record, change) for change in record.changes]
        return max((one for one in found if one), key=lambda one: one[0].id, default=None)

    def _last_run(self) -> RunRecord | None:
        records = RunFiles(self._folder.state_path()).latest(_LATEST)
        try:
            records += [RunRecord.of_json(record) for record in RunsApi(self._keycloak, self._realm).latest(_LATEST)]
        except AdminApiError as failure:
            self._unknown.append(f"runs of other machines are not known: {failure}")
        runs = [record for record in records if record.command == "run"]
        return max(runs, key=lambda record: record.id, default=None)


def _days(application: Application) -> Iterator[str]:
    if application.first_day:
        yield f"from {application.first_day}"
    if application.last_day:
        yield f"until {application.last_day}"


def _words(facts: PersonFacts) -> dict[str, Any]:
    return {
        "student": facts.student,
        "teacher": facts.teacher,
        "has_schedule": facts.has_schedule,
        "has_email": facts.has_email,
        "special_ed": facts.special_ed,
        "grade": sorted(facts.grades),
        "school": sorted(facts.schools),
        "employee": facts.employee_type,
    }


def _next_run(plan: Plan, sourced_id: str) -> str:
    """What the next run would do to somebody, and why; empty for nothing."""
    is_it = pl.col("sourcedId") == sourced_id
    for reason in plan.people.removals.filter(is_it)["reason"]:
        return f"disable: {reason}"
    for reason in plan.waiting.filter(is_it)["reason"]:
        return f"no account yet: {reason}"
    for person in plan.people.puts.filter(is_it).iter_rows(named=True):
        return "create" if person["reason"] == "new" else f"{person['reason']}: {why(person)}"
    for reason in plan.kept.filter(is_it)["reason"]:
        return f"keep what there is: {reason}"
    return ""
