"""CSV and TSV as tables."""

import csv
import io
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers.grid import cell_of, table_lines
from corpus.readers.reading import Reading
from corpus.readers.text import decode


def read(path: Path) -> Reading:
    """Read a table of comma-, tab- or semicolon-separated values in any encoding that text files come in.

    Raises:
        UnreadableFileError: if the bytes are no text or no table.
    """
    text = decode(path)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFileError(
            f"{path.name} 的引号不成对或单元格过长，无法分列，请用 Excel 另存为 .xlsx 后再收录"
        ) from error
    return Reading("\n".join(table_lines([[cell_of(value) for value in row] for row in rows])))


def _delimiter(text: str) -> str:
    """The separator that the first line holds most of; a comma inside a quoted cell does not count."""
    first = text.split("\n", maxsplit=1)[0][:10_000]
    return max(",\t;", key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
