"""All that a data directory holds in one file, taken while it is in use, and a data directory made of such a file."""

import io
import shutil
import sqlite3
import tarfile
import tempfile
from pathlib import Path

from filelock import FileLock

from assistant.errors import InputError
from index import durable

_LEFT_OUT = ("lock", "cache", "uploads")
"""What can be made anew, or belongs to what is under way."""

_STATE = "state.db"


def backup(data: Path, file: Path) -> None:
    """Write the documents, their index, and what the page keeps to a compressed archive.

    Those who ask go on; whoever changes the library waits until it is written.

    Raises:
        InputError: if the file is there, or cannot be written.
    """
    if file.exists():
        raise InputError(f"{file} 已存在，请换一个文件名")
    if file.absolute().is_relative_to(data.absolute()):
        raise InputError(f"{file} 在数据目录里，请备份到别处")
    try:
        with FileLock(data / "lock"):
            durable.replace(file, lambda aside: _write(data, aside))
    except OSError as error:
        raise InputError(f"{file} 无法写入（{error.strerror}），请检查磁盘空间和权限") from error


def restore(file: Path, data: Path) -> None:
    """Make the data directory `data`, in which nothing may be kept yet, of what `backup` wrote.

    Raises:
        InputError: if the folder holds anything, or the file is no whole backup.
    """
    kept = [path.name for path in data.rglob("*") if path.is_file()]
    if set(kept) - {"assistant-data.json", "lock", "catalogue.json"}:
        raise InputError(f"{data} 里有内容，恢复只写入空目录：请用 --data 指定新的目录")
    data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data.parent, prefix=f".{data.name}-") as aside:
        made = Path(aside) / "data"
        try:
            with tarfile.open(file) as archive:
                # Names that lead out of the folder, links and devices are refused by this filter.
                archive.extractall(made, filter="data")
        except (OSError, EOFError, tarfile.TarError) as error:
            raise InputError(f"{file} 不是完整的备份文件（{error}），请换一个备份") from error
        if not (made / "assistant-data.json").is_file():
            raise InputError(f"{file} 不是本助手的备份文件，请换一个备份")
        made.chmod(0o700)
        shutil.rmtree(data, ignore_errors=True)
        durable.place_folder(made, data)


def _write(data: Path, file: Path) -> None:
    with tarfile.open(file, "w:gz", compresslevel=1) as archive:
        for path in sorted(data.iterdir()):
            if path.name not in _LEFT_OUT and not path.name.startswith(_STATE):
                archive.add(path, path.name)
        if (data / _STATE).is_file():
            content = _state(data / _STATE)
            entry = tarfile.TarInfo(_STATE)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


def _state(path: Path) -> bytes:
    """The database as it is at one moment, whoever writes to it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / _STATE
        source, target = sqlite3.connect(path), sqlite3.connect(copy)
        try:
            source.backup(target)
        except sqlite3.DatabaseError as error:
            raise InputError(f"{path} 已损坏，无法备份：请先打开一次页面，损坏的记录会被改名存放") from error
        finally:
            source.close()
            target.close()
        return copy.read_bytes()
