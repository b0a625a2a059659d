"""Tables of every format as lines of cells divided by tabs, the header first, merged cells undone.

A row must be readable alone: a value that is merged over several rows stands in each of them, and a header of two
lines (责任 over 单位 and 人) becomes one (责任单位, 责任人).
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class GridCell:
    """A cell; where it is merged the same object stands at every place that it covers, so cells compare by identity."""

    text: str


EMPTY = GridCell("")

Matrix = Sequence[Sequence[GridCell]]

_NAME_LENGTH = 24
"""Characters up to which a cell may be the name of a column."""


_FILLED_IN = re.compile(
    r"^(?:填[报表制]|编制|制[表作]|报送|审核|更新|截[止至]|(?:金额|计量|数量)?单位|时间|日期|联系)[^：:]{0,8}[:：]"
)
"""What is filled in above a header: by whom, when, in which unit. It is no name of a column."""


def cell_of(text: str) -> GridCell:
    """A cell with its own line breaks and tabs as spaces: they divide rows and cells here."""
    return GridCell(re.sub(r"\s*[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*", " ", text).strip())


def table_lines(matrix: Matrix) -> list[str]:
    """The lines of a table. What stands over the whole width, such as its title, becomes a line without tabs."""
    return [line for line, _ in table_rows(matrix)]


def table_rows(matrix: Matrix) -> Iterator[tuple[str, list[GridCell]]]:
    """The lines of a table, each with the row of cells that it was written from; of a header of several, the lowest."""
    rows = _without_empty([list(row) for row in matrix])
    place = 0
    while place < len(rows) and (len(texts := _texts(rows[place])) < 2 or all(map(_FILLED_IN.match, texts))):
        yield "　".join(texts), rows[place]
        place += 1
    depth = _header_depth(rows[place:])
    if depth:
        yield "\t".join(_column_names(rows[place : place + depth])), rows[place + depth - 1]
    for row in rows[place + depth :]:
        yield _data_line(row), row


def _without_empty(rows: list[list[GridCell]]) -> list[list[GridCell]]:
    """Rows of equal width, those and the columns that hold nothing left out."""
    width = max((len(row) for row in rows), default=0)
    full = [row + [EMPTY] * (width - len(row)) for row in rows]
    kept = [column for column in range(width) if any(row[column].text for row in full)]
    return [[row[column] for column in kept] for row in full if any(cell.text for cell in row)]


def _texts(row: Sequence[GridCell]) -> list[str]:
    """Texts of the cells of a row, a merged one once, empty ones left out."""
    return [cell.text for i, cell in enumerate(row) if cell.text and (i == 0 or cell is not row[i - 1])]


def _header_depth(rows: list[list[GridCell]]) -> int:
    """How many rows the header takes: more than one where a name is merged downwards beside names that divide."""
    if not rows or any(len(cell.text) > _NAME_LENGTH for cell in rows[0]):
        return 0
    depth = 1
    while depth < min(3, len(rows) - 1):
        above, row = rows[depth - 1], rows[depth]
        goes_down = any(a is b and a.text for a, b in zip(above, row, strict=True))
        divides = any(
            a is b and a.text and row[i] is not row[i + 1] for i, (a, b) in enumerate(itertools.pairwise(above))
        )
        short = all(len(cell.text) <= _NAME_LENGTH and not re.fullmatch(r"[\d.,%]+", cell.text) for cell in row)
        if not ((goes_down or divides) and short):
            break
        depth += 1
    return depth


def _column_names(header: list[list[GridCell]]) -> list[str]:
    """One name a column: the names above each other joined, unless the lower one holds the upper one anyway."""
    names = []
    for column in zip(*header, strict=True):
        name = ""
        for cell in column:
            part = re.sub(r"\s+", "", cell.text)
            name = part if name in part else name + part
        names.append(name)
    return names


def _data_line(row: list[GridCell]) -> str:
    """A row; what stands alone in it is a heading between rows or a note, else a cell merged sideways stands once."""
    texts = _texts(row)
    if len(texts) == 1 and len(row) > 2 and row[0].text and not texts[0].isdigit():
        return texts[0]
    return "\t".join(cell.text if i == 0 or cell is not row[i - 1] else "" for i, cell in enumerate(row))
