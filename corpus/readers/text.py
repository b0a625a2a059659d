"""Plain text and Markdown: UTF-8 with or without a mark, UTF-16 with one, GB18030 as older offices write it."""

import codecs
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers.reading import Reading

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read(path: Path) -> Reading:
    """Decode the file; line ends become \\n so that offsets mean the same on every machine.

    Raises:
        UnreadableFileError: if the bytes are no text in any of these encodings.
    """
    data = path.read_bytes()
    text = _decode(path, data).replace("\r\n", "\n").replace("\r", "\n")
    return Reading(text)


def _decode(path: Path, data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\x00" not in data:
        for encoding in ("utf-8", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise UnreadableFileError(f"{path.name} 不是文本文件，或编码不是 UTF-8、UTF-16、GB18030，请另存为 UTF-8 后再收录")
