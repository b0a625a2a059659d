"""A ledger as people keep it in Excel: where each problem stands, and in which cell each thing about it is written.

The header may take two rows, cells may be merged, and there may be several sheets with notes above and below. Reading
keeps the place of every cell, so that what is found can be pointed at and what is missing written there.
"""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from assistant.errors import InputError
from corpus.readers.sheet import shown

_COLUMNS = {
    "measures": r"整改措施|处理措施|措施",
    "deadline": r"时限|期限|完成时间|完成日期",
    "progress": r"进展|完成情况|整改结果|落实情况|整改情况|成效",
    "person": r"责任人|负责人|联系人",
    "unit": r"责任单位|责任部门|牵头单位|整改单位|主责单位",
    "basis": r"依据",
    "source": r"来源",
    "description": r"问题描述|问题表现|具体表现|情况描述|问题详情",
    "problem": r"具体问题|反馈问题|存在问题|问题名称|问题内容|问题清单|审计问题|问题",
}
"""Which column holds what, by its name; a name belongs to the first that it fits."""

_HEADER_ROWS = 12
"""Rows from the top among which the header is looked for."""


@dataclass(frozen=True)
class LedgerCell:
    """A cell with its address and the text that it shows; for a merged cell the address of its first."""

    address: str
    text: str


@dataclass(frozen=True)
class LedgerRow:
    """A problem of a ledger. `cells` has one entry a column that the sheet has, by what the column holds."""

    sheet: str
    number: int
    cells: dict[str, LedgerCell]

    def text(self, name: str) -> str:
        """What the row says there, "" where it says nothing or the sheet has no such column."""
        return self.cells[name].text if name in self.cells else ""

    @property
    def issue(self) -> str:
        """The problem as it would be told: its name and its description."""
        problem, description = self.text("problem"), self.text("description")
        if not problem or problem.rstrip("。") in description:
            return description or problem
        return f"{problem.rstrip('。')}。{description}" if description else problem


def read_ledger(path: Path) -> list[LedgerRow]:
    """The problems of every visible sheet that has a column of problems and one of measures, in order.

    Raises:
        InputError: if the file is no workbook that can be read, or holds no ledger.
    """
    rows = [row for sheet in open_book(path, values=True).worksheets for row in _sheet_rows(sheet)]
    if not rows:
        raise InputError(f"{path.name} 中没有找到台账：需要一张表，表头有“问题”和“整改措施”两列")
    return rows


def open_book(path: Path, values: bool = False) -> Any:
    """The workbook at a path, with the values of its formulas or with the formulas themselves.

    Raises:
        InputError: if there is none or it cannot be read.
    """
    if not path.is_file():
        raise InputError(f"{path} 不存在，请检查路径")
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise InputError(f"{path.name} 不是 xlsx 文件，请用 Excel 或 WPS 另存为 xlsx 后再试")
    try:
        return openpyxl.load_workbook(path, data_only=values)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(f"{path.name} 不是完好的 Excel 文件，请用 Excel 或 WPS 重新保存后再试") from error


def _sheet_rows(sheet: Any) -> list[LedgerRow]:
    if sheet.sheet_state != "visible":
        return []
    homes = _merged_homes(sheet)
    header = _header(sheet, homes)
    if header is None:
        return []
    last, columns = header
    rows = []
    for number in range(last + 1, sheet.max_row + 1):
        cells = {name: _cell(sheet, homes, number, column) for name, column in columns.items()}
        row = LedgerRow(sheet.title, number, cells)
        if _is_problem(row, sheet, homes, number):
            rows.append(row)
    return rows


def _merged_homes(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """The first cell of the merged area that each covered cell belongs to."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _header(sheet: Any, homes: dict[tuple[int, int], tuple[int, int]]) -> tuple[int, dict[str, int]] | None:
    """The last row of the header and the column of each thing, from the row or the two rows that name the most."""
    best: tuple[int, dict[str, int]] | None = None
    for number in range(1, min(_HEADER_ROWS, sheet.max_row) + 1):
        for depth in (1, 2):
            columns = _named_columns(sheet, homes, number, depth)
            enough = "measures" in columns and ("problem" in columns or "description" in columns)
            if enough and (best is None or len(columns) > len(best[1])):
                best = (number + depth - 1, columns)
    return best


def _named_columns(
    sheet: Any, homes: dict[tuple[int, int], tuple[int, int]], number: int, depth: int
) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(1, sheet.max_column + 1):
        names = [_cell(sheet, homes, row, column).text for row in range(number, number + depth)]
        if any(len(name) > 20 for name in names):
            return {}
        # The lower name says more (责任 over 单位), unless it is the same merged cell.
        own = re.sub(r"\s", "", names[-1])
        whole = re.sub(r"\s", "", "".join(dict.fromkeys(names)))
        for name, pattern in _COLUMNS.items():
            if re.search(pattern, own or whole) or (depth > 1 and re.search(pattern, whole)):
                found.setdefault(name, column)
                break
    return found


def _cell(sheet: Any, homes: dict[tuple[int, int], tuple[int, int]], row: int, column: int) -> LedgerCell:
    home = homes.get((row, column), (row, column))
    cell = sheet._cells.get(home)  # asking the sheet for a cell that is not there would make it
    text = shown(cell.value, cell.number_format).strip() if cell is not None and cell.value is not None else ""
    return LedgerCell(f"{get_column_letter(home[1])}{home[0]}", text)


def _is_problem(row: LedgerRow, sheet: Any, homes: dict[tuple[int, int], tuple[int, int]], number: int) -> bool:
    """Whether a row holds a problem: not empty, no note over the whole width, no sum, no row of a merged cell again."""
    if not row.issue or re.match(r"^(?:合\s*计|总\s*计|小\s*计|注|备注|说明|填表|制表|审核)", row.issue):
        return False
    own = [name for name in ("problem", "description") if name in row.cells]
    if len({row.cells[name].address for name in row.cells}) < 2:
        return False
    return any(row.cells[name].text and row.cells[name].address.endswith(str(number)) for name in own) or any(
        cell.address.endswith(str(number)) and cell.text for name, cell in row.cells.items() if name not in own
    )
