"""A ledger as people keep it: where each problem stands, and in which cell each thing about it is written.

The header may take two rows, cells may be merged, and there may be several sheets or tables with notes above and below.
Reading keeps the address of every cell, so that what is found can be pointed at and what is missing written there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting.files import read_grids
from assistant.drafting.grid import Cell, Grid, Line
from assistant.errors import InputError
from corpus.ledgers import columns_of, is_entry

_FIELDS = {"units": "unit"}
"""What a column is called here that a record holds several of."""

_HEADER_ROWS = 12
"""Rows from the top among which the header is looked for."""

_NAME_LENGTH = 20
"""Characters up to which a cell may be the name of a column."""


@dataclass(frozen=True)
class LedgerRow:
    """A problem of a ledger. `cells` has one entry a column that the ledger has, by what the column holds."""

    number: int
    cells: dict[str, Cell]

    def text(self, name: str) -> str:
        """What the row says there, "" where it says nothing or the ledger has no such column."""
        return self.cells[name].text if name in self.cells else ""

    @property
    def issue(self) -> str:
        """The problem as it would be told: its name and its description."""
        problem, description = self.text("problem"), self.text("description")
        if not problem or problem.rstrip("。") in description:
            return description or problem
        return f"{problem.rstrip('。')}。{description}" if description else problem


def read_ledger(path: Path) -> list[LedgerRow]:
    """The problems of every sheet or table that has a column of problems and one of measures, in order.

    Raises:
        InputError: if there is no such file, it is of another format, or it holds no ledger.
        UnreadableFileError: if it is damaged.
    """
    rows = [row for grid in read_grids(path) for row in _problems(grid)]
    if not rows:
        raise InputError(f"{path.name} 中没有找到台账：需要一张表，表头有“问题”和“整改措施”两列")
    return rows


def _problems(grid: Grid) -> list[LedgerRow]:
    below, columns = _header(grid)
    rows = (LedgerRow(line.number, {name: line.cells[i] for name, i in columns.items()}) for line in grid[below:])
    return [row for row in rows if columns and _is_problem(row)]


def _header(grid: Grid) -> tuple[int, dict[str, int]]:
    """Where the data begins and the column of each thing, by the row or the two rows that name the most; {} if none does."""
    best: tuple[int, dict[str, int]] = (0, {})
    for first in range(min(_HEADER_ROWS, len(grid))):
        for below in (first + 1, first + 2):
            columns = _named_columns(grid[first:below])
            enough = "measures" in columns and ("problem" in columns or "description" in columns)
            if enough and len(columns) > len(best[1]):
                best = (below, columns)
    return best


def _named_columns(header: Sequence[Line]) -> dict[str, int]:
    own_names, whole_names = list[str](), list[str]()
    for cells in zip(*(line.cells for line in header), strict=True):
        names = [re.sub(r"\s", "", cell.text) for cell in cells]
        if any(len(name) > _NAME_LENGTH or name.isdigit() for name in names):
            return {}
        # The lower name says more (单位 under 责任), but may need the upper one to say it.
        own, whole = names[-1], "".join(dict.fromkeys(names))
        own_names.append(own)
        whole_names.append(whole)
    found = columns_of(own_names)
    found |= {
        name: place
        for name, place in columns_of(whole_names).items()
        if name not in found and place not in found.values()
    }
    return {_FIELDS.get(name, name): place for name, place in found.items()}


def _is_problem(row: LedgerRow) -> bool:
    """Whether a row holds a problem: not empty, no note over the whole width, no sum, no row of a merged cell again."""
    if (
        not row.issue
        or not is_entry([cell.text for cell in row.cells.values()])
        or len({cell.address for cell in row.cells.values()}) < 2
    ):
        return False
    return any(cell.text and cell.row == row.number for cell in row.cells.values())
