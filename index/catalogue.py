"""Which documents a library holds, and which generation of the index answers from them: one small file, its only switch.

Whoever opens a library reads it first. A change writes all that is new beside what is in use and then this file, in one
step: before that step the library is the old one, after it the new one, and there is nothing between.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from index import durable
from index.errors import DataDirectoryError

FORMAT = 2
"""Raise when what the file holds changes."""


@dataclass(frozen=True)
class Version:
    """What a document was before: the hash of that original, and when (seconds since 1970) it was replaced."""

    digest: str
    replaced: float


@dataclass(frozen=True)
class Entry:
    """A document: the id that it keeps for life, the name that people know it by, and the hash of its original.

    `added` and `removed` are seconds since 1970; `removed` is None while it is in the library. `versions` are its older
    originals, the newest first.
    """

    id: str
    name: str
    digest: str
    added: float
    versions: tuple[Version, ...] = ()
    removed: float | None = None

    @property
    def originals(self) -> tuple[str, ...]:
        """The file names of the originals that it needs, the one in use first."""
        return tuple(original_name(digest, self.name) for digest in (self.digest, *(v.digest for v in self.versions)))


@dataclass(frozen=True)
class Catalogue:
    """The documents, those that were removed and can still be brought back, and the generation in use.

    `generation` is the name of its folder, None before the first; `manifest` is the hash of its manifest. `revision` grows
    with every change.
    """

    entries: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    generation: str | None = None
    manifest: str = ""
    revision: int = 0

    def named(self, name: str) -> Entry | None:
        """The document of exactly this name."""
        return next((entry for entry in self.entries if entry.name == name), None)

    def holding(self, digest: str) -> Entry | None:
        """The document of this content."""
        return next((entry for entry in self.entries if entry.digest == digest), None)

    def with_document(self, name: str, digest: str) -> "Catalogue":
        """With this document: a new one, or a newer version of the one that has the name."""
        now, old = time.time(), self.named(name)
        if old is None:
            return replace(self, entries=(*self.entries, Entry(secrets.token_hex(6), name, digest, now)))
        newer = replace(old, digest=digest, added=now, versions=(Version(old.digest, now), *old.versions))
        return replace(self, entries=tuple(newer if entry is old else entry for entry in self.entries))

    def without(self, entry: Entry) -> "Catalogue":
        """With a document among the removed."""
        kept = tuple(each for each in self.entries if each is not entry)
        return replace(self, entries=kept, removed=(*self.removed, replace(entry, removed=time.time())))

    def with_restored(self, entry: Entry) -> "Catalogue":
        """With a removed document back among the others."""
        left = tuple(each for each in self.removed if each is not entry)
        return replace(self, entries=(*self.entries, replace(entry, removed=None)), removed=left)

    def expired(self, seconds: float) -> tuple[Entry, ...]:
        """The removed that can be brought back no longer, being removed for so long."""
        before = time.time() - seconds
        return tuple(entry for entry in self.removed if (entry.removed or 0) <= before)

    def save(self, path: Path) -> None:
        """Switch to this catalogue."""
        durable.replace(path, lambda aside: aside.write_text(self._text(), encoding="utf-8"))

    def _text(self) -> str:
        body = asdict(self)
        return json.dumps({"format": FORMAT, "checksum": _checksum(body), **body}, ensure_ascii=False)

    @classmethod
    def load(cls, path: Path) -> "Catalogue":
        """What `save` wrote.

        Raises:
            DataDirectoryError: if the file is damaged.
        """
        try:
            body: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            told, stored = body.pop("format"), body.pop("checksum")
            intact = told == FORMAT and stored == _checksum(body)
        except (ValueError, KeyError, TypeError, AttributeError):
            intact = False
        if not intact:
            raise DataDirectoryError(f"文库目录 {path.name} 已损坏：请运行 assistant rebuild 修复")
        entries, removed = (tuple(map(_entry, body.pop(part))) for part in ("entries", "removed"))
        return cls(entries, removed, **body)


class CatalogueFile:
    """The catalogue of a data directory, read again when it was changed, and kept twice against damage."""

    def __init__(self, path: Path, copy: Path) -> None:
        """Keep it at `path`, and a second time at `copy` for `recovered`."""
        self.path = path
        self._copy = copy
        self._read: tuple[tuple[int, int, int], Catalogue] | None = None

    def read(self) -> Catalogue:
        """The catalogue as it is now.

        Raises:
            DataDirectoryError: if it is damaged, or lost.
        """
        stamp = _stamp(self.path)
        if stamp == _ABSENT:
            raise DataDirectoryError(f"文库目录 {self.path.name} 不在，或属于旧版本：请运行 assistant rebuild 修复")
        if self._read is None or self._read[0] != stamp:
            self._read = (stamp, Catalogue.load(self.path))
        return self._read[1]

    def switch(self, catalogue: Catalogue) -> None:
        """Put a catalogue into use."""
        newer = replace(catalogue, revision=catalogue.revision + 1)
        newer.save(self.path)
        newer.save(self._copy)

    def recovered(self, otherwise: Callable[[], Iterable[tuple[str, str]]]) -> Catalogue:
        """The catalogue, its copy where it is lost or damaged, or else one of the (name, digest) that `otherwise` finds."""
        for path in (self.path, self._copy):
            try:
                if path.exists():
                    return Catalogue.load(path)
            except DataDirectoryError:
                continue
        found = Catalogue()
        for name, digest in otherwise():
            found = found.with_document(name, digest)
        return found


def original_name(digest: str, name: str) -> str:
    """The file name of the original of a document: by its content, with the suffix that tells its format."""
    return digest + Path(name).suffix.lower()


_ABSENT = (0, 0, 0)


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return _ABSENT
    return (status.st_mtime_ns, status.st_ino, status.st_size)


def _entry(data: dict[str, Any]) -> Entry:
    return Entry(**{**data, "versions": tuple(Version(**version) for version in data["versions"])})


def _checksum(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
