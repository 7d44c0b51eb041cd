"""The layouts of cards. A new one is a new file, and its line here."""

from __future__ import annotations

from badge_tool.cards import eight_up, home_letter
from badge_tool.cards.card import CardLayout

CARD_LAYOUTS: dict[str, CardLayout] = {
    layout.name: layout
    for layout in (eight_up.LETTER_SHEET, eight_up.A4_SHEET, home_letter.LETTER_PAGE, home_letter.A4_PAGE)
}
"""By the name that `--layout` takes; the first one is the default."""
