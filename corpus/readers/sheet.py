"""Spreadsheets: every visible sheet as a table, values as Excel shows them."""

import datetime
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from corpus.errors import UnreadableFileError
from corpus.readers.archive import check_archive
from corpus.readers.grid import EMPTY, GridCell, cell_of, table_lines
from corpus.readers.reading import Reading, ReadingWarning

DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
)
"""What openpyxl raises for files that are no workbooks."""


def read(path: Path) -> Reading:
    """Read a workbook; with several sheets each is headed by a line 【name】.

    Hidden rows are read, for a filter hides rows that belong to the ledger; hidden sheets hold lists for menus and are not.

    Raises:
        UnreadableFileError: if the file is damaged, encrypted or unpacks beyond the limits.
    """
    check_archive(path, "Excel")
    try:
        book = openpyxl.load_workbook(path, data_only=True)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        tables = [(sheet.title, table_lines(_matrix(sheet))) for sheet in shown]
        warnings = _warnings(path, book, shown)
    except (SyntaxError, *DAMAGED) as error:  # openpyxl lets XML parse errors through, which are SyntaxErrors
        raise UnreadableFileError(f"{path.name} 不是完好的 Excel 文件，无法打开，请用 Excel 或 WPS 重新保存") from error
    filled = [(title, lines) for title, lines in tables if lines]
    parts = [[f"【{title}】", *lines] if len(filled) > 1 else lines for title, lines in filled]
    return Reading("\n\n".join("\n".join(part) for part in parts), warnings=warnings)


def _matrix(sheet: Any) -> list[list[GridCell]]:
    """The written cells of a sheet, a merged one at every place that it covers.

    Only cells that exist are visited: a sheet may claim a million rows because someone coloured a column.
    """
    written = {place: cell for place, cell in sheet._cells.items() if cell.value is not None}
    if not written:
        return []
    cells = {place: cell_of(shown(cell.value, cell.number_format)) for place, cell in written.items()}
    rows = sorted({row for row, _ in written})
    columns = sorted({column for _, column in written})
    for area in sheet.merged_cells.ranges:
        first = cells.get((area.min_row, area.min_col))
        if first is None:
            continue
        covered = [row for row in rows if area.min_row <= row <= area.max_row]
        for row in covered:
            for column in range(area.min_col, min(area.max_col, columns[-1]) + 1):
                cells[row, column] = first
    return [[cells.get((row, column), EMPTY) for column in columns] for row in rows]


def shown(value: object, number_format: str) -> str:
    """A value as the cell shows it: dates, percentages and numbers by the cell's format."""
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, number_format)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if "%" in number_format:
            decimals = re.search(r"\.(0+)%", number_format)
            return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
        return format(value, ".12g") if isinstance(value, float) else str(value)
    return str(value)


def _date(value: datetime.date, number_format: str) -> str:
    """A date in Chinese where its format is, with as much of it as the format shows; else in ISO."""
    if "年" in number_format or '"月"' in number_format:
        day = f"{value.day}日" if "d" in number_format.lower() else ""
        return f"{value.year}年{value.month}月{day}"
    if isinstance(value, datetime.datetime) and (value.hour or value.minute):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.strftime("%Y-%m-%d")


def _warnings(path: Path, book: Any, visible: list[Any]) -> tuple[ReadingWarning, ...]:
    """What a person who sees the sheet would not expect of its text."""
    texts = []
    hidden = [sheet.title for sheet in book.worksheets if sheet not in visible]
    if hidden:
        texts.append(f"隐藏的工作表 {'、'.join(hidden)} 没有收录，需要时请取消隐藏后再收录")
    for sheet in visible:
        rows = [row for row, size in sheet.row_dimensions.items() if size.hidden and _has_text(sheet, row)]
        if rows:
            texts.append(f"工作表 {sheet.title} 有 {len(rows)} 个隐藏行（第 {rows[0]} 行等），已一并收录")
    missing = _formulas_without_value(path, book)
    if missing:
        texts.append(f"有 {missing} 个公式没有保存计算结果，读成了空格，请用 Excel 打开后保存再收录")
    return tuple(ReadingWarning(None, text) for text in texts)


def _has_text(sheet: Any, row: int) -> bool:
    return any(place[0] == row and cell.value is not None for place, cell in sheet._cells.items())


def _formulas_without_value(path: Path, values: Any) -> int:
    """Formulas whose result was never saved, as programs write them; the file is read again only if it has formulas."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        if not any(b"<f" in archive.read(name) for name in sheets):
            return 0
    formulas = openpyxl.load_workbook(path)
    return sum(
        cell.data_type == "f" and (found := values[sheet.title]._cells.get(place)) is not None and found.value is None
        for sheet in formulas.worksheets
        for place, cell in sheet._cells.items()
    )
