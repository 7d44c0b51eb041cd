"""The answer of an audit. It prints itself, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from realm.audit.finding import Finding, Severity

_COLORS = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "dim",
}


@dataclass(frozen=True)
class Report:
    """What an audit found.

    Attributes:
        realm: the realm's name.
        findings: open ones, waived ones, and those that are only for reading.
    """

    realm: str
    findings: Sequence[Finding]

    @property
    def open(self) -> tuple[Finding, ...]:
        """Those about which somebody has to do something."""
        return tuple(finding for finding in self.findings if finding.is_open)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """Those that may stay, with a reason."""
        return tuple(finding for finding in self.findings if finding.waived is not None)

    def as_json(self) -> dict[str, object]:
        """The report as one JSON document; waived findings have a list of their own."""
        shown = [finding for finding in _worst_first(self.findings) if finding.waived is None]
        return {
            "realm": self.realm,
            "open": len(self.open),
            "findings": [finding.as_json() for finding in shown],
            "waived": [finding.as_json() for finding in _worst_first(self.waived)],
        }

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Print a table a severity, a rule's explanation once, the waived findings, and the sum."""
        shown = [finding for finding in _worst_first(self.findings) if finding.waived is None]
        for severity in reversed(Severity):
            group = [finding for finding in shown if finding.severity is severity]
            if group:
                yield Text(severity.value.upper(), style=_COLORS[severity])
                yield _table(group)
        if self.waived:
            yield Text("WAIVED", style="dim")
            yield _waived_table(_worst_first(self.waived))
        counts = Counter(finding.severity for finding in self.open)
        parts = ", ".join(f"{counts[severity]} {severity.value}" for severity in reversed(Severity) if counts[severity])
        rest = f", {len(self.waived)} waived" if self.waived else ""
        yield Text(f"Realm {self.realm}: {len(self.open)} open{f' ({parts})' if parts else ''}{rest}.")


def _table(findings: Sequence[Finding]) -> Table:
    table = Table("Finding", "Where to mend", show_lines=True, expand=True)
    table.columns[0].ratio = 1
    table.columns[1].no_wrap = True
    explained: set[str] = set()
    for finding in findings:
        lines = [Text.assemble((finding.resource, "bold"), f": {finding.problem}  ", (finding.rule, "dim"))]
        if finding.rule not in explained:
            explained.add(finding.rule)
            lines += [Text(f"Why: {finding.rationale}")]
            lines += [Text(f"Fix: {finding.fix}")] if finding.fix else []
        if finding.place.differs:
            lines.append(Text("The file says otherwise: `homeroom realm apply` mends it.", style="bold"))
        table.add_row(Text("\n").join(lines), str(finding.place))
    return table


def _waived_table(findings: Sequence[Finding]) -> Table:
    """A row a rule and reason, with all that it covers."""
    table = Table("Finding", "Reason", show_lines=True, expand=True)
    table.columns[0].overflow = "fold"
    rows: dict[tuple[Severity, str, str], list[str]] = {}
    for finding in findings:
        rows.setdefault((finding.severity, finding.rule, finding.waived or ""), []).append(finding.resource)
    for (severity, rule, reason), resources in rows.items():
        table.add_row(Text(f"{rule} ({severity.value})\n{', '.join(resources)}"), Text(reason))
    return table


def _worst_first(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (-finding.severity.rank, finding.rule, finding.resource))
