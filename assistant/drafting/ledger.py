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
    """A problem of a ledger.

    `cells` has one entry a column that the ledger has, by what the column holds; `names` tells what each is called there.
    """

    number: int
    cells: dict[str, Cell]
    names: dict[str, str]

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

    @property
    def told(self) -> Cell:
        """The cell that tells most of the problem."""
        return self.cells["description" if self.text("description") else "problem"]


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


@dataclass(frozen=True)
class _Header:
    """Where the data begins, the column of each thing and what it is called there."""

    below: int
    columns: dict[str, int]
    names: dict[str, str]


def _problems(grid: Grid) -> list[LedgerRow]:
    header = _header(grid)
    rows = (
        LedgerRow(line.number, {name: line.cells[i] for name, i in header.columns.items()}, header.names)
        for line in grid[header.below :]
    )
    return [row for row in rows if header.columns and _is_problem(row)]


def _header(grid: Grid) -> _Header:
    """The row or the two rows that name the most columns; a header without any if none names what a ledger has."""
    best = _Header(0, {}, {})
    for first in range(min(_HEADER_ROWS, len(grid))):
        for below in (first + 1, first + 2):
            found = _named_columns(below, grid[first:below])
            enough = "measures" in found.columns and ("problem" in found.columns or "description" in found.columns)
            if enough and len(found.columns) > len(best.columns):
                best = found
    return best


def _named_columns(below: int, header: Sequence[Line]) -> _Header:
    own_names, whole_names = list[str](), list[str]()
    for cells in zip(*(line.cells for line in header), strict=True):
        names = [re.sub(r"\s", "", cell.text) for cell in cells]
        if any(len(name) > _NAME_LENGTH or name.isdigit() for name in names):
            return _Header(below, {}, {})
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
    columns = {_FIELDS.get(name, name): place for name, place in found.items()}
    return _Header(below, columns, {name: whole_names[place] for name, place in columns.items()})


def _is_problem(row: LedgerRow) -> bool:
    """Whether a row holds a problem: not empty, no note over the whole width, no sum, no row of a merged cell again."""
    if (
        not row.issue
        or not is_entry([cell.text for cell in row.cells.values()])
        or len({cell.address for cell in row.cells.values()}) < 2
    ):
        return False
    return any(cell.text and cell.row == row.number for cell in row.cells.values())
