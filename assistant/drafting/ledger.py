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

_COLUMNS = {
    "measures": r"整改措施|处理措施|措施",
    "deadline": r"时限|期限|完成时间|完成日期",
    "progress": r"进展|完成情况|整改结果|落实情况|整改情况|成效",
    "person": r"责任人|负责人|联系人",
    "unit": r"责任(?:单位|部门|主体|科室)|牵头(?:单位|部门)|整改单位|主责单位|^单位$",
    "basis": r"依据",
    "source": r"来源",
    "description": r"问题描述|问题表现|具体表现|情况描述|问题详情",
    "problem": r"问题(?!类|编|来|序|数|性)",
}
"""Which column holds what, by its name; a name belongs to the first that it fits."""

_HEADER_ROWS = 12
"""Rows from the top among which the header is looked for."""

_NAME_LENGTH = 20
"""Characters up to which a cell may be the name of a column."""

_NO_PROBLEM = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|注|备注|说明|填表|制表|审核)")


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
    found: dict[str, int] = {}
    for column, cells in enumerate(zip(*(line.cells for line in header), strict=True)):
        names = [re.sub(r"\s", "", cell.text) for cell in cells]
        if any(len(name) > _NAME_LENGTH or name.isdigit() for name in names):
            return {}
        # The lower name says more (单位 under 责任), but may need the upper one to say it.
        own, whole = names[-1], "".join(dict.fromkeys(names))
        for name, pattern in _COLUMNS.items():
            if re.search(pattern, own) or re.search(pattern, whole):
                found.setdefault(name, column)
                break
    return found


def _is_problem(row: LedgerRow) -> bool:
    """Whether a row holds a problem: not empty, no note over the whole width, no sum, no row of a merged cell again."""
    if not row.issue or _NO_PROBLEM.match(row.issue) or len({cell.address for cell in row.cells.values()}) < 2:
        return False
    return any(cell.text and cell.row == row.number for cell in row.cells.values())
