"""What a person at a terminal reads: the counts first, then what to do."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sync.apply import Outcome
from sync.check import Severity
from sync.examine import CheckResult, Verdict
from sync.plan import Plan
from sync.reports.plan_report import show_plan
from sync.roster import Origin

_SHOWN = 5
_STYLES = {Severity.REJECT_SET: "bold red", Severity.SKIP_RECORD: "yellow", Severity.WARN: "cyan"}


def show_source(console: Console, origin: Origin) -> None:
    """Say what was read."""
    records = ", ".join(f"{count:,} {table}" for table, count in origin.records.items())
    system = f" from {origin.system}" if origin.system else ""
    console.print(f"Read {escape(origin.path)}{escape(system)}: {records}.", highlight=False, soft_wrap=True)
    for note in origin.notes:
        console.print(f"Tolerated: {escape(note)}.", style="dim", highlight=False, soft_wrap=True)


def show_findings(console: Console, origin: Origin, verdict: Verdict) -> None:
    """Say how many findings there are, then what each kind means and how to mend it."""
    if not verdict.found:
        console.print("No findings.", style="green")
        return
    table = Table("Findings", "What is wrong", "Then", box=None, pad_edge=False)
    for result in verdict.found:
        severity = result.check.severity
        table.add_row(f"{result.findings.height:,}", result.check.title, f"[{_STYLES[severity]}]{severity.value}")
    console.print(table)
    for result in verdict.found:
        _show_result(console, origin, result)


def show_outcome(console: Console, outcome: Outcome, seconds: float) -> None:
    """Say what became of the rows."""
    done: Counter[str] = Counter()
    for statuses in outcome.counts.values():
        done.update(statuses)
    words = ", ".join(f"{count:,} {status}" for status, count in done.items()) or "nothing"
    console.print(f"Wrote {words} in {seconds:.1f} s.", highlight=False, soft_wrap=True)
    for error, count in Counter(rejection.error for rejection in outcome.rejections).items():
        console.print(f"{count:,} rejected: {error}", style="red", highlight=False, soft_wrap=True)
        of_error = [rejection for rejection in outcome.rejections if rejection.error == error]
        for rejection in of_error[:_SHOWN]:
            console.print(
                f"  {rejection.type} {escape(rejection.key)}: {escape(rejection.message)}",
                highlight=False,
                soft_wrap=True,
            )
        _show_more(console, count)


def _show_result(console: Console, origin: Origin, result: CheckResult) -> None:
    check = result.check
    console.print(f"\n[bold]{escape(check.title)}[/] ({result.findings.height:,})", highlight=False, soft_wrap=True)
    console.print(f"  Who is kept out: {escape(check.consequence)}", highlight=False, soft_wrap=True)
    console.print(f"  What to do: {escape(check.remedy)}", highlight=False, soft_wrap=True)
    for finding in result.findings.head(_SHOWN).iter_rows(named=True):
        who = f" ({finding['sourcedId']})" if finding["sourcedId"] else ""
        place = f"{origin.place(finding['table'], finding['row'])}{who}"
        console.print(f"  {escape(place)}: {escape(finding['what'])}", highlight=False, soft_wrap=True)
    _show_more(console, result.findings.height)


def _show_more(console: Console, count: int) -> None:
    if count > _SHOWN:
        console.print(f"  and {count - _SHOWN:,} more", style="dim", highlight=False, soft_wrap=True)


def show_run(console: Console, origin: Origin, verdict: Verdict, changes: Plan) -> None:
    """Show what was read, how much was found, and what would change."""
    show_source(console, origin)
    if verdict.found:
        count = sum(result.findings.height for result in verdict.found)
        console.print(f"{count:,} findings; `homeroom sync check` lists them.", style="yellow", highlight=False)
    show_plan(console, changes)
