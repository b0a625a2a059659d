"""CSV and TSV as tables."""

import csv
import io
import re
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
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter(path, text)))
    except csv.Error as error:
        raise UnreadableFileError(
            f"{path.name} 的引号不成对或单元格过长，无法分列，请用 Excel 另存为 .xlsx 后再收录"
        ) from error
    return Reading("\n".join(table_lines([[cell_of(value) for value in row] for row in rows])))


def delimiter(path: Path, text: str) -> str:
    """The separator that the first line with any holds most of; a comma inside a quoted cell does not count."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    lines = (line[:10_000] for line in text.split("\n") if re.search("[,\t;]", line))
    first = next(lines, "")
    return max(",\t;", key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
