"""Tables in the text of a document: lines of cells divided by tabs, whatever the file's format was.

Every reader writes a table this way (as spreadsheets copy it), so that ledgers are understood in one place. A header
line is one whose cells are all short names; the same header again, after a page turn, continues the same table.
"""

import re
from dataclasses import dataclass

_HEADER_CELL = re.compile(r"^[^\d，。；：]{1,14}$")
_LEDGER_HEADER = re.compile(r"问题|整改|措施|责任单位")


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


def find_tables(text: str) -> list[Table]:
    """The tables of `text` in order. Lines with tabs but no header line above them are not taken for a table."""
    found: list[_Draft] = []
    current: _Draft | None = None
    for match in re.finditer(r"[^\n]*\n?", text):
        line = match[0]
        if line.count("\t") < 2:
            if line.strip():
                current = None
            continue
        cells = _cells(line, match.start())
        names = tuple(text[cell.start : cell.end] for cell in cells)
        if _is_header(names):
            current = next((draft for draft in found if draft.columns == names), None)
            if current is None:
                current = _Draft(names, [], [])
                found.append(current)
            current.headers.append((match.start(), match.end()))
        elif current is not None:
            current.rows.append(Row(len(current.rows) + 1, match.start(), match.end(), cells))
    return _named([draft for draft in found if draft.rows])


@dataclass(frozen=True)
class _Draft:
    columns: tuple[str, ...]
    headers: list[tuple[int, int]]
    rows: list[Row]


def _named(drafts: list["_Draft"]) -> list[Table]:
    """Name each table: a rectification ledger is cited as 台账, any other by its place."""
    tables = []
    ledgers = 0
    for place, draft in enumerate(drafts, 1):
        name = f"表{place}"
        if len(_LEDGER_HEADER.findall("".join(draft.columns))) >= 2:
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


def _is_header(names: tuple[str, ...]) -> bool:
    """At least three named columns, nearly all named, each by a short name without digits or sentences."""
    named = [name for name in names if name]
    return len(named) >= 3 and len(named) >= len(names) - 1 and all(_HEADER_CELL.match(name) for name in named)
