"""Layouts of badges: where the cells are on a page, and how one badge looks in its cell. One file each.

A new layout is a new file with a `LAYOUT`, and its line in `LAYOUTS`.
"""

from badge_tool.layouts import avery_22806, large_card
from badge_tool.layouts.layout import Badge, Grid, Layout, Look

LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (avery_22806.LAYOUT, large_card.LAYOUT)}
"""By the name that `--layout` takes; the first one is the default."""

__all__ = ["LAYOUTS", "Badge", "Grid", "Layout", "Look"]
