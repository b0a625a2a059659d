"""Files in, text out: one module a format, each with `read(path) -> Reading`.

Readers undo what a format does to text (encodings, pages, runs, cells) and nothing else; what the text means is for the
rest of the room. A table is written as lines of cells divided by tabs, its header first, a cell's own line breaks as
spaces, so that `corpus.tables` reads every format's tables alike.

Plain text is read here and now. Every other format is read by large libraries from files that anybody may have made, so
it is read in a worker process with limits.
"""

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers.quality import is_unusable, page_warnings
from corpus.readers.reading import PageDone, Reading, ReadingWarning, nothing
from corpus.sandbox import call

MODULES = {
    ".txt": "text", ".md": "text", ".csv": "delimited", ".tsv": "delimited",
    ".pdf": "pdf",
    ".png": "ocr", ".jpg": "ocr", ".jpeg": "ocr", ".bmp": "ocr", ".tif": "ocr", ".tiff": "ocr", ".webp": "ocr",
    ".docx": "word", ".docm": "word", ".xlsx": "sheet", ".xlsm": "sheet",
    ".doc": "office", ".wps": "office", ".rtf": "office", ".odt": "office",
    ".xls": "office", ".et": "office", ".ods": "office",
    ".html": "html", ".htm": "html",
}  # fmt: skip
"""The module that reads each suffix. Modules are imported when a file needs them: some bring heavy libraries."""

LONGEST = 5_000_000
"""Characters of a document: five times the longest book that offices keep. Reading takes time in proportion."""

_HARMLESS = ("text", "delimited")
_PAGED = ("pdf", "ocr")


def read(path: Path, page_done: PageDone = nothing) -> Reading:
    """Read a file by its suffix, within limits of time and memory; `page_done` hears of the pages of formats that have any.

    Raises:
        UnreadableFileError: if the file is missing, empty, of an unknown format, damaged, or holds no text.
    """
    name = _shown(path.name)
    if not _is_file(path):
        raise UnreadableFileError(f"{_shown(str(path))} 不存在或不是文件，请检查路径")
    if path.stat().st_size == 0:
        raise UnreadableFileError(f"{name} 是空文件，没有可读的内容")
    module = MODULES.get(path.suffix.lower())
    if module is None:
        known = " ".join(sorted(MODULES))
        raise UnreadableFileError(f"{name} 的格式 {path.suffix or '（无扩展名）'} 不支持，可收录的格式：{known}")
    try:
        reading = read_here(path) if module in _HARMLESS else call(read_here, path, progress=page_done)
    except UnreadableFileError as error:
        raise UnreadableFileError(str(error).replace(path.name, name)) from error.__cause__
    if not reading.text.strip():
        advice = "请确认不是空白页，扫描件请重新扫描清晰" if module in _PAGED else "请确认文件内容"
        raise UnreadableFileError(f"{name} 中没有读到文字，{advice}后再收录")
    if is_unusable(reading.text):
        raise UnreadableFileError(f"{name} 的文字大半是乱码，无法使用，请用原软件重新导出，或打印成扫描件后再收录")
    return replace(reading, warnings=(*reading.warnings, *page_warnings(reading.text, reading.pages)))


def read_here(path: Path, page_done: PageDone = nothing) -> Reading:
    """Read a file in this process."""
    module = MODULES[path.suffix.lower()]
    reader = import_module(f"corpus.readers.{module}")
    reading: Reading = reader.read(path, page_done) if module in _PAGED else reader.read(path)
    if len(reading.text) > LONGEST:
        raise UnreadableFileError(
            f"{path.name} 有 {len(reading.text) // 10_000} 万字，超过上限 {LONGEST // 10_000} 万字，请拆分后再收录"
        )
    # Half a character, as a damaged file may have one, can be written nowhere.
    return replace(reading, text=re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", reading.text))


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name too long for the file system names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _shown(name: str) -> str:
    """A file's name as one short line: names may hold line breaks and three hundred characters."""
    line = "".join(c if c.isprintable() else "␤" for c in name)
    return line if len(line) <= 80 else f"{line[:60]}…{line[-16:]}"


__all__ = ["MODULES", "PageDone", "Reading", "ReadingWarning", "read", "read_here"]
