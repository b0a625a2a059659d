"""A page as its reader saw it: lines and tables with their places. Scans and PDFs meet here.

Coordinates run from the top left corner, in any unit; only their proportions are used.
"""

import itertools
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of text as printed."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """About the width of a Chinese character of this line."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Height on the page at which the line stands."""
        return (self.top + self.bottom) / 2

    def scaled(self, factor: float) -> "Line":
        """The line in another unit of length."""
        return Line(self.text, self.left * factor, self.right * factor, self.top * factor, self.bottom * factor)


@dataclass(frozen=True)
class TableBlock:
    """A ruled table, already written as lines of cells divided by tabs; `cells` are its texts as they follow in them."""

    lines: tuple[str, ...]
    top: float
    bottom: float
    cells: tuple[Line, ...] = ()

    def scaled(self, factor: float) -> "TableBlock":
        """The table in another unit of length."""
        cells = tuple(cell.scaled(factor) for cell in self.cells)
        return TableBlock(self.lines, self.top * factor, self.bottom * factor, cells)


@dataclass(frozen=True)
class Page:
    """A page: its size, its lines outside of tables in reading order, and its tables.

    `turned` tells for a page that was recognised from a picture by how many quarters it was turned counter-clockwise to
    be read; None for one that has text.
    """

    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[TableBlock, ...] = ()
    turned: int | None = None

    def scaled(self, factor: float) -> "Page":
        """The page in another unit of length."""
        lines = tuple(line.scaled(factor) for line in self.lines)
        tables = tuple(table.scaled(factor) for table in self.tables)
        return Page(self.width * factor, self.height * factor, lines, tables, self.turned)


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom, pieces of one printed line joined; pages in columns keep the order they came in."""
    rows = _rows(lines)
    divided = [row for row in rows if len(row) > 1 and _far_apart(row)]
    if len(divided) > max(3, 0.3 * len(rows)):
        return lines
    return [_joined(row) for row in rows]


def _rows(lines: list[Line]) -> list[list[Line]]:
    """Lines that stand at the same height, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if rows and abs(line.middle - rows[-1][0].middle) < 0.4 * min(line.height, rows[-1][0].height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _far_apart(row: list[Line]) -> bool:
    return any(b.left - a.right > 1.5 * a.height for a, b in itertools.pairwise(row))


def _joined(row: list[Line]) -> Line:
    text = row[0].text
    for before, after in itertools.pairwise(row):
        gap = after.left - before.right
        text += ("  " if gap > before.height else " " if gap > 0.4 * before.height else "") + after.text
    return Line(text, row[0].left, max(line.right for line in row), min(line.top for line in row), row[0].bottom)
