"""Whether a library is whole: its catalogue, every byte of its index, its originals, and what lies there besides."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import content_hash
from index.cache import Cache
from index.catalogue import Catalogue
from index.errors import DataDirectoryError
from index.library import Library
from index.manifest import Manifest
from index.originals import Originals


@dataclass(frozen=True)
class Finding:
    """One line for the user; a fault needs something to be done, the rest is told for what it is."""

    text: str
    is_fault: bool


def check(library: Library) -> list[Finding]:
    """Read all of a library and tell what is wrong with it and how large it is."""
    try:
        catalogue = library.catalogue
    except DataDirectoryError as error:
        return [Finding(str(error), True)]
    return [*_index(library, catalogue), *_originals(library.folder, catalogue), *_sizes(library.folder, catalogue)]


def _index(library: Library, catalogue: Catalogue) -> Iterator[Finding]:
    if catalogue.generation is None:
        return
    folder = library.folder / "index" / catalogue.generation
    try:
        Manifest.read(folder, catalogue.manifest).verify(folder, whole=True)
        indexed = {document.id for document in library.documents()}
    except FileNotFoundError:
        yield Finding(f"索引 {catalogue.generation} 缺失：请运行 assistant rebuild 重建", True)
    except DataDirectoryError as error:
        yield Finding(str(error), True)
    else:
        for entry in catalogue.entries:
            if entry.id not in indexed:
                yield Finding(f"{entry.name} 不在索引中：请运行 assistant rebuild 重建", True)


def _originals(folder: Path, catalogue: Catalogue) -> Iterator[Finding]:
    originals = Originals(folder / "documents")
    wanted = set()
    for entry in [*catalogue.entries, *catalogue.removed]:
        wanted |= set(entry.originals)
        for name in entry.originals:
            path = originals.path(name)
            if not path.is_file() or content_hash(path) != path.name[:64]:
                yield Finding(f"{entry.name} 的原件缺失或已损坏：请从备份恢复，或移除后重新收录", True)
    if others := originals.others(wanted):
        yield Finding(f"{len(others)} 个未收录完的原件，下次收录、移除或重建时清理", False)
    if damaged := Cache(folder / "cache").damaged():
        yield Finding(f"缓存中 {len(damaged)} 个文件已损坏，不会使用，需要时重新生成", False)


def _sizes(folder: Path, catalogue: Catalogue) -> Iterator[Finding]:
    sizes = "，".join(f"{part} {_megabytes(folder / part):.1f} MB" for part in ("documents", "index", "cache"))
    yield Finding(f"共 {len(catalogue.entries)} 个文件，{len(catalogue.removed)} 个可撤销移除；{sizes}", False)


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
