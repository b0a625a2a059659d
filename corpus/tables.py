"""Tables in the text of a document: lines of cells divided by tabs, whatever the file's format was.

Every reader writes a table this way (as spreadsheets copy it), so that ledgers are understood in one place. The first
line of a table is its header; the same header again, after a page turn, continues the same table.
"""

import re
from dataclasses import dataclass

_NAME = re.compile(r"^[^\d，。；：]{1,14}$")
_USUAL_NAME = re.compile(
    r"^(?:序号|编号|.*(?:问题|措施|单位|部门|时限|期限|名称|备注|情况|描述|日期|金额|来源|进展|时间|姓名|电话|类别|类型|内容|结果|项目))$"
)
"""Names that columns usually have: a line of plain names, half of them usual, is a header wherever it stands."""

_FIRST_NAME = re.compile(r"^(?:其中[:：])?(?![\d.,，%％()（）含—～~\-]+$)[^。；：]{1,24}$")
"""A name in the first line of a table."""

_NUMBERED = re.compile(r"^(?:第.{1,6}[编章节条]|[一二三四五六七八九十]+、|[（(].{1,3}[)）]|\d+[.．、])")
_LEDGER_NAME = re.compile(r"问题|整改|措施|责任单位")
_SHEET = re.compile(r"^【.+】$")
"""A line that names a sheet: what follows is another table, be its header the same."""

_HEADING_LENGTH = 60
"""Characters up to which a line between two rows is a heading inside the table and does not end it."""


@dataclass(frozen=True)
class Cell:
    """A cell by its offsets in the document, white space at its ends left out."""

    start: int
    end: int


@dataclass(frozen=True)
class Row:
    """A line of a table: its number among the data rows, counted from 1, its offsets and its cells in column order."""

    number: int
    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table: its name as cited (台账, 表1), its column names, the offsets of its header lines, its data rows."""

    name: str
    columns: tuple[str, ...]
    headers: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]

    @property
    def is_ledger(self) -> bool:
        """Whether the table lists problems with what is done about them."""
        return self.name.startswith("台账")


def find_tables(text: str) -> list[Table]:
    """The tables of `text` in order. Lines with tabs but no header line above them are not taken for a table."""
    found: list[_Draft] = []
    current: _Draft | None = None
    first = True
    sheet = 0
    for match in re.finditer(r"[^\n]*\n?", text):
        line = match[0]
        if "\t" not in line:
            sheet += bool(_SHEET.match(line.strip()))
            first = first or bool(line.strip())
            if len(line) > _HEADING_LENGTH or _SHEET.match(line.strip()):
                current = None
            continue
        cells = _cells(line, match.start())
        names = tuple(text[cell.start : cell.end] for cell in cells)
        if _is_header(names, first and (current is None or len(names) != len(current.columns))):
            current = next((draft for draft in found if draft.columns == names and draft.sheet == sheet), None)
            if current is None:
                current = _Draft(names, sheet, [], [])
                found.append(current)
            current.headers.append((match.start(), match.end()))
        elif current is not None and (not first or len(names) == len(current.columns)):
            current.rows.append(Row(len(current.rows) + 1, match.start(), match.end(), cells))
        else:
            current = None
        first = False
    return _named([draft for draft in found if len(draft.rows) > (len(draft.columns) == 2)])


@dataclass(frozen=True)
class _Draft:
    columns: tuple[str, ...]
    sheet: int
    headers: list[tuple[int, int]]
    rows: list[Row]


def _named(drafts: list["_Draft"]) -> list[Table]:
    """Name each table: a rectification ledger is cited as 台账, any other by its place."""
    tables = []
    ledgers = 0
    for place, draft in enumerate(drafts, 1):
        name = f"表{place}"
        if len(_LEDGER_NAME.findall("".join(draft.columns))) >= 2:
            ledgers += 1
            name = "台账" if ledgers == 1 else f"台账{ledgers}"
        tables.append(Table(name, draft.columns, tuple(draft.headers), tuple(draft.rows)))
    return tables


def _cells(line: str, offset: int) -> tuple[Cell, ...]:
    cells = []
    for match in re.finditer(r"[^\t\n]*(?=\t|\n|$)(?:\t|\n|$)", line):
        content = match[0].rstrip("\t\n")
        start = offset + match.start() + len(content) - len(content.lstrip())
        cells.append(Cell(start, max(start, offset + match.start() + len(content.rstrip()))))
        if not match[0].endswith("\t"):
            break
    return tuple(cells)


def _is_header(names: tuple[str, ...], first: bool) -> bool:
    """Short names in nearly every cell: plain ones anywhere, others only in the first line of a table.

    Two cells may as well be a numbered line with a tab after its number, so there the names must not be numbers.
    """
    named = [name for name in names if name]
    usual = sum(bool(_USUAL_NAME.match(name)) for name in named)
    plain = len(named) >= 3 and len(named) >= len(names) - 1 and all(_NAME.match(name) for name in named)
    if plain and (first or 2 * usual >= len(named)):
        return True
    if not first or len(named) < 2 or 2 * len(named) < len(names) or not all(_FIRST_NAME.match(name) for name in named):
        return False
    return len(names) > 2 or not any(_NUMBERED.match(name) for name in names)
