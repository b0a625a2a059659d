"""The originals of documents, each under the hash of its content: what is there is never changed, only added or deleted."""

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from corpus import content_hash
from index import durable
from index.catalogue import original_name

_NAMED_BY_CONTENT = re.compile(r"[0-9a-f]{64}(\.\w+)?")
_PIECE = 1 << 20


class Originals:
    """The folder that they lie in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Where the original of that file name (`catalogue.original_name`) lies."""
        return self._folder / name

    def take(self, source: Path, name: str) -> str:
        """Copy the file of a document called `name`, and return the hash of its content.

        It is hashed as it is copied: what is indexed is what is kept, even if the source is being written to.

        Raises:
            OSError: if the source cannot be read, or there is no room.
        """
        aside = self._folder / f"{durable.ASIDE}{os.getpid()}"
        digest = hashlib.sha256()
        try:
            with source.open("rb") as read, aside.open("wb") as written:
                while piece := read.read(_PIECE):
                    digest.update(piece)
                    written.write(piece)
            kept = self.path(original_name(digest.hexdigest(), name))
            if not kept.exists():
                durable.sync(aside)
                aside.replace(kept)
                durable.sync(self._folder)
        finally:
            aside.unlink(missing_ok=True)
        return digest.hexdigest()

    def adopt(self) -> Iterator[tuple[str, str]]:
        """Name and content hash of each file that lies here, as after the catalogue was lost or by an older version.

        A file that is not yet named by its content is renamed so.
        """
        for path in sorted(self._folder.iterdir()):
            if not path.is_file() or path.name.startswith(durable.ASIDE) or path.suffix == ".json":
                continue
            digest = content_hash(path)
            path.replace(self.path(original_name(digest, path.name)))
            yield path.name, digest

    def others(self, wanted: Collection[str]) -> list[Path]:
        """Originals that nobody wants any more: of documents that are gone, or that never got into the catalogue."""
        found = (path for path in self._folder.iterdir() if _NAMED_BY_CONTENT.fullmatch(path.name))
        return sorted(path for path in found if path.name not in wanted)

    def keep_only(self, wanted: Collection[str]) -> None:
        """Delete all others, and what was never copied to its end."""
        durable.clear_aside(self._folder)
        for path in self.others(wanted):
            path.unlink(missing_ok=True)
