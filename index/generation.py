"""A generation: an immutable index over a set of documents, built aside and then read by as many as like.

It is one folder: `documents.db`, `vectors.faiss`, `lexical/`, `pieces.npz`, `manifest.json`, and `model/` where the
embedding model was adapted to the documents. It needs nothing outside itself, so the cache may be deleted at any time; and
whoever has opened it may go on reading after it was deleted.
"""

import hashlib
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from llama_index.core.schema import NodeWithScore, TextNode
from numpy.typing import NDArray

from corpus import Effect, Letterhead, ParsedDocument
from corpus.readers import ReadingWarning
from index.documents import Documents, Filter, IndexedDocument
from index.embedding import Embedding, StaticEmbedding
from index.errors import ModelMismatchError
from index.hybrid import Side, rank
from index.lexical import LexicalIndex
from index.manifest import Manifest
from index.pieces import PieceTable
from index.vectors import VectorIndex


@dataclass(frozen=True)
class Hit:
    """A clause that a search found: its fused score, the share of the query that its words tell (0 to 1, BM25), and the
    inner product of its vector.
    """

    node: TextNode
    score: float
    lexical: float
    dense: float


class Generation:
    """An open generation. Safe to share between threads: everything in it is only read."""

    def __init__(self, folder: Path, manifest: Manifest, embedding: Embedding) -> None:
        """Open the generation in `folder`, which `manifest` describes.

        Raises:
            ModelMismatchError: if its vectors were made by another model than `embedding`.
        """
        if manifest.model != embedding.id:
            raise ModelMismatchError(
                f"索引由向量模型 {manifest.model} 建立，当前模型为 {embedding.id}：请改回原模型，或运行 assistant rebuild 重建索引"
            )
        self.folder = folder
        self.weighed = manifest.weighed
        """Clauses that there were when it was last decided whether to adapt the model; 0 if it never was."""
        self.adapted = (folder / "model").exists()
        """Whether the embedding model was adapted to the documents."""
        self.embedding: Embedding = StaticEmbedding.load(folder / "model") if self.adapted else embedding
        self._lexical = LexicalIndex.load(folder / "lexical")
        self._vectors = VectorIndex.load(folder / "vectors.faiss")
        self._pieces = PieceTable.load(folder / "pieces.npz")
        self._documents = Documents(folder / "documents.db")
        self._without: frozenset[str] = frozenset()

    def without(self, removed: Collection[str]) -> "Generation":
        """The same, as if the documents of these ids were not in it; the rest of what is open is shared.

        A removal so costs nothing and needs no room on the disk; the next generation is built without them.

        Raises:
            FileNotFoundError: if it was deleted meanwhile.
        """
        if self._without == frozenset(removed):
            return self
        less = copy(self)
        less._without = frozenset(removed)
        less._documents = Documents(self.folder / "documents.db", removed)
        return less

    @property
    def name(self) -> str:
        """What it is known by in its data directory: whatever has the same name there gives the same answers."""
        if not self._without:
            return self.folder.name
        return f"{self.folder.name}-{hashlib.sha256(' '.join(sorted(self._without)).encode()).hexdigest()[:8]}"

    def documents(self) -> tuple[IndexedDocument, ...]:
        """What is in the index, by name."""
        return self._documents.listed

    def hashes(self) -> dict[str, str]:
        """Content hash of each document that it was built over, by id; the removed among them."""
        return self._documents.hashes()

    def document(self, name: str) -> ParsedDocument:
        """The whole document.

        Raises:
            UnknownDocumentError: if there is none of that name.
        """
        return self._documents.document(name)

    def letterhead(self, name: str) -> Letterhead:
        """The letterhead of a document that is in the index."""
        return self._documents.letterhead(name)

    def warnings(self, document: str) -> list[ReadingWarning]:
        """What was doubtful when a document was read: pages that were recognised from a picture, text that looks wrong."""
        return self._documents.warnings(document)

    def mentioning(self, words: str) -> frozenset[str]:
        """Names of the documents that hold these words anywhere."""
        return self._documents.mentioning(words)

    def entry(self, name: str) -> IndexedDocument:
        """What the list of documents shows of the one of this name, which must be there."""
        return self._documents.by_name[name]

    def said_of_others(self, kind: str) -> Sequence[tuple[IndexedDocument, Effect]]:
        """What the documents say that they do to others: what each `repeals`, or `amends`."""
        return self._documents.said_of_others[kind]

    def said_of(
        self, kind: str, titles: Collection[str], number: str | None
    ) -> Sequence[tuple[IndexedDocument, Effect]]:
        """What may be said of a document that is called by one of these bare titles or has this number."""
        return self._documents.said_of(kind, titles, number)

    def find(self, document: str, address: str) -> TextNode | None:
        """The clause at an address of a document, if there is one."""
        return self._documents.find(document, address)

    def search(self, query: str, top: int = 10, only: Filter | None = None) -> list[NodeWithScore]:
        """The `top` clauses for a query, best first."""
        return [NodeWithScore(node=hit.node, score=hit.score) for hit in self.hits(query, top, only)]

    def hits(self, query: str, top: int = 10, only: Filter | None = None, side: Side = "both") -> list[Hit]:
        """The `top` clauses for a query with the scores they were found by. A clause ranks as its best piece does.

        `side` searches by words alone ("lexical") or by vectors alone ("dense").
        """
        allowed = self._allowed(only)
        if not (self._pieces.size if allowed is None else allowed.any()):
            return []
        ranking = rank(query, self.embedding, self._lexical, self._vectors, self._pieces.ids, allowed, side)
        best: dict[tuple[int, int], int] = {}
        for place, position in enumerate(ranking.positions.tolist()):
            best.setdefault((int(self._pieces.documents[position]), int(self._pieces.clauses[position])), place)
            if len(best) == top:
                break
        return [
            Hit(
                self._documents.clause(*key),
                float(ranking.scores[place]),
                float(ranking.lexical[place]),
                float(ranking.dense[place]),
            )
            for key, place in best.items()
        ]

    def weights(self, query: Sequence[str]) -> dict[str, float]:
        """How much each token of a query tells in this index: its inverse document frequency."""
        return self._lexical.weights(query)

    def holds(self, word: str) -> bool:
        """Whether two characters stand together anywhere in the library."""
        return self._lexical.holds(f"~{word}")

    def _allowed(self, only: Filter | None) -> NDArray[np.bool_] | None:
        """Which pieces a filter lets through; None for all."""
        wanted = only or Filter()
        if wanted == Filter() and not self._without:
            return None
        return np.isin(self._pieces.documents, self._documents.within(wanted))
