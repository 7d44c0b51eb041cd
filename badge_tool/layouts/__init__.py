"""Layouts of badges: where the cells are on a page, and how one badge looks in its cell. One file each.

A new layout is a new file, and its line in `LAYOUTS`.
"""

from badge_tool.layouts import id_card, lanyard, large_card, square_label, table_tent
from badge_tool.layouts.layout import Badge, Grid, Layout, Look

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        square_label.AVERY_22806,
        square_label.A4_SQUARES,
        large_card.LETTER_CARDS,
        large_card.A4_CARDS,
        id_card.CARD_PRINTER,
        id_card.LETTER_SHEET,
        id_card.A4_SHEET,
        lanyard.LETTER_SHEET,
        lanyard.A4_SHEET,
        table_tent.LETTER_TENT,
        table_tent.A4_TENT,
    )
}
"""By the name that `--layout` takes; the first one is the default."""

__all__ = ["LAYOUTS", "Badge", "Grid", "Layout", "Look"]
