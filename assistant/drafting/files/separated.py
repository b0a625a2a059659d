"""Ledgers as comma-, tab- or semicolon-separated text, in whatever encoding it came.

The file is kept byte by byte but for the cells that gain a text, so that quotes, line ends and encoding stay. The list of
what was written is a file beside the copy, for such a file holds one table only.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string as column_number
from openpyxl.utils.cell import coordinate_from_string

from assistant.drafting.files import LISTING, Listing
from assistant.drafting.grid import Cell, Grid, Line
from corpus.readers.delimited import delimiter
from corpus.readers.text import content, encoding


@dataclass(frozen=True)
class _Field:
    """What a cell holds, and where it is written, quotes included."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _File:
    mark: bytes
    codec: str
    text: str
    delimiter: str

    @classmethod
    def open(cls, path: Path) -> "_File":
        data = content(path)
        mark, codec = encoding(path, data)
        text = data[len(mark) :].decode(codec)
        return cls(mark, codec, text, delimiter(path, text))

    def rows(self) -> list[list[_Field]]:
        """The fields of each row; an empty line is a row of one empty field."""
        return [list(row) for row in _rows(self.text, self.delimiter)]

    def write(self, path: Path, text: str) -> None:
        path.write_bytes(self.mark + text.encode(self.codec))


def read(path: Path) -> list[Grid]:
    """The one table of the file, with addresses as Excel would give them.

    Raises:
        UnreadableFileError: if the bytes are no text.
    """
    rows = _File.open(path).rows()
    width = max(map(len, rows), default=0)
    lines = (_line(number, row, width) for number, row in enumerate(rows, 1))
    return [[line for line in lines if any(cell.text for cell in line.cells)]]


def write(path: Path, output: Path, texts: Mapping[str, str], listing: Listing) -> set[str]:
    """Copy the file with these texts in their cells, and write the list beside the copy."""
    file = _File.open(path)
    written, at = "", 0
    for start, end, words in _edits(file.rows(), texts, file.delimiter):
        written += file.text[at:start] + words
        at = end
    file.write(output, written + file.text[at:])
    table = "".join(f"{file.delimiter.join(map(_quoted, row))}\r\n" for row in listing)
    file.write(output.with_name(f"{output.stem}-{LISTING}{output.suffix}"), table)
    return set(texts)


def _rows(text: str, mark: str) -> Iterator[Iterator[_Field]]:
    """A field is quoted or bare; a quote that is never closed is a character like any other."""
    bare = rf"[^{mark}\r\n]*"
    pattern = re.compile(rf'(?:"(?P<quoted>(?:[^"]|"")*)")?(?P<bare>{bare})(?P<end>{mark}|\r\n|\r|\n|$)')
    at, number, found = 0, 0, []
    while match := pattern.match(text, at):
        words = (match["quoted"] or "").replace('""', '"') + match["bare"]
        found.append((number, _Field(words.strip(), at, match.start("end"))))
        number += match["end"] != mark
        at = match.end()
        if not match["end"]:
            break
    for _, row in itertools.groupby(found, key=lambda pair: pair[0]):
        yield (field for _, field in row)


def _line(number: int, row: list[_Field], width: int) -> Line:
    texts = [field.text for field in row] + [""] * (width - len(row))
    return Line(number, tuple(Cell(f"{get_column_letter(i)}{number}", text, number) for i, text in enumerate(texts, 1)))


def _edits(rows: list[list[_Field]], texts: Mapping[str, str], mark: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of the file with what stands there instead, in order; a row that ends too soon is made longer."""
    wanted = sorted((row, column_number(letters), text) for (letters, row), text in _places(texts))
    for number, cells in itertools.groupby(wanted, key=lambda cell: cell[0]):
        row = rows[number - 1]
        width = len(row)
        for _, column, text in cells:
            field = row[column - 1] if column <= len(row) else None
            start, end = (field.start, field.end) if field else (row[-1].end, row[-1].end)
            yield start, end, mark * (column - max(width, len(row))) * (field is None) + _quoted(text)
            width = max(width, column)


def _places(texts: Mapping[str, str]) -> Iterator[tuple[tuple[str, int], str]]:
    return ((coordinate_from_string(address), text) for address, text in texts.items())


def _quoted(text: str) -> str:
    """A field that stays text: a spreadsheet would read what begins so as a formula (OWASP, "CSV Injection")."""
    kept = f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
    return '"' + kept.replace('"', '""') + '"'
