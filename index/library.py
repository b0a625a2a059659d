"""The documents that a user has added, and the generation over them that answers.

A data directory holds `documents/` (originals), `cache/` (what was derived from each, by content hash) and
`index/<generation>/` with `index/CURRENT` naming the one in use. A change writes a new generation beside the old one and
then replaces CURRENT in one step, so a reader never sees half an index and a crash loses nothing.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from filelock import FileLock

from corpus import KnownError, ParsedDocument, content_hash, from_json, parse_file, to_json
from corpus.parsed import VERSION
from corpus.readers import ReadingWarning
from index.adapted import adapted_model, stays
from index.build import Indexed, Models, Searched, build
from index.embedding import Embedding
from index.errors import DataDirectoryError, UnknownDocumentError
from index.generation import Generation
from index.lexical import CUT_BY, tokens
from index.pieces import pieces
from index.terms import TermCounts

T = TypeVar("T")

_MARK = "assistant-data.json"
_KEPT = 2
"""Generations kept: the one in use, and the one before for readers that have not let go of it."""


@dataclass(frozen=True)
class Added:
    """What became of one file: a document of so many clauses and records, or a reason why not.

    `same_as` names a document that already holds the same content; then nothing was added.
    """

    name: str
    clauses: int = 0
    records: int = 0
    warnings: tuple[ReadingWarning, ...] = ()
    refused: str | None = None
    same_as: str | None = None

    @property
    def taken(self) -> bool:
        """Whether the file is now a document of the library."""
        return not (self.refused or self.same_as)


class Library:
    """A data directory. Many may read it at once, one at a time changes it."""

    def __init__(
        self,
        folder: Path,
        embedding: Embedding,
        parse: Callable[[Path, str], ParsedDocument] = parse_file,
        adapts: bool = True,
        progress: Callable[[int, int], None] = lambda done, of: None,
    ) -> None:
        """Open the data directory, making it where there is none.

        `parse` reads a file, given the name it is added under. With `adapts`, the model learns from the documents when
        they are many enough; `progress` then hears of (steps done, steps in all).

        Raises:
            DataDirectoryError: if the folder holds something else or cannot be written.
        """
        self.folder = folder
        self.embedding = embedding
        self._parse = parse
        self._adapts = adapts
        self._progress = progress
        self._generation: Generation | None = None
        _claim(folder)

    @property
    def generation(self) -> Generation | None:
        """The generation in use, opened when it changes; None while nothing was ever added."""
        current = self.folder / "index" / "CURRENT"
        if not current.exists():
            return None
        name = current.read_text().strip()
        if self._generation is None or self._generation.name != name:
            self._generation = Generation(self.folder / "index" / name, self.embedding)
        return self._generation

    def add(self, files: Iterable[Path], report: Callable[[Added], None] = lambda added: None) -> list[Added]:
        """Read files, index them together with what is there, and switch. A file of a known name replaces that document.

        `report` hears of each file as soon as it was read. Files that give no text are reported and left out.
        """
        with self._lock():
            hashes = self._hashes()
            results = []
            for path in files:
                results.append(added := self._take(path, hashes))
                report(added)
            if any(added.taken for added in results):
                self._switch(hashes, self.generation)
            return results

    def remove(self, name: str) -> None:
        """Take a document out of the index, and its original out of the library.

        Raises:
            UnknownDocumentError: if there is none of that name.
        """
        with self._lock():
            hashes = self._hashes()
            if name not in hashes:
                raise UnknownDocumentError(f"库中没有文件 {name}，可用 assistant list 查看已收录的文件")
            del hashes[name]
            self._switch(hashes, self.generation)
            (self.folder / "documents" / name).unlink(missing_ok=True)

    def rebuild(self) -> None:
        """Build the index anew from the originals, as after a change of model or of version."""
        with self._lock():
            originals = sorted((self.folder / "documents").iterdir())
            self._switch({path.name: content_hash(path) for path in originals}, previous=None)

    def _lock(self) -> FileLock:
        return FileLock(self.folder / "lock")

    def _hashes(self) -> dict[str, str]:
        generation = self.generation
        return generation.hashes() if generation else {}

    def _take(self, path: Path, hashes: dict[str, str]) -> Added:
        """Read one file into the cache and keep its original; `hashes` gains it."""
        try:
            digest = content_hash(path) if path.is_file() else ""
            twin = next((name for name, known in hashes.items() if known == digest and name != path.name), None)
            if twin:
                return Added(path.name, same_as=twin)
            parsed = self._parsed(path, path.name, digest)
        except KnownError as error:
            return Added(path.name, refused=str(error))
        original = self.folder / "documents" / path.name
        if path.resolve() != original.resolve():
            _replace(original, lambda temporary: shutil.copyfile(path, temporary))
        hashes[path.name] = digest
        return Added(path.name, len(parsed.clauses), len(parsed.records), parsed.warnings)

    def _switch(self, hashes: dict[str, str], previous: Generation | None) -> None:
        """Build the next generation over the named documents and point CURRENT at it."""
        index = self.folder / "index"
        numbers = [int(folder.name) for folder in index.iterdir() if folder.is_dir() and folder.name.isdigit()]
        name = f"{max(numbers, default=0) + 1:06d}"
        aside = index / f".{name}"
        shutil.rmtree(aside, ignore_errors=True)
        self._build(aside, hashes, previous)
        aside.rename(index / name)
        _replace(index / "CURRENT", lambda temporary: temporary.write_text(name))
        for old in sorted(numbers)[: -(_KEPT - 1) or None]:
            shutil.rmtree(index / f"{old:06d}", ignore_errors=True)

    def _build(self, folder: Path, hashes: dict[str, str], previous: Generation | None) -> None:
        """Write a generation: what changed since the previous one, or all where the model has to be adapted anew."""
        before = previous.hashes() if previous else {}
        removed = [document for document in before if hashes.get(document) != before[document]]
        new = {document: digest for document, digest in sorted(hashes.items()) if before.get(document) != digest}
        if previous and stays(self.embedding, previous.weighed, self._clauses(previous, removed, new)):
            models = Models(self.embedding, previous.embedding, previous.weighed)
            build(folder, models, self._indexed(new, models.used), previous.folder, removed)
            return
        models = self._models(hashes)
        build(folder, models, self._indexed(hashes, models.used))

    def _clauses(self, previous: Generation, removed: Collection[str], new: dict[str, str]) -> int:
        """How many clauses there will be."""
        kept = sum(document.clauses for document in previous.documents() if document.name not in removed)
        return kept + sum(len(parsed.clauses) for _, parsed in self._documents(new)) if self._adapts else 0

    def _models(self, hashes: dict[str, str]) -> Models:
        if not self._adapts:
            return Models(self.embedding, self.embedding)
        documents = (parsed for _, parsed in self._documents(hashes))
        return Models(self.embedding, *adapted_model(self.embedding, documents, self._progress))

    def _documents(self, hashes: dict[str, str]) -> Iterator[tuple[str, ParsedDocument]]:
        """Each document with its hash, by name."""
        for document, digest in sorted(hashes.items()):
            yield digest, self._parsed(self.folder / "documents" / document, document, digest)

    def _indexed(self, hashes: dict[str, str], model: Embedding) -> Iterator[Indexed]:
        """Documents with their pieces, terms and vectors, from the cache where their content was seen before."""
        for digest, parsed in self._documents(hashes):
            found = pieces(parsed)
            texts = [f"{piece.context} {piece.body}" for piece in found]
            # The same file cut by another version gives other pieces: what is made of pieces is kept under their text.
            key = hashlib.sha256("\0".join(texts).encode()).hexdigest()
            clauses = np.array([piece.clause for piece in found], np.int32)
            yield Indexed(
                digest,
                parsed,
                Searched(parsed.name, clauses, self._terms(key, texts), self._vectors(key, texts, model)),
            )

    def _terms(self, key: str, texts: Sequence[str]) -> TermCounts:
        made = self._kept(
            f"terms-{CUT_BY}/{key}.npz", lambda: TermCounts.of([tokens(text) for text in texts]), TermCounts.save
        )
        return TermCounts.load(made)

    def _vectors(self, key: str, texts: Sequence[str], model: Embedding) -> np.ndarray[Any, np.dtype[np.float32]]:
        made = self._kept(f"vectors-{model.id}/{key}.npy", lambda: model.encode(texts), _save_array)
        loaded: np.ndarray[Any, np.dtype[np.float32]] = np.load(made)
        return loaded

    def _parsed(self, path: Path, name: str, digest: str) -> ParsedDocument:
        made = self._kept(f"parsed-{VERSION}/{digest}.json", lambda: to_json(self._parse(path, name)), _save_json)
        return from_json({**json.loads(made.read_text(encoding="utf-8")), "name": name})

    def _kept(self, name: str, make: Callable[[], T], save: Callable[[T, Path], object]) -> Path:
        """The file `cache/name`, made and saved if it is not there."""
        path = self.folder / "cache" / name
        if not path.exists():
            value = make()
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, lambda temporary: save(value, temporary))
        return path


def _claim(folder: Path) -> None:
    """Make sure that the folder is a data directory: marked as ours, or empty and then marked."""
    try:
        if folder.exists() and not folder.is_dir():
            raise DataDirectoryError(f"{folder} 不是文件夹，请用 --data 指定一个文件夹")
        if not (folder / _MARK).exists():
            if folder.exists() and any(folder.iterdir()):
                raise DataDirectoryError(
                    f"{folder} 里有其他内容，不是本助手的数据目录；请用 --data 指定空文件夹或原有的数据目录"
                )
            for part in ("documents", "cache", "index"):
                (folder / part).mkdir(parents=True, exist_ok=True)
            (folder / _MARK).write_text(json.dumps({"format": 1}))
    except OSError as error:
        raise DataDirectoryError(
            f"数据目录 {folder} 无法读写（{error.strerror}），请检查权限或用 --data 换一个目录"
        ) from error
    if not os.access(folder, os.W_OK):
        raise DataDirectoryError(f"数据目录 {folder} 不可写，请检查权限或用 --data 换一个目录")


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file aside and move it into place in one step."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    write(temporary)
    temporary.replace(path)


def _save_json(value: object, path: Path) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _save_array(array: np.ndarray[Any, np.dtype[np.float32]], path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, array)
