"""Drafts as an Excel ledger: one row a problem, ready to be kept on."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from assistant.drafting.case import BLANK
from assistant.drafting.draft import Draft, describe
from assistant.drafting.problem import figures_of

COLUMNS = (
    ("序号", 6),
    ("问题来源", 16),
    ("问题", 34),
    ("涉及金额", 14),
    ("整改措施", 66),
    ("牵头单位", 16),
    ("配合单位", 14),
    ("责任人", 9),
    ("整改时限", 14),
    ("佐证材料", 24),
    ("整改进展", 14),
    ("是否销号", 9),
    ("依据", 50),
)
"""Names and widths in characters."""

_CENTRED = frozenset({1, 4, 6, 7, 8, 9, 12})

_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def write_sheet(drafts: Sequence[Draft], path: Path, source: str = "") -> None:
    """Write a ledger with one row a draft and a sheet of doubts; what is still to be done stands empty.

    `source` says where the problems come from.
    """
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "整改台账"
    sheet.append(["问题整改台账"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    sheet["A1"].font = Font(name="方正小标宋简体", size=18)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.append([name for name, _ in COLUMNS])
    rows = [sheet_row(number, draft, source) for number, draft in enumerate(drafts, 1)]
    for row in rows:
        sheet.append(row)
    for number, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            _form(cell, cell.row == 2, _CENTRED)
    for number, row in enumerate(rows, 3):
        sheet.row_dimensions[number].height = _height(row)
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    _doubts(book, drafts)
    book.save(path)


def _form(cell: Any, heads: bool, centred: Collection[int]) -> None:
    """A cell in its form: with lines, its text as text, in the middle where it `heads` a column or its column is `centred`."""
    if isinstance(cell.value, str):
        # What begins with = is text here like any other, and stays so when it is edited.
        cell.data_type, cell.quotePrefix = "s", True
    cell.border = _BORDER
    cell.font = Font(name="黑体" if heads else "仿宋", size=11)
    side = "center" if heads or cell.column in centred else "left"
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)


def _doubts(book: openpyxl.Workbook, drafts: Sequence[Draft]) -> None:
    """What is to be verified or supplied before the ledger goes out, on a sheet of its own that stays in the house."""
    sheet = book.create_sheet("待核实事项")
    sheet.append(["序号", "事项"])
    for number, draft in enumerate(drafts, 1):
        for warning in draft.warnings:
            sheet.append([number, ILLEGAL_CHARACTERS_RE.sub("", warning)])
    sheet.column_dimensions["B"].width = 100
    for cells in sheet.iter_rows():
        for cell in cells:
            _form(cell, cell.row == 1, {1})


def sheet_row(number: int, draft: Draft, source: str = "") -> list[str | int]:
    """What stands in the row of a draft; why there are no measures is for the house, and stands among its doubts."""
    measures = "\n".join(f"{n}.{measure.text}" for n, measure in enumerate(draft.measures, 1))
    texts = [
        source,
        draft.issue,
        "、".join(figure for figure in figures_of(draft.issue) if "元" in figure),
        measures or BLANK,
        draft.unit,
        "、".join(draft.support),
        draft.person,
        draft.deadline,
        "、".join(draft.evidence),
        "",
        "",
        "\n".join(describe(citation) for citation in draft.citations),
    ]
    # Excel refuses a file with control characters in it.
    return [number, *(ILLEGAL_CHARACTERS_RE.sub("", text) for text in texts)]


def _height(values: Sequence[str | int]) -> float:
    """Points that a row needs: its longest cell by the characters that its column holds; Excel allows 409."""
    lines = [
        sum(-(-2 * len(line) // width) or 1 for line in str(value).split("\n"))
        for value, (_, width) in zip(values, COLUMNS, strict=True)
    ]
    return min(409.0, 15.0 * max(lines) + 6)
