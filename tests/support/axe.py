"""What axe finds on a page that people with disabilities could not use."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "themes" / "node_modules" / "axe-core" / "axe.min.js"


def accessibility_findings(page: Page) -> list[str]:
    """Rule and element of everything that axe objects to, in the state that the page is in."""
    # Through the browser's debugger: a script element would be stopped by the page's own policy.
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    return [
        f"{violation['id']}: {node['html'][:120]} ({node['failureSummary']})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
