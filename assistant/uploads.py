"""Files on their way into the library: each batch lies in a folder of its own until it has been read.

Nothing that a client sends becomes a path: a batch lies under the hash of who sent it and what they call it, its files under
numbers, and their names in a list beside them.
"""

import hashlib
import json
import re
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.errors import InputError
from corpus.readers import MODULES
from index import Source, distinct_names


@dataclass(frozen=True)
class Quota:
    """What visitors may send: bytes of one file (a scanned volume of a thousand pages stays below) and of all that waits,
    files of one batch, and seconds that a batch waits for.
    """

    file: int = 500 * 2**20
    waiting: int = 4 * 2**30
    files: int = 2000
    age: float = 24 * 3600


_NAMES = "names.json"


class Uploads:
    """The batches of one data directory."""

    def __init__(self, folder: Path, quota: Quota = Quota()) -> None:
        """Keep the batches under `folder`."""
        self._folder = folder
        self._quota = quota

    async def receive(self, owner: str, batch: str, name: str, content: AsyncIterator[bytes]) -> None:
        """Take one file into a batch of `owner`, piece by piece; `name` may have the folders that it was chosen with.

        Raises:
            InputError: if the name cannot be a file's name, or the file is more than the quota allows.
        """
        shown = _clean(name)
        suffix = PurePosixPath(shown).suffix.lower()
        if suffix not in MODULES and suffix != ".jsonl":
            raise InputError(
                f"{shown} 的格式 {suffix or '（无扩展名）'} 不支持，可用的格式：{' '.join(sorted(MODULES))}"
            )
        self.forget_old()
        folder = self._batch(owner, batch)
        folder.mkdir(parents=True, exist_ok=True)
        names = _names(folder)
        if len(names) >= self._quota.files:
            raise InputError(f"一批最多 {self._quota.files} 个文件，{shown} 未上传，请分批")
        room = min(self._quota.file, self._quota.waiting - self._waiting())
        path = folder / f"{len(names):05d}{suffix}"
        try:
            await _write(path, content, shown, room)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        (folder / _NAMES).write_text(json.dumps([*names, shown]), encoding="utf-8")

    def files(self, owner: str, batch: str) -> list[Source]:
        """The files of a batch under names of their own, as they were sent."""
        folder = self._batch(owner, batch)
        names = _names(folder)
        told = distinct_names([PurePosixPath(name) for name in names], ())
        paths = [folder / f"{number:05d}{PurePosixPath(name).suffix.lower()}" for number, name in enumerate(names)]
        return [Source(path, name) for path, name in zip(paths, told, strict=True)]

    def clear(self, owner: str, batch: str) -> None:
        """Forget a batch."""
        shutil.rmtree(self._batch(owner, batch), ignore_errors=True)

    def forget(self) -> None:
        """Forget all batches, as when nobody can be waiting for one any more."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def forget_old(self) -> None:
        """Forget batches that nobody took within the time that the quota gives."""
        for folder in self._folder.glob("*"):
            if time.time() - folder.stat().st_mtime > self._quota.age:
                shutil.rmtree(folder, ignore_errors=True)

    def _batch(self, owner: str, batch: object) -> Path:
        if not isinstance(batch, str) or not re.fullmatch(r"[A-Za-z0-9-]{8,64}", batch):
            raise InputError("上传批次无效，请刷新页面后再传")
        return self._folder / hashlib.sha256(f"{owner}\0{batch}".encode()).hexdigest()[:32]

    def _waiting(self) -> int:
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())


async def _write(path: Path, content: AsyncIterator[bytes], shown: str, room: int) -> None:
    size = 0
    with path.open("wb") as file:
        async for piece in content:
            size += len(piece)
            if size > room:
                raise InputError(f"{shown} 超过 {room // 2**20} MB，请拆分后再传，或等其他文件收录完")
            file.write(piece)


def _names(folder: Path) -> list[str]:
    """The names of a batch's files in the order in which they came."""
    path = folder / _NAMES
    names: list[str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return names


def _clean(name: str) -> str:
    """A name as people see it: folders above it kept, what leads out of them and what cannot be printed left out."""
    printable = "".join(c for c in name if c.isprintable()).replace("\\", "/")
    parts = [part.strip() for part in printable.split("/")]
    kept = [part for part in parts if part not in ("", ".", "..")]
    if not kept or kept[-1].startswith(".") or len(kept[-1]) > 200:
        raise InputError(f"文件名“{name[:80]}”不能用，请改名后再传")
    return "/".join(kept[-4:])
