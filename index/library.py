"""The documents that a user has added, and the generation over them that answers.

A data directory holds `documents/` (originals by content hash, and `catalogue.json`, which names them), `cache/` (what was
derived from each) and `index/<generation>/`. A change writes originals and a new generation beside what is in use and then
switches the catalogue in one step, so a reader never sees half an index and neither a crash nor a power cut loses anything.
"""

import itertools
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from filelock import FileLock

from corpus import KnownError, ParsedDocument, parse_file
from corpus.readers import ReadingWarning
from index import durable
from index.adapted import adapted_model, stays
from index.build import Models, build
from index.cache import Cache
from index.catalogue import Catalogue, CatalogueFile, Entry
from index.derivation import Derivation
from index.documents import IndexedDocument
from index.embedding import Embedding
from index.errors import DataDirectoryError, DiskFullError, UnknownDocumentError
from index.generation import Generation
from index.manifest import Manifest
from index.naming import Source, sources
from index.originals import Originals

UNDO = 7 * 24 * 3600.0
"""Seconds that a removal can be undone for, unless a setting says otherwise."""

_MARK = "assistant-data.json"

CATALOGUE = "catalogue.json"
"""The file name of the catalogue, in `documents/` and its copy in `index/`."""

OnSameName = Literal["ask", "replace", "keep"]
"""What is done with a file whose name a document of other content has: nothing until the user decides, put it in that
document's place, or keep both under two names."""


@dataclass(frozen=True)
class Added:
    """What became of one file: a document of so many clauses and records, or a reason why not.

    `same_as` names a document that already holds the same content, `same_name` says that one of other content has the name:
    then nothing was added. `replaced` says that it is the newer version of a document.
    """

    name: str
    clauses: int = 0
    records: int = 0
    warnings: tuple[ReadingWarning, ...] = ()
    refused: str | None = None
    same_as: str | None = None
    same_name: bool = False
    replaced: bool = False

    @property
    def taken(self) -> bool:
        """Whether the file is now a document of the library."""
        return not (self.refused or self.same_as or self.same_name)


class Library:
    """A data directory. Many may read it at once, one at a time changes it."""

    def __init__(
        self,
        folder: Path,
        embedding: Embedding,
        parse: Callable[[Path, str], ParsedDocument] = parse_file,
        adapts: bool = True,
        progress: Callable[[int, int], None] = lambda done, of: None,
        undo: float = UNDO,
    ) -> None:
        """Open the data directory, making it where there is none.

        `parse` reads a file, given the name it is added under. With `adapts`, the model learns from the documents when
        they are many enough; `progress` then hears of (steps done, steps in all). A removal can be undone for `undo` seconds.

        Raises:
            DataDirectoryError: if the folder holds something else or cannot be written.
        """
        self.folder = folder
        self.embedding = embedding
        self.undo = undo
        self._adapts = adapts
        self._progress = progress
        self._generation: Generation | None = None
        self._opened_for: Catalogue | None = None
        self._opening = threading.Lock()
        _claim(folder)
        self._index = folder / "index"
        self._cache = Cache(folder / "cache")
        self._originals = Originals(folder / "documents")
        self._derivation = Derivation(self._originals, self._cache, parse)
        self._catalogue = CatalogueFile(folder / "documents" / CATALOGUE, self._index / CATALOGUE)

    @property
    def catalogue(self) -> Catalogue:
        """Which documents there are, as of now.

        Raises:
            DataDirectoryError: if the catalogue is damaged.
        """
        return self._catalogue.read()

    @property
    def generation(self) -> Generation | None:
        """The generation in use, opened when it changes; None while nothing was ever added.

        Raises:
            DataDirectoryError: if it is damaged, or of another format.
            ModelMismatchError: if another model than ours made its vectors.
        """
        with self._opening:
            while (catalogue := self.catalogue) is not self._opened_for:
                try:
                    self._generation = self._open(catalogue)
                    self._opened_for = catalogue
                except FileNotFoundError as error:
                    # Unless a writer was faster and there is a newer one.
                    if self.catalogue is catalogue:
                        raise DataDirectoryError(
                            f"索引 {catalogue.generation} 缺失：请运行 assistant rebuild 重建"
                        ) from error
            return self._generation

    def documents(self) -> Sequence[IndexedDocument]:
        """What is in the library, by name."""
        generation = self.generation
        return generation.documents() if generation else ()

    def original(self, name: str, version: int = 0) -> Path:
        """The file of the document of exactly this name: the one in use, or the `version`th before it.

        Raises:
            UnknownDocumentError: if there is none.
        """
        found = self._named(self.catalogue, name).originals
        if not 0 <= version < len(found):
            raise UnknownDocumentError(f"{name} 没有第 {version} 个旧版，共 {len(found) - 1} 个")
        return self._originals.path(found[version])

    def add(
        self,
        files: Iterable[Path | Source],
        report: Callable[[Added], None] = lambda added: None,
        on_same_name: OnSameName = "ask",
        read: Callable[[str], None] = lambda name: None,
    ) -> list[Added]:
        """Read files, index them together with what is there, and switch.

        `read` hears the name of each file that was read, `report` of what became of it: at once where it was not taken, and
        where it was, after the switch. A file that cannot be read is refused alone.

        Raises:
            DiskFullError: if there is no room; then nothing was added.
        """
        with self._writing(), self._cleaning():
            catalogue = self.catalogue
            results = []
            for source in sources(files, [entry.name for entry in catalogue.entries]):
                added, catalogue = self._take(source, catalogue, on_same_name)
                results.append(added)
                (read(added.name) if added.taken else report(added))
            taken = [added for added in results if added.taken]
            if taken:
                self._switch(catalogue)
            for added in taken:
                report(added)
            return results

    def remove(self, name: str) -> Entry:
        """Take a document out; `restore` brings it back for as long as removals can be undone. Needs no room on the disk.

        Raises:
            UnknownDocumentError: if there is none of that name.
        """
        with self._writing():
            entry = self._named(self.catalogue, name)
            self._switch_catalogue(self.catalogue.without(entry))
            self._purge()
        return entry

    def restore(self, identifier: str) -> str:
        """Undo the removal of the document with that id; returns its name.

        Raises:
            UnknownDocumentError: if it was not removed, or too long ago.
            KnownError: if a document has its name or its content by now.
        """
        with self._writing():
            catalogue = self.catalogue
            entry = next((each for each in catalogue.removed if each.id == identifier), None)
            if entry is None:
                raise UnknownDocumentError("没有这个可以恢复的文件，可能已过撤销期限；可以重新收录原文件")
            if catalogue.named(entry.name) or catalogue.holding(entry.digest):
                raise KnownError(f"库中已有 {entry.name}，无法恢复被移除的那一份；请先移除现有的")
            generation, restored = self.generation, catalogue.with_restored(entry)
            if generation and generation.hashes().get(entry.id) == entry.digest:
                self._switch_catalogue(restored)
            else:
                self._switch(restored)
        return entry.name

    def purge(self) -> None:
        """Let go for good of what was removed longer ago than a removal can be undone."""
        if self.catalogue.expired(self.undo):
            with self._writing():
                self._purge()

    def rebuild(self) -> list[str]:
        """Build the index anew from the originals, as after a change of model or of version, or after damage.

        Returns the names of documents that are lost: their original is damaged or missing, and so is what was made of it.
        """
        with self._writing():
            catalogue = self._catalogue.recovered(self._originals.adopt)
            self._switch(catalogue, anew=True)
            self._clean()
            (self._index / "CURRENT").unlink(missing_ok=True)  # the first version's
            found = {document.id for document in self.documents()}
            return [entry.name for entry in catalogue.entries if entry.id not in found]

    def _open(self, catalogue: Catalogue) -> Generation | None:
        if catalogue.generation is None:
            return None
        folder, generation = self._index / catalogue.generation, self._generation
        if generation is None or generation.folder != folder:
            manifest = Manifest.read(folder, catalogue.manifest)
            manifest.verify(folder)
            generation = Generation(folder, manifest, self.embedding)
        live = {entry.id: entry.digest for entry in catalogue.entries}
        return generation.without([key for key, digest in generation.hashes().items() if live.get(key) != digest])

    @staticmethod
    def _named(catalogue: Catalogue, name: str) -> Entry:
        entry = catalogue.named(name)
        if entry is None:
            raise UnknownDocumentError(f"库中没有文件 {name}，可用 assistant list 查看已收录的文件")
        return entry

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only one who writes."""
        try:
            with FileLock(self.folder / "lock"):
                yield
        except OSError as error:
            if durable.is_disk_full(error):
                raise DiskFullError(
                    f"磁盘已满，{self.folder} 所在的磁盘需要腾出空间后再试；文库保持原样，可用 assistant remove 移除不用的文件"
                ) from error
            raise DataDirectoryError(
                f"数据目录 {self.folder} 无法读写（{error.strerror}），请检查权限和磁盘；文库保持原样"
            ) from error

    def _take(self, source: Source, catalogue: Catalogue, on_same_name: OnSameName) -> tuple[Added, Catalogue]:
        """Read one file into the cache and keep its original; the catalogue with it."""
        try:
            digest = self._originals.take(source.path, source.name)
        except OSError as error:
            if durable.is_disk_full(error):
                raise
            return Added(
                source.name, refused=f"{source.name} 无法读取（{error.strerror}），请检查文件和权限"
            ), catalogue
        twin, known, name = catalogue.holding(digest), catalogue.named(source.name), source.name
        if twin:
            return Added(name, same_as=twin.name), catalogue
        if known and on_same_name == "ask":
            return Added(name, same_name=True), catalogue
        if known and on_same_name == "keep":
            name, known = _another_name(name, catalogue), None
        try:
            parsed = self._derivation.parsed(name, digest)
        except KnownError as error:
            return Added(name, refused=str(error)), catalogue
        added = Added(name, len(parsed.clauses), len(parsed.records), parsed.warnings, replaced=known is not None)
        return added, catalogue.with_document(name, digest)

    def _switch(self, catalogue: Catalogue, anew: bool = False) -> None:
        """Build the next generation over the documents of a catalogue, and put both into use."""
        numbers = [int(folder.name) for folder in self._index.iterdir() if folder.name.isdigit()]
        name = f"{max(numbers, default=0) + 1:06d}"
        durable.clear_aside(self._index)
        aside = self._index / f"{durable.ASIDE}{name}"
        try:
            manifest = self._build(aside, catalogue, None if anew else self.generation)
            durable.place_folder(aside, self._index / name)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        self._catalogue.switch(replace(catalogue, generation=name, manifest=manifest))
        for old in numbers:
            # Who still reads it has it open.
            shutil.rmtree(self._index / f"{old:06d}", ignore_errors=True)

    def _switch_catalogue(self, catalogue: Catalogue) -> None:
        """Put a catalogue into use with the generation as it is: of what the cache holds room can be made for it."""
        try:
            self._catalogue.switch(catalogue)
        except OSError as error:
            if not durable.is_disk_full(error):
                raise
            self._cache.keep_only(())
            self._catalogue.switch(catalogue)

    def _purge(self) -> None:
        """Let go of what was removed too long ago; where there is no room to write an index without it, another time."""
        catalogue = self.catalogue
        expired = catalogue.expired(self.undo)
        if not expired:
            return
        less = replace(catalogue, removed=tuple(entry for entry in catalogue.removed if entry not in expired))
        try:
            with self._cleaning():
                self._switch(less)
        except OSError as error:
            if not durable.is_disk_full(error):
                raise

    @contextmanager
    def _cleaning(self) -> Iterator[None]:
        """Afterwards delete the originals, and what was derived from them, of documents that are neither in use nor to be
        brought back: those that were let go of, and those that were not taken.
        """
        try:
            yield
        finally:
            self._clean()

    def _clean(self) -> None:
        catalogue = self.catalogue
        kept = [*catalogue.entries, *catalogue.removed]
        self._originals.keep_only({name for entry in kept for name in entry.originals})
        self._cache.keep_only({entry.digest for entry in catalogue.entries})

    def _build(self, folder: Path, catalogue: Catalogue, previous: Generation | None) -> str:
        """Write a generation: what changed since the previous one, or all where the model has to be adapted anew."""
        before = previous.hashes() if previous else {}
        wanted = {entry.id: entry for entry in sorted(catalogue.entries, key=lambda entry: entry.name)}
        removed = [key for key, digest in before.items() if key not in wanted or wanted[key].digest != digest]
        new = [entry for key, entry in wanted.items() if before.get(key) != entry.digest]
        if previous and stays(self.embedding, previous.weighed, self._clauses(previous, removed, new)):
            models = Models(self.embedding, previous.embedding, previous.weighed)
            return build(folder, models, self._derivation.indexed(new, models.used), previous.folder, removed)
        models = self._models(list(wanted.values()))
        return build(folder, models, self._derivation.indexed(wanted.values(), models.used))

    def _clauses(self, previous: Generation, removed: Sequence[str], new: Sequence[Entry]) -> int:
        """How many clauses there will be."""
        if not self._adapts:
            return 0
        kept = sum(document.clauses for document in previous.documents() if document.id not in removed)
        return kept + sum(len(parsed.clauses) for _, parsed in self._derivation.readable(new))

    def _models(self, entries: Sequence[Entry]) -> Models:
        if not self._adapts:
            return Models(self.embedding, self.embedding)
        documents = (parsed for _, parsed in self._derivation.readable(entries))
        return Models(self.embedding, *adapted_model(self.embedding, documents, self._progress))


def _claim(folder: Path) -> None:
    """Make sure that the folder is a data directory: marked as ours, or empty and then marked, and then for us alone."""
    try:
        if folder.exists() and not folder.is_dir():
            raise DataDirectoryError(f"{folder} 不是文件夹，请用 --data 指定一个文件夹")
        if not (folder / _MARK).exists():
            if folder.exists() and any(folder.iterdir()):
                raise DataDirectoryError(
                    f"{folder} 里有其他内容，不是本助手的数据目录；请用 --data 指定空文件夹或原有的数据目录"
                )
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            durable.replace(folder / _MARK, lambda aside: aside.write_text(json.dumps({"format": 1})))
            (folder / "documents").mkdir()
            # An empty library has a catalogue too: where there is none it was lost, and no original may be taken for unwanted.
            Catalogue().save(folder / "documents" / CATALOGUE)
        for part in ("documents", "cache", "index"):
            (folder / part).mkdir(exist_ok=True)
    except OSError as error:
        raise DataDirectoryError(
            f"数据目录 {folder} 无法读写（{error.strerror}），请检查权限或用 --data 换一个目录"
        ) from error
    if not os.access(folder, os.W_OK):
        raise DataDirectoryError(f"数据目录 {folder} 不可写，请检查权限或用 --data 换一个目录")


def _another_name(name: str, catalogue: Catalogue) -> str:
    """The name with the first number that no document has yet."""
    path = Path(name)
    names = (f"{name[: len(name) - len(path.suffix)]}（{number}）{path.suffix}" for number in itertools.count(2))
    return next(one for one in names if catalogue.named(one) is None)
