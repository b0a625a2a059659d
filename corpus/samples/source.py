"""The markup in which the words of a sample are written, one paragraph a line.

    ^ red head    # title    ## chapter    > signature, right-aligned    @ numbered by the format, not in the text
    ---           a new page                a<TAB>b<TAB>c  a row of a table

In a row, a cell `<` belongs to the cell on its left and `^` to the cell above: merged cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "sources"

_MARKS = {"^": "head", "#": "title", "##": "chapter", ">": "signature", "@": "numbered"}


@dataclass(frozen=True)
class Line:
    """A paragraph (`kind` says which), a page turn ("page"), or a row ("row", its text with tabs)."""

    kind: str
    text: str

    @property
    def cells(self) -> list[str]:
        """The cells of a row."""
        return self.text.split("\t")


@dataclass(frozen=True)
class Merge:
    """A merged cell by its corners, counted from 0, the last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


def read_lines(text: str) -> list[Line]:
    """The lines of a source."""
    return [_line(line) for line in text.splitlines() if line.strip()]


def _line(written: str) -> Line:
    if written == "---":
        return Line("page", "")
    if "\t" in written:
        return Line("row", written)
    mark, _, rest = written.partition(" ")
    return Line(_MARKS[mark], rest) if mark in _MARKS else Line("text", written)


def blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Paragraphs one by one, the rows of a table together."""
    table: list[Line] = []
    for line in lines:
        if line.kind == "row":
            table.append(line)
            continue
        if table:
            yield table
            table = []
        yield [line]
    if table:
        yield table


def merges(rows: Sequence[Sequence[str]]) -> list[Merge]:
    """The merged cells of a table."""
    found = []
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            right = left
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            bottom = top
            while bottom + 1 < len(rows) and rows[bottom + 1][left] == "^":
                bottom += 1
            if (bottom, right) != (top, left):
                found.append(Merge(top, left, bottom, right))
    return found


def shown(cell: str) -> str:
    """What a cell shows: nothing where it belongs to another."""
    return "" if cell in ("<", "^") else cell
