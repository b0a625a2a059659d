"""Plain text and Markdown: UTF-8 with or without a mark, UTF-16 with one, GB18030 as older offices write it."""

import codecs
import itertools
import re
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers.grid import cell_of, table_lines
from corpus.readers.reading import Reading

LARGEST_TEXT = 10 * 2**20
"""Bytes of plain text that are read: a shelf of books. A larger file is a dump or a mistake, and fits into no answer."""

_PIPE_LINE = re.compile(r"^[ \t]*\|.*\|[ \t]*$")
_PIPE_RULE = re.compile(r"^[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*$")

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read(path: Path) -> Reading:
    """Read a text file.

    Raises:
        UnreadableFileError: if the bytes are no text in any of these encodings, or too many.
    """
    text = decode(path)
    return Reading(_with_tables(text) if path.suffix.lower() == ".md" and "|" in text else text)


def _with_tables(text: str) -> str:
    """Markdown with its tables (| a | b | over a line of dashes) written as all tables are."""
    lines: list[str] = []
    for is_table, group in itertools.groupby(text.split("\n"), key=lambda line: bool(_PIPE_LINE.match(line))):
        run = list(group)
        if is_table and len(run) > 2 and _PIPE_RULE.match(run[1]):
            rows = [re.split(r"(?<!\\)\|", line.strip()[1:-1]) for line in (run[0], *run[2:])]
            run = table_lines([[cell_of(re.sub(r"<br\s*/?>", " ", cell)) for cell in row] for row in rows])
        lines += run
    return "\n".join(lines)


def decode(path: Path) -> str:
    """The text of a file; line ends become \\n so that offsets mean the same on every machine.

    Raises:
        UnreadableFileError: if the bytes are no text in any of these encodings, or too many.
    """
    return decode_bytes(path, content(path), None).replace("\r\n", "\n").replace("\r", "\n")


def content(path: Path) -> bytes:
    """The bytes of a text file.

    Raises:
        UnreadableFileError: if they are too many.
    """
    size = path.stat().st_size
    if size > LARGEST_TEXT:
        raise UnreadableFileError(
            f"{path.name} 有 {size // 2**20} MB，超过文本文件的上限 {LARGEST_TEXT // 2**20} MB，请拆分后再收录"
        )
    return path.read_bytes()


def decode_bytes(path: Path, data: bytes, declared: str | None) -> str:
    """Bytes as text: by their mark, by what the file declares, else by trying.

    Raises:
        UnreadableFileError: if none of the encodings fits.
    """
    mark, codec = encoding(path, data, declared)
    return data[len(mark) :].decode(codec, errors="replace")


def encoding(path: Path, data: bytes, declared: str | None = None) -> tuple[bytes, str]:
    """The mark that bytes begin with (b"" for none) and the encoding of the rest, so that text can be written as it was.

    Raises:
        UnreadableFileError: if none of the encodings fits.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return mark, codec
    if b"\x00" not in data:
        for codec in _encodings(declared):
            try:
                data.decode(codec)
            except UnicodeDecodeError:
                continue
            return b"", codec
        if declared:
            return b"", _encodings(declared)[0]
    raise UnreadableFileError(f"{path.name} 不是文本文件，或编码不是 UTF-8、UTF-16、GB18030，请另存为 UTF-8 后再收录")


def _encodings(declared: str | None) -> list[str]:
    """Encodings to try, the declared one first; GB2312 and GBK are parts of GB18030 and are declared loosely."""
    known = ["utf-8", "gb18030"]
    if declared is None:
        return known
    name = declared.lower()
    if name in ("gb2312", "gbk", "gb_2312-80"):
        name = "gb18030"
    try:
        codecs.lookup(name)
    except LookupError:
        return known
    return [name, *(each for each in known if each != name)]
