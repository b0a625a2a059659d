"""CSV and TSV as tables."""

import csv
import io
from pathlib import Path

from corpus.readers.grid import cell_of, table_lines
from corpus.readers.reading import Reading
from corpus.readers.text import decode


def read(path: Path) -> Reading:
    """Read a table of comma-, tab- or semicolon-separated values in any encoding that text files come in.

    Raises:
        UnreadableFileError: if the bytes are no text.
    """
    text = decode(path)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(text)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    return Reading("\n".join(table_lines([[cell_of(value) for value in row] for row in rows])))


def _delimiter(text: str) -> str:
    """The separator that the first line holds most of; a comma inside a quoted cell does not count."""
    first = text.split("\n", maxsplit=1)[0]
    return max(",\t;", key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
