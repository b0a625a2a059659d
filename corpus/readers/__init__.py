"""Files in, text out: one module a format, each with `read(path) -> Reading`.

Readers undo what a format does to text (encodings, pages, runs, cells) and nothing else; what the text means is for the
rest of the room. A table is written as lines of cells divided by tabs, its header first, a cell's own line breaks as
spaces, so that `corpus.tables` reads every format's tables alike.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers.reading import Reading, ReadingWarning

MODULES = {
    ".txt": "text",
    ".md": "text",
    ".pdf": "pdf",
    ".docx": "word",
    ".docm": "word",
    ".xlsx": "sheet",
    ".xlsm": "sheet",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".html": "html",
    ".htm": "html",
}
"""The module that reads each suffix. Modules are imported when a file needs them: some bring heavy libraries."""


def read(path: Path) -> Reading:
    """Read a file by its suffix.

    Raises:
        UnreadableFileError: if the file is missing, empty, of an unknown format, damaged, or holds no text.
    """
    if not path.is_file():
        raise UnreadableFileError(f"{path} 不存在或不是文件，请检查路径")
    if path.stat().st_size == 0:
        raise UnreadableFileError(f"{path.name} 是空文件，没有可读的内容")
    module = MODULES.get(path.suffix.lower())
    if module is None:
        known = " ".join(sorted(MODULES))
        raise UnreadableFileError(f"{path.name} 的格式 {path.suffix or '（无扩展名）'} 不支持，可收录的格式：{known}")
    reader: Callable[[Path], Reading] = import_module(f"corpus.readers.{module}").read
    reading = reader(path)
    if not reading.text.strip():
        raise UnreadableFileError(f"{path.name} 中没有读到文字，请确认文件内容，扫描件请先转成清晰的图片或 PDF")
    return reading


__all__ = ["MODULES", "Reading", "ReadingWarning", "read"]
