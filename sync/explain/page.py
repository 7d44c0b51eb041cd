"""The page for a person at a terminal: the answer first, then what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.markup import escape

from sync.explain.explanation import Explanation, RuleResult
from sync.explain.search import Hit

_MOST_ROWS = 40
_STANDINGS = {
    "wanted": "is to have an account",
    "held": "[yellow]is held[/]: the record stays as Keycloak has it until the source is mended",
    "absent": "[yellow]is not to have an account[/]",
    "gone": "[yellow]is not in the source[/]",
}


def show_explanation(console: Console, found: Explanation) -> None:
    """Print the page."""
    _Page(console).show(found)


def show_hits(console: Console, hits: list[Hit]) -> None:
    """Print a list of people to choose from."""
    console.print(f"{len(hits)} people are meant; call again with one of these ids:")
    for hit in hits:
        role = f", {hit.role}" if hit.role else ", only in Keycloak"
        console.print(
            f"  {escape(hit.sourced_id or hit.username)}: {escape(hit.name)}{escape(role)}, username "
            f"{escape(hit.username or 'none')}",
            highlight=False,
            soft_wrap=True,
        )


class _Page:
    def __init__(self, console: Console) -> None:
        self._console = console

    def show(self, found: Explanation) -> None:
        self._line(f"[bold]{escape(found.name or 'Without a name')}[/] ({escape(found.sourced_id or 'no sourcedId')})")
        self._line(_STANDINGS[found.standing] + "".join(f"\n  {escape(reason)}" for reason in found.why))
        if found.last_run is not None and not found.last_run.good:
            message = found.last_run.message.partition("\n")[0]
            self._line(f"[red]The last run was {found.last_run.outcome}[/], so nothing of it counts: {escape(message)}")
        self._rules("Applications", [result for result in found.rules if result.kind == "application"])
        self._rules("Roles", [result for result in found.rules if result.kind == "role"])
        self._account(found)
        self._list("Not as it should be", found.differences, "yellow")
        self._findings(found)
        self._rows(found)
        self._list("Not known", found.unknown, "red")

    def _rules(self, title: str, results: list[RuleResult]) -> None:
        if not results:
            return
        self._title(title)
        for result in results:
            mark = "[green]yes[/]" if result.holds else "[red]no [/]"
            rule = f"  ({escape(result.rule)})" if result.rule else ""
            self._line(f"  {mark} {escape(result.name)}{rule}")
            for number, way in enumerate(result.ways):
                word = "or" if number else ("either" if len(result.ways) > 1 else "")
                for reason in way:
                    joined = f"{word:6} " if word else ""
                    self._line(f"        {joined}[bold]{escape(reason.condition)}[/] fails: {escape(reason.why)}")
                    word = "and"
            if result.live is not None and result.live != result.holds:
                has = "has it" if result.live else "does not have it"
                self._line(f"        [yellow]in Keycloak the person {has} at the moment[/]")

    def _account(self, found: Explanation) -> None:
        self._title("In Keycloak")
        account = found.account
        if account is None:
            self._line("  no account")
        else:
            state = "enabled" if account.enabled else "[red]disabled[/]"
            locked = ", [red]locked after too many failures[/]" if account.locked else ""
            self._line(f"  {escape(account.username)}, {state}{locked}, e-mail {escape(account.email or 'none')}")
            self._line(f"  groups: {escape(', '.join(account.groups) or 'none')}")
            self._line(f"  roles: {escape(', '.join(account.roles) or 'none')}")
            kinds = ", ".join(f"{one.type} ({_day(one.created)})" for one in account.credentials)
            self._line(f"  signs in with: {escape(kinds or 'nothing yet')}")
            for badge in found.badges:
                self._line(
                    f"  badge: {badge.state}, issued {badge.issued[:10]}, until {badge.expires or 'further notice'}"
                )
            if account.required_actions:
                self._line(f"  asked for at the next sign-in: {escape(', '.join(account.required_actions))}")
            if account.signed_in:
                self._line(f"  last sign-in: {account.signed_in:%Y-%m-%d %H:%M} UTC")
            elif account.events_kept:
                self._line("  last sign-in: none within the time for which events are kept")
        if found.changed is not None:
            record, change = found.changed
            why = f", {change.why}" if change.why else ""
            self._line(f"  last run that changed it: {record.id}: {escape(change.what)}{escape(why)}")

    def _findings(self, found: Explanation) -> None:
        if not found.findings:
            return
        self._title("Findings")
        for finding in found.findings:
            self._line(
                f"  {escape(finding.place)}: {escape(finding.what)} [dim]({finding.check}, {finding.severity})[/]"
            )
            self._line(f"        {escape(finding.consequence)}\n        {escape(finding.remedy)}")

    def _rows(self, found: Explanation) -> None:
        if not found.rows:
            return
        self._title("In the source")
        for row in found.rows[:_MOST_ROWS]:
            values = ", ".join(f"{name} {value}" for name, value in row.values.items())
            note = f" [yellow]({escape(row.note)})[/]" if row.note else ""
            self._line(f"  {escape(row.place)}: {escape(values)}{note}")
        if len(found.rows) > _MOST_ROWS:
            self._line(f"  and {len(found.rows) - _MOST_ROWS:,} more rows; --json has all")

    def _list(self, title: str, lines: Sequence[str], style: str) -> None:
        if lines:
            self._title(title)
            for line in lines:
                self._line(f"  [{style}]{escape(line)}[/]")

    def _title(self, title: str) -> None:
        self._line(f"\n[bold]{title}[/]")

    def _line(self, text: str) -> None:
        self._console.print(text, highlight=False, soft_wrap=True)


def _day(moment: datetime | None) -> str:
    return f"since {moment:%Y-%m-%d}" if moment else "since when is not known"
