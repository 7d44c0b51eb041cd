"""The list of rules in docs/reference/realm-audit.md: `python -m realm.audit.reference` writes it anew."""

from __future__ import annotations

from pathlib import Path

from realm.audit.kcwarden_rules import NOT_ASKED, kcwarden_rule_names
from realm.audit.rules import all_rules

PAGE = Path("docs") / "reference" / "realm-audit.md"
_BEGIN = "<!-- rules: written by python -m realm.audit.reference -->"
_END = "<!-- end of rules -->"


def with_rules(page: str) -> str:
    """The page with its list of rules as the rules are now.

    Raises:
        ValueError: the page has no place for it.
    """
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"the page lacks the lines {_BEGIN} and {_END}")
    return f"{before}{_BEGIN}\n{_rules()}\n{_END}{after}"


def _rules() -> str:
    ours = sorted(all_rules(), key=lambda rule: (-rule.severity.rank, rule.name))
    rows = [f"| `{rule.name}` | {rule.severity.value} | {rule.sentence} |" for rule in ours]
    asked = ", ".join(f"`{name}`" for name in kcwarden_rule_names())
    left_out = [f"| `{name}` | {instead} |" for name, instead in NOT_ASKED.items()]
    return "\n".join(
        [
            *("## Rules of our own", "| rule | severity | asserts |", "| --- | --- | --- |", *rows, ""),
            *("## Rules of kcwarden", f"Asked: {asked}.", ""),
            *("Not asked:", "", "| rule | in its place, or why |", "| --- | --- |", *left_out),
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(with_rules(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
