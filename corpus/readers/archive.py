"""Office files are zip archives: look into one before a library unpacks it."""

import zipfile
import zlib
from pathlib import Path

from corpus.errors import UnreadableFileError

LARGEST_UNPACKED = 400 * 2**20
"""Bytes that an office file may unpack to; the largest honest ones stay under a tenth of that."""

LARGEST_XML = 80 * 2**20
"""Bytes of one XML part: parsers need ten times that in memory. Pictures may be larger, for they are not parsed."""

_OLE_MAGIC = b"\xd0\xcf\x11\xe0"


def check_archive(path: Path, kind: str) -> None:
    """Refuse what cannot be opened or would not fit into memory.

    Raises:
        UnreadableFileError: if the file is no zip archive, is encrypted, or unpacks to more than the limits.
    """
    with path.open("rb") as file:
        magic = file.read(4)
    if magic == _OLE_MAGIC:
        raise UnreadableFileError(
            f"{path.name} 有打开密码，或是旧格式改了扩展名，请去掉密码后另存为 {path.suffix} 再收录"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            mains = [name for name in archive.namelist() if name in ("word/document.xml", "xl/workbook.xml")]
            strict = any(b"purl.oclc.org/ooxml" in archive.open(name).read(4000) for name in mains)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise UnreadableFileError(f"{path.name} 不是完好的 {kind} 文件，无法打开，请用原软件重新保存") from error
    if strict:
        raise UnreadableFileError(
            f"{path.name} 是 Strict Open XML 格式，不能直接读取，请另存为普通的 {path.suffix} 后再收录"
        )
    total = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if total > LARGEST_UNPACKED or largest > LARGEST_XML:
        size = max(total, largest) // 2**20
        raise UnreadableFileError(f"{path.name} 解压后有 {size} MB，超过上限，疑为压缩炸弹，请拆分后再收录")
