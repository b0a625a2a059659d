"""Plain text and Markdown: UTF-8 with or without a mark, UTF-16 with one, GB18030 as older offices write it."""

import codecs
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers.reading import Reading

LARGEST_TEXT = 64 * 2**20
"""Bytes of plain text that are read: a thousand books. A larger file is a dump or a mistake, and fits into no answer."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read(path: Path) -> Reading:
    """Read a text file.

    Raises:
        UnreadableFileError: if the bytes are no text in any of these encodings, or too many.
    """
    return Reading(decode(path))


def decode(path: Path) -> str:
    """The text of a file; line ends become \\n so that offsets mean the same on every machine.

    Raises:
        UnreadableFileError: if the bytes are no text in any of these encodings, or too many.
    """
    size = path.stat().st_size
    if size > LARGEST_TEXT:
        raise UnreadableFileError(
            f"{path.name} 有 {size // 2**20} MB，超过文本文件的上限 {LARGEST_TEXT // 2**20} MB，请拆分后再收录"
        )
    return decode_bytes(path, path.read_bytes(), None).replace("\r\n", "\n").replace("\r", "\n")


def decode_bytes(path: Path, data: bytes, declared: str | None) -> str:
    """Bytes as text: by their mark, by what the file declares, else by trying.

    Raises:
        UnreadableFileError: if none of the encodings fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\x00" not in data:
        for encoding in _encodings(declared):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        if declared:
            return data.decode(_encodings(declared)[0], errors="replace")
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
