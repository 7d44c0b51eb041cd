"""All that the doctor has to say of one deployment."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from doctor.finding import Finding, Unseen

_COLORS = {"error": "red", "warning": "yellow"}


@dataclass(frozen=True)
class Report:
    """What was found.

    Attributes:
        findings: errors first.
        unseen: what could not be looked at.
        healthy: subjects that were looked at and are fine.
    """

    findings: tuple[Finding, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    healthy: tuple[str, ...] = ()

    def without(self, checks: Collection[str]) -> Report:
        """The same without findings of some checks."""
        return replace(self, findings=tuple(one for one in self.findings if one.check not in checks))

    def as_json(self) -> dict[str, object]:
        """One JSON document."""
        return {
            "findings": [asdict(finding) for finding in self.findings],
            "unseen": [asdict(unseen) for unseen in self.unseen],
            "healthy": list(self.healthy),
        }

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Print two lines a finding: what is wrong and where, and what to do."""
        if self.healthy:
            yield Text.assemble(("fine     ", "green"), ", ".join(self.healthy))
        for unseen in self.unseen:
            yield Text.assemble(("unseen   ", "dim"), (unseen.subject, "bold"), f": {unseen.why}")
        for finding in self.findings:
            yield from _lines(finding)
        errors = sum(finding.severity == "error" for finding in self.findings)
        yield Text(f"{errors} errors, {len(self.findings) - errors} warnings, {len(self.unseen)} not seen")


def _lines(finding: Finding) -> Iterator[Text]:
    yield Text.assemble(
        (f"{finding.severity:<9}", _COLORS[finding.severity]),
        (finding.where, "bold"),
        f": {finding.what} ({finding.check})",
    )
    yield Text(f"         {finding.remedy}")
