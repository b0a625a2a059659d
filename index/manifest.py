"""What a generation consists of: the checksums of its files, and what it was built with.

The catalogue holds the hash of the manifest and the manifest the hashes of the files, so that nothing of an index can be
lost, cut off or altered unnoticed.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus import content_hash
from index import durable
from index.errors import DataDirectoryError

FORMAT = 6
"""Raise when what a generation holds changes: an older one is built again from the documents."""

WHOLE = 256 * 2**20
"""Bytes of a generation up to which all of it is read to be checked when it is opened, a quarter of a second at most. Of a
larger one the sizes are looked at, and `assistant check` reads it all."""

_NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """`model` is the id of the model that the settings named, `weighed` how many clauses there were when it was decided
    whether to adapt it; `files` gives size in bytes and SHA-256 of each file, by its path in the folder.
    """

    model: str
    weighed: int
    files: dict[str, tuple[int, str]]

    @classmethod
    def write(cls, folder: Path, model: str, weighed: int) -> str:
        """Describe what lies in `folder`, in a file there; returns that file's hash."""
        files = {
            path.relative_to(folder).as_posix(): (path.stat().st_size, content_hash(path))
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        text = json.dumps({"format": FORMAT, **asdict(cls(model, weighed, files))})
        durable.replace(folder / _NAME, lambda aside: aside.write_text(text))
        return hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    def read(cls, folder: Path, digest: str) -> "Manifest":
        """The manifest of `folder`, whose hash must be `digest`.

        Raises:
            FileNotFoundError: if there is none.
            DataDirectoryError: if it is damaged, or of another format.
        """
        text = (folder / _NAME).read_bytes()
        try:
            data = json.loads(text)
            if data.pop("format") != FORMAT:
                raise DataDirectoryError(f"索引 {folder.name} 是另一版本建立的：请运行 assistant rebuild 重建")
            if hashlib.sha256(text).hexdigest() != digest:
                raise _damaged(folder, _NAME)
            return cls(**data)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _damaged(folder, _NAME) from error

    def verify(self, folder: Path, whole: bool | None = None) -> None:
        """Compare what lies in `folder` with what was written there.

        With `whole` every byte is read, without it sizes are compared; None reads generations of up to `WHOLE` bytes.

        Raises:
            DataDirectoryError: if a file is missing or another.
        """
        whole = sum(size for size, _ in self.files.values()) <= WHOLE if whole is None else whole
        for name, (size, digest) in self.files.items():
            path = folder / name
            if not path.is_file() or path.stat().st_size != size or (whole and content_hash(path) != digest):
                raise _damaged(folder, name)


def _damaged(folder: Path, name: str) -> DataDirectoryError:
    return DataDirectoryError(f"索引 {folder.name} 的 {name} 缺失或已损坏：请运行 assistant rebuild 重建")
