"""What was derived from documents, kept so that it is made once: parsed clauses, counted terms, vectors.

Each document has a folder named by the hash of its content, with one file of each kind. All of it can be made anew, so a
file that is damaged counts as one that is not there, and nothing waits for the disk.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_CHECKSUM = hashlib.sha256().digest_size


class Cache:
    """The cache of one data directory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kept(
        self,
        digest: str,
        kind: str,
        made_by: str,
        make: Callable[[], T],
        to_bytes: Callable[[T], bytes],
        from_bytes: Callable[[bytes], T],
    ) -> T:
        """What `make` makes of the document with this hash, from the cache where it was made before.

        `made_by` tells everything that it depends on besides the document (a version, a model); what was made by another is
        deleted, for nobody asks for it again.
        """
        folder = self._folder / digest
        path = folder / f"{kind}-{made_by}"
        content = _checked(path)
        if content is not None:
            return from_bytes(content)
        value = make()
        folder.mkdir(parents=True, exist_ok=True)
        for superseded in folder.glob(f"{kind}-*"):
            superseded.unlink(missing_ok=True)
        content = to_bytes(value)
        aside = folder / f".{path.name}.{os.getpid()}"
        aside.write_bytes(hashlib.sha256(content).digest() + content)
        aside.replace(path)
        return value

    def keep_only(self, digests: Collection[str]) -> None:
        """Delete what was derived from all other documents."""
        for folder in self._folder.iterdir():
            if folder.name not in digests:
                shutil.rmtree(folder, ignore_errors=True)

    def damaged(self) -> list[Path]:
        """Files whose content is not what was written."""
        return sorted(path for path in self._folder.rglob("*") if path.is_file() and _checked(path) is None)


def _checked(path: Path) -> bytes | None:
    """The content of a file without the checksum before it; None if there is none, or if it does not agree."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    content = stored[_CHECKSUM:]
    return content if hashlib.sha256(content).digest() == stored[:_CHECKSUM] else None
