"""Crop marks: short lines in the margin of a sheet, in line with the edges that are cut."""

from __future__ import annotations

from collections.abc import Callable

from badge_tool.layouts.layout import Grid
from badge_tool.pen import Pen

_GAP = 1.5
"""Between the edge of a cell and its mark, in points: a cut that is a little off leaves no line on the card."""
_LONGEST = 14.0


def crop_marks(page: tuple[float, float], grid: Grid) -> Callable[[Pen], None]:
    """What draws the marks of a grid, in each margin that has room for them."""
    width, height = page
    cells = list(grid.cells(height))
    columns = sorted({edge for cell in cells for edge in (cell.x, cell.x + cell.width)})
    rows = sorted({edge for cell in cells for edge in (cell.y, cell.y + cell.height)})

    def draw(pen: Pen) -> None:
        if rows[0] > 2 * _GAP:
            for x in columns:
                pen.mark(x, max(0.0, rows[0] - _LONGEST), x, rows[0] - _GAP)
                pen.mark(x, rows[-1] + _GAP, x, min(height, rows[-1] + _LONGEST))
        if columns[0] > 2 * _GAP:
            for y in rows:
                pen.mark(max(0.0, columns[0] - _LONGEST), y, columns[0] - _GAP, y)
                pen.mark(columns[-1] + _GAP, y, min(width, columns[-1] + _LONGEST), y)

    return draw


def centred(page: tuple[float, float], columns: int, rows: int, cell: tuple[float, float], gap: float = 0.0) -> Grid:
    """A grid in the middle of a page, with gaps of one width between its cells. All in points."""
    width, height = cell
    return Grid(
        columns=columns,
        rows=rows,
        left=(page[0] - columns * width - (columns - 1) * gap) / 2,
        top=(page[1] - rows * height - (rows - 1) * gap) / 2,
        width=width,
        height=height,
        pitch_x=width + gap,
        pitch_y=height + gap,
    )
