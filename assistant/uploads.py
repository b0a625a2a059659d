"""Files on their way into the library: each batch lies in a folder of its own until it has been read."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from assistant.errors import InputError

LARGEST = 500 * 1024 * 1024
"""Bytes of one file: a scanned volume of a thousand pages stays below."""


class Uploads:
    """The batches of one data directory."""

    def __init__(self, folder: Path) -> None:
        """Keep the batches under `folder`."""
        self._folder = folder

    async def receive(self, batch: str, name: str, content: AsyncIterator[bytes]) -> None:
        """Take one file into a batch, piece by piece.

        Raises:
            InputError: if the name cannot be a file's name, or the file is too large.
        """
        path = self._batch(batch) / Path(name.replace("\\", "/")).name
        if not path.name or path.name.startswith("."):
            raise InputError(f"文件名“{name}”不能用，请改名后再传")
        path.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with path.open("wb") as file:
            async for piece in content:
                size += len(piece)
                if size > LARGEST:
                    path.unlink()
                    raise InputError(f"{path.name} 超过 {LARGEST // 1024 // 1024} MB，请拆分后再传")
                file.write(piece)

    def files(self, batch: str) -> list[Path]:
        """The files of a batch, by name."""
        folder = self._batch(batch)
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def clear(self, batch: str) -> None:
        """Forget a batch."""
        shutil.rmtree(self._batch(batch), ignore_errors=True)

    def forget(self) -> None:
        """Forget all batches, as when nobody can be waiting for one any more."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _batch(self, batch: str) -> Path:
        if not re.fullmatch(r"[A-Za-z0-9-]{8,64}", batch):
            raise InputError(f"批次“{batch}”无效，请刷新页面后再传")
        return self._folder / batch
