"""A generation: an immutable index over a set of documents, built aside and then read by as many as like.

It is one folder: `documents.db` (SQLite: texts, letterheads, clauses, records), `vectors.faiss`, `lexical/`, `pieces.npz`,
`manifest.json`, and `model/` where the embedding model was adapted to the documents. It needs nothing outside itself, so the cache may be deleted at any time.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.schema import NodeWithScore, TextNode
from numpy.typing import NDArray

from corpus import Letterhead, ParsedDocument, from_json, to_json
from corpus.clauses import clause_node
from corpus.readers import ReadingWarning
from index.embedding import Embedding, StaticEmbedding
from index.errors import DataDirectoryError, ModelMismatchError, UnknownDocumentError
from index.hybrid import Side, rank
from index.lexical import LexicalIndex
from index.vectors import VectorIndex

FORMAT = 2
"""Raise when what a generation holds changes: an older one is built again from the documents."""

_SCHEMA = """
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT UNIQUE, hash TEXT, title TEXT, number TEXT, kind TEXT,
                        region TEXT, year INTEGER, letterhead TEXT, clauses INTEGER, records INTEGER, warnings INTEGER,
                        parsed TEXT);
CREATE TABLE clauses (document INTEGER, number INTEGER, address TEXT, start INTEGER, end INTEGER, text TEXT,
                      metadata TEXT, PRIMARY KEY (document, number)) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Filter:
    """What hits must belong to; empty means any. The search looks only there, so ten hits are ten from there."""

    documents: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Hit:
    """A clause that a search found: its fused score (0 to 2), its BM25 score and the inner product of its vector."""

    node: TextNode
    score: float
    lexical: float
    dense: float


@dataclass(frozen=True)
class IndexedDocument:
    """What a list of documents shows of one."""

    name: str
    hash: str
    letterhead: Letterhead
    clauses: int
    records: int
    warnings: int


@dataclass(frozen=True)
class Indexed:
    """A document ready for a generation: its content hash, and for each piece its clause, tokens and vector."""

    hash: str
    parsed: ParsedDocument
    clauses: NDArray[np.int32]
    tokens: Sequence[Sequence[str]]
    vectors: NDArray[np.float32]


def build(folder: Path, documents: Sequence[Indexed], base: Embedding, model: Embedding, adapted_to: int) -> None:
    """Write a generation over `documents` into `folder`, which must not exist.

    `model` made the vectors; where it is `base` adapted to so many clauses, it is kept in the generation.
    """
    folder.mkdir(parents=True)
    _write_database(folder / "documents.db", documents)
    vectors = [document.vectors for document in documents if len(document.vectors)]
    matrix = np.concatenate(vectors) if vectors else np.zeros((0, model.dimensions), np.float32)
    VectorIndex.build(matrix).save(folder / "vectors.faiss")
    LexicalIndex.build([text for document in documents for text in document.tokens]).save(folder / "lexical")
    counts = [len(document.clauses) for document in documents]
    np.savez(
        folder / "pieces.npz",
        document=np.repeat(np.arange(len(documents), dtype=np.int32), counts),
        clause=np.concatenate([np.zeros(0, np.int32), *(document.clauses for document in documents)]),
    )
    if adapted_to and isinstance(model, StaticEmbedding):
        model.save(folder / "model")
    manifest = {"format": FORMAT, "model": base.id, "adapted_to": adapted_to}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def _write_database(path: Path, documents: Sequence[Indexed]) -> None:
    database = sqlite3.connect(path)
    with database:
        database.executescript(_SCHEMA)
        for number, document in enumerate(documents):
            database.execute(f"INSERT INTO documents VALUES ({','.join('?' * 13)})", _document_row(number, document))
            database.executemany("INSERT INTO clauses VALUES (?,?,?,?,?,?,?)", _clause_rows(number, document.parsed))
    database.close()


def _document_row(number: int, document: Indexed) -> tuple[Any, ...]:
    parsed, head = document.parsed, document.parsed.letterhead
    found = (head.title, head.number, head.kind, head.region, head.year, json.dumps(asdict(head), ensure_ascii=False))
    counts = (len(parsed.clauses), len(parsed.records), len(parsed.warnings))
    return (number, parsed.name, document.hash, *found, *counts, json.dumps(to_json(parsed), ensure_ascii=False))


def _clause_rows(number: int, parsed: ParsedDocument) -> Iterator[tuple[Any, ...]]:
    for position, clause in enumerate(parsed.clauses):
        metadata = json.dumps(clause.metadata, ensure_ascii=False)
        yield (
            number,
            position,
            clause.metadata["address"],
            clause.start_char_idx,
            clause.end_char_idx,
            clause.text,
            metadata,
        )


class Generation:
    """An open generation. Safe to share between threads: everything in it is only read."""

    def __init__(self, folder: Path, embedding: Embedding) -> None:
        """Open the generation in `folder`.

        Raises:
            DataDirectoryError: if it was written in another format.
            ModelMismatchError: if its vectors were made by another model than `embedding`.
        """
        manifest = json.loads((folder / "manifest.json").read_text())
        if manifest["format"] != FORMAT:
            raise DataDirectoryError(
                f"索引 {folder.name} 的格式为 {manifest['format']}，本版本需要 {FORMAT}：请运行 assistant rebuild 重建"
            )
        if manifest["model"] != embedding.id:
            raise ModelMismatchError(
                f"索引由向量模型 {manifest['model']} 建立，当前模型为 {embedding.id}：请改回原模型，或运行 assistant rebuild 重建索引"
            )
        self.name = folder.name
        self.adapted_to = int(manifest["adapted_to"])
        self.embedding: Embedding = StaticEmbedding.load(folder / "model") if self.adapted_to else embedding
        self._lexical = LexicalIndex.load(folder / "lexical")
        self._vectors = VectorIndex.load(folder / "vectors.faiss")
        with np.load(folder / "pieces.npz") as arrays:
            self._piece_document: NDArray[np.int32] = arrays["document"]
            self._piece_clause: NDArray[np.int32] = arrays["clause"]
        self._database = sqlite3.connect(f"file:{folder / 'documents.db'}?mode=ro", uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._letterheads: dict[str, Letterhead] = {}

    def documents(self) -> list[IndexedDocument]:
        """What is in the index, by name."""
        rows = self._rows("SELECT name, hash, letterhead, clauses, records, warnings FROM documents ORDER BY name")
        return [IndexedDocument(name, digest, _letterhead(head), *counts) for name, digest, head, *counts in rows]

    def hashes(self) -> dict[str, str]:
        """Content hash of each document, by name."""
        return dict(self._rows("SELECT name, hash FROM documents ORDER BY name"))

    def document(self, name: str) -> ParsedDocument:
        """The whole document.

        Raises:
            UnknownDocumentError: if there is none of that name.
        """
        rows = self._rows("SELECT parsed FROM documents WHERE name = ?", name)
        if not rows:
            raise UnknownDocumentError(f"库中没有文件 {name}，可用 assistant list 查看已收录的文件")
        return from_json(json.loads(rows[0][0]))

    def letterhead(self, name: str) -> Letterhead:
        """The letterhead of a document that is in the index."""
        if name not in self._letterheads:
            ((head,),) = self._rows("SELECT letterhead FROM documents WHERE name = ?", name)
            self._letterheads[name] = _letterhead(head)
        return self._letterheads[name]

    def search(self, query: str, top: int = 10, only: Filter | None = None) -> list[NodeWithScore]:
        """The `top` clauses for a query, best first."""
        return [NodeWithScore(node=hit.node, score=hit.score) for hit in self.hits(query, top, only)]

    def hits(self, query: str, top: int = 10, only: Filter | None = None, side: Side = "both") -> list[Hit]:
        """The `top` clauses for a query with the scores they were found by. A clause ranks as its best piece does.

        `side` searches by words alone ("lexical") or by vectors alone ("dense").
        """
        if not len(self._piece_clause):
            return []
        ranking = rank(query, self.embedding, self._lexical, self._vectors, self._allowed(only), side)
        best: dict[tuple[int, int], int] = {}
        for place, position in enumerate(ranking.positions.tolist()):
            best.setdefault((int(self._piece_document[position]), int(self._piece_clause[position])), place)
            if len(best) == top:
                break
        return [
            Hit(
                self._clause(*key),
                float(ranking.scores[place]),
                float(ranking.lexical[place]),
                float(ranking.dense[place]),
            )
            for key, place in best.items()
        ]

    def weights(self, query: Sequence[str]) -> dict[str, float]:
        """How much each token of a query tells in this index: its inverse document frequency."""
        return self._lexical.weights(query)

    def warnings(self, document: str) -> list[ReadingWarning]:
        """What was doubtful when a document was read: pages that were recognised from a picture, text that looks wrong."""
        rows = self._rows(
            "SELECT json_extract(parsed, '$.warnings') FROM documents WHERE name = ? AND warnings > 0", document
        )
        return [ReadingWarning(**warning) for (found,) in rows for warning in json.loads(found)]

    def mentions(self, document: str, words: str) -> bool:
        """Whether a document holds these words anywhere."""
        found = "SELECT 1 FROM documents WHERE name = ? AND (instr(parsed, ?) OR instr(name, ?))"
        return bool(self._rows(found, document, words, words))

    def find(self, document: str, address: str) -> NodeWithScore | None:
        """The clause at an address of a document, if there is one."""
        rows = self._rows(
            "SELECT c.document, c.number FROM clauses c JOIN documents d ON d.id = c.document WHERE d.name = ? AND c.address = ?",
            document,
            address,
        )
        return NodeWithScore(node=self._clause(*rows[0]), score=None) if rows else None

    def _clause(self, document: int, number: int) -> TextNode:
        ((start, text, metadata),) = self._rows(
            "SELECT start, text, metadata FROM clauses WHERE document = ? AND number = ?", document, number
        )
        return clause_node(text, start, json.loads(metadata))

    def _allowed(self, only: Filter | None) -> NDArray[np.bool_] | None:
        """Which pieces a filter lets through; None for all."""
        if only is None or only == Filter():
            return None
        conditions: list[str] = []
        values: list[object] = []
        for column, wanted in (
            ("name", only.documents),
            ("kind", only.kinds),
            ("region", only.regions),
            ("year", only.years),
        ):
            if wanted:
                conditions.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values += sorted(wanted)
        rows = self._rows(f"SELECT id FROM documents WHERE {' AND '.join(conditions)}", *values)
        return np.isin(self._piece_document, [number for (number,) in rows])

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(statement, values).fetchall()


def _letterhead(text: str) -> Letterhead:
    data = json.loads(text)
    return Letterhead(**{**data, "attachments": tuple(data["attachments"])})
