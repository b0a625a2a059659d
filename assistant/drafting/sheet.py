"""Drafts as an Excel ledger: one row a problem, ready to be kept on."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side

from assistant.drafting.draft import Draft, describe

_COLUMNS = (
    ("序号", 6),
    ("问题", 36),
    ("整改措施", 70),
    ("责任单位", 18),
    ("责任人", 10),
    ("整改时限", 16),
    ("整改进展", 16),
    ("依据", 60),
)
_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def write_sheet(drafts: Sequence[Draft], path: Path) -> None:
    """Write a ledger with one row a draft; what is still to be done stands empty."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "整改台账"
    sheet.append(["问题整改台账"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_COLUMNS))
    sheet["A1"].font = Font(name="方正小标宋简体", size=18)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.append([name for name, _ in _COLUMNS])
    for number, draft in enumerate(drafts, 1):
        sheet.append(_row(number, draft))
    for (_, width), column in zip(_COLUMNS, "ABCDEFGH", strict=True):
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str):
                # What begins with = is text here like any other, and stays so when it is edited.
                cell.data_type, cell.quotePrefix = "s", True
            cell.border = _BORDER
            cell.font = Font(name="黑体" if cell.row == 2 else "仿宋", size=11)
            cell.alignment = Alignment(
                horizontal="center" if cell.row == 2 or cell.column in (1, 4, 5, 6) else "left",
                vertical="center",
                wrap_text=True,
            )
    for number, draft in enumerate(drafts, 1):
        sheet.row_dimensions[number + 2].height = _height(_row(number, draft))
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    book.save(path)


def _row(number: int, draft: Draft) -> list[str | int]:
    measures = "\n".join(f"{n}.{measure.text}" for n, measure in enumerate(draft.measures, 1))
    basis = "\n".join(describe(citation) for citation in draft.citations)
    texts = [draft.issue, measures or draft.missing or "", draft.unit, draft.person, draft.deadline, "", basis]
    # Excel refuses a file with control characters in it.
    return [number, *(ILLEGAL_CHARACTERS_RE.sub("", text) for text in texts)]


def _height(values: Sequence[str | int]) -> float:
    """Points that a row needs: its longest cell by the characters that its column holds; Excel allows 409."""
    lines = [
        sum(-(-2 * len(line) // width) or 1 for line in str(value).split("\n"))
        for value, (_, width) in zip(values, _COLUMNS, strict=True)
    ]
    return min(409.0, 15.0 * max(lines) + 6)
