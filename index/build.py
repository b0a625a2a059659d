"""Writing a generation: what the one before holds, less what was removed, and what was added."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import ParsedDocument
from index.documents import Documents, write_documents
from index.embedding import Embedding, StaticEmbedding
from index.lexical import LexicalIndex
from index.manifest import Manifest
from index.pieces import PieceTable
from index.terms import TermCounts
from index.vectors import VectorIndex


@dataclass(frozen=True)
class Searched:
    """What the search needs of the document `id`: for each piece its clause, its terms and its vector."""

    id: str
    clauses: NDArray[np.int32]
    terms: TermCounts
    vectors: NDArray[np.float32]


@dataclass(frozen=True)
class Indexed:
    """A document ready for a generation, with the hash of its content."""

    hash: str
    parsed: ParsedDocument
    searched: Searched


@dataclass(frozen=True)
class Models:
    """The model that the settings name, and the one that makes the vectors: the same, or adapted to the documents.

    `weighed` is how many clauses there were when that was decided, 0 if it never was.
    """

    base: Embedding
    used: Embedding
    weighed: int = 0


def build(
    folder: Path, models: Models, added: Iterable[Indexed], previous: Path | None = None, removed: Collection[str] = ()
) -> str:
    """Write a generation into `folder`, which must not exist; returns the hash of its manifest.

    With the folder of a `previous` one, whose vectors the same model made, only what is added is indexed; the rest is
    copied, so that a change costs what it changes and the copy; `removed` are ids.
    """
    folder.mkdir(parents=True)
    new: list[Searched] = []
    old = previous / "documents.db" if previous else None
    write_documents(folder / "documents.db", old, removed, _passed(added, new))
    _write_pieces(folder, previous, models.used.dimensions, new)
    if models.used.id != models.base.id and isinstance(models.used, StaticEmbedding):
        models.used.save(folder / "model")
    return Manifest.write(folder, models.base.id, models.weighed)


def _passed(added: Iterable[Indexed], to: list[Searched]) -> Iterator[tuple[str, str, ParsedDocument]]:
    """Each document for the database; what the search needs of it is set aside, the rest is let go of."""
    for document in added:
        to.append(document.searched)
        yield document.searched.id, document.hash, document.parsed


def _write_pieces(folder: Path, previous: Path | None, dimensions: int, added: Sequence[Searched]) -> None:
    """The three parts of the search over the pieces of `folder`'s documents: what `previous` has of them, and `added`."""
    numbers = Documents(folder / "documents.db").numbers()
    pieces = PieceTable.load(previous / "pieces.npz") if previous else PieceTable.empty()
    lexical = LexicalIndex.load(previous / "lexical") if previous else LexicalIndex.empty()
    vectors = (
        VectorIndex.load(previous / "vectors.faiss", for_change=True) if previous else VectorIndex.empty(dimensions)
    )
    fresh = [numbers[document.id] for document in added]
    kept = np.isin(pieces.documents, list(set(numbers.values()) - set(fresh)))
    changed = pieces.changed(
        kept,
        np.repeat(np.array(fresh, np.int32), [len(document.clauses) for document in added]),
        np.concatenate([np.zeros(0, np.int32), *(document.clauses for document in added)]),
    )
    changed.save(folder / "pieces.npz")
    lexical.changed(kept, TermCounts.joined([document.terms for document in added])).save(folder / "lexical")
    matrix = np.concatenate([np.zeros((0, dimensions), np.float32), *(document.vectors for document in added)])
    count = int(kept.sum())
    vectors.changed(changed.ids[:count], pieces.ids[~kept], changed.ids[count:], matrix).save(folder / "vectors.faiss")
