"""A source as an Excel workbook: sheets after `=== name`, a title over the table, headers of two lines, merged cells."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from corpus.samples.archive import EPOCH, write_archive
from corpus.samples.source import Line, merges, read_lines, shown

_THIN = Side(style="thin")


def write_sheet(path: Path, text: str) -> None:
    """Write the sheets of a source as a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.created = datetime(*EPOCH)
    book.properties.creator = "示例"
    for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        name, _, content = part.partition("\n")
        _fill(book.create_sheet(name.strip()), read_lines(content))
    write_archive(path, _bytes(book))


def _fill(sheet: Any, lines: Sequence[Line]) -> None:
    title = lines[0].text
    rows = [line.cells for line in lines if line.kind == "row"]
    width = len(rows[0])
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet["A1"].font = Font(size=16, bold=True)
    for row in rows:
        sheet.append([_value(cell) for cell in row])
    for cells in sheet.iter_rows(min_row=2, max_row=len(rows) + 1, max_col=width):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
            if isinstance(cell.value, float) and cell.value < 1:
                cell.number_format = "0%"
    for merge in merges(rows):
        sheet.merge_cells(
            start_row=merge.top + 2, start_column=merge.left + 1, end_row=merge.bottom + 2, end_column=merge.right + 1
        )
    for column in range(1, width + 1):
        longest = max(len(shown(row[column - 1])) for row in rows)
        sheet.column_dimensions[get_column_letter(column)].width = min(60, 6 + 1.6 * longest)
    sheet.freeze_panes = "A4" if rows[1][0] == "^" else "A3"


def _value(cell: str) -> str | int | float | None:
    """Numbers as numbers, so that the sheet can reckon with them; a percentage as a fraction, as Excel keeps it."""
    if re.fullmatch(r"\d+", cell):
        return int(cell)
    if re.fullmatch(r"\d+\.\d+", cell):
        return float(cell)
    if re.fullmatch(r"\d+%", cell):
        return int(cell[:-1]) / 100
    return shown(cell) or None


def _bytes(book: Any) -> bytes:
    """The workbook saved by hand: `Workbook.save` would put the present hour into it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        book.properties.modified = datetime(*EPOCH)
        ExcelWriter(book, archive).write_data()
    return buffer.getvalue()
