"""Ruled tables on a page: lines that cross make a grid, and a missing line between two places merges them.

PDF files do not know tables, but the tables of official documents are ruled on all sides, so their lines tell everything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.readers.grid import GridCell, cell_of, table_rows
from corpus.readers.layout import Line, TableBlock

_NEAR = 3.0
"""Points within which two lines are the same line: borders are often drawn twice."""


@dataclass(frozen=True)
class Ruling:
    """A straight line: `at` its place across, from `start` to `end` along; vertical ones have `at` = x."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, y downwards."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class RuledTable:
    """A grid of cells, the stretch of page that it covers, and that of each cell."""

    box: Box
    matrix: list[list[GridCell]]
    boxes: dict[GridCell, Box]

    @property
    def cells(self) -> list[GridCell]:
        """Every cell once, however many places it is merged over."""
        return list({id(cell): cell for row in self.matrix for cell in row}.values())

    def block(self) -> TableBlock:
        """The table as part of a page."""
        rows = list(table_rows(self.matrix))
        cells = tuple(cell for line, row in rows for cell in self._printed(line, row))
        return TableBlock(tuple(line for line, _ in rows), self.box.top, self.box.bottom, cells)

    def _printed(self, line: str, row: list[GridCell]) -> Iterator[Line]:
        """The texts of a line in the boxes of their cells; one that stands alone in its row is that row's."""
        texts = line.split("\t")
        if len(texts) < len(row):
            row = [cell for cell in row if cell.text]
        for text, cell in zip(texts, row, strict=False):
            box = self.boxes[cell]
            if text:
                yield Line(text, box.left, box.right, box.top, box.bottom)


def find_ruled_tables(across: list[Ruling], down: list[Ruling], read_box: Callable[[Box], str]) -> list[RuledTable]:
    """Tables of at least two rows and two columns; `read_box` gives the text inside a cell."""
    found = []
    for group_across, group_down in _groups(across, down):
        ys = _places([ruling.at for ruling in group_across])
        xs = _places([ruling.at for ruling in group_down])
        if len(xs) >= 3 and len(ys) >= 3:
            boxes: dict[GridCell, Box] = {}
            matrix = _matrix(xs, ys, group_across, group_down, read_box, boxes)
            found.append(RuledTable(Box(xs[0], ys[0], xs[-1], ys[-1]), matrix, boxes))
    return found


def _groups(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Lines that touch each other belong to one table; groups are told apart by the stretches of page they cover."""
    spans: list[tuple[float, float]] = []
    for start, end in sorted((ruling.start, ruling.end) for ruling in down):
        if spans and start <= spans[-1][1] + _NEAR:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return [
        (
            [ruling for ruling in across if top - _NEAR <= ruling.at <= bottom + _NEAR],
            [ruling for ruling in down if top - _NEAR <= ruling.start and ruling.end <= bottom + _NEAR],
        )
        for top, bottom in spans
    ]


def _places(values: list[float]) -> list[float]:
    """Distinct places, those nearer than `_NEAR` taken for one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _matrix(
    xs: list[float],
    ys: list[float],
    across: list[Ruling],
    down: list[Ruling],
    read_box: Callable[[Box], str],
    boxes: dict[GridCell, Box],
) -> list[list[GridCell]]:
    """The cells of the grid: each starts where a line bounds it and spreads to the next line; `boxes` gains its box."""
    rows, columns = len(ys) - 1, len(xs) - 1
    matrix: list[list[GridCell | None]] = [[None] * columns for _ in range(rows)]
    for r in range(rows):
        for c in range(columns):
            if matrix[r][c] is not None:
                continue
            right = next((j for j in range(c + 1, columns) if _drawn(down, xs[j], ys[r], ys[r + 1])), columns)
            bottom = next((i for i in range(r + 1, rows) if _drawn(across, ys[i], xs[c], xs[c + 1])), rows)
            box = Box(xs[c], ys[r], xs[right], ys[bottom])
            cell = cell_of(read_box(box))
            boxes[cell] = box
            for i in range(r, bottom):
                for j in range(c, right):
                    if matrix[i][j] is None:
                        matrix[i][j] = cell
    return [[cell for cell in row if cell is not None] for row in matrix]


def _drawn(rulings: list[Ruling], at: float, start: float, end: float) -> bool:
    """Whether lines at `at` cover most of the stretch: short ones may be drawn cell by cell."""
    covered = sum(
        max(0.0, min(end, ruling.end) - max(start, ruling.start)) for ruling in rulings if abs(ruling.at - at) <= _NEAR
    )
    return covered > 0.5 * (end - start)
