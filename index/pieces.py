"""Clauses cut into pieces for search: a clause is cited whole, but found by the part of it that was asked for.

A vector of a long clause is near nothing in particular, and a word in it is diluted; a piece of a few sentences, with the
headings above it, is what a question is like.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from corpus import ParsedDocument

PIECE = 320
"""Characters of a piece: three to five sentences of official prose."""

_SENTENCE = re.compile(r"[^。！？!?；;\n]*(?:[。！？!?；;]+[”’」』）)]*|\n+|$)")


@dataclass(frozen=True)
class Piece:
    """A stretch of the clause at position `clause` of its document.

    `body` is what the clause says there, `context` what stands above it: title, headings, column names.
    """

    clause: int
    body: str
    context: str


def pieces(parsed: ParsedDocument) -> list[Piece]:
    """The pieces of a document in order. Headings that head only other clauses are no pieces: they answer nothing."""
    title = parsed.letterhead.title or ""
    return [
        Piece(number, body, _context(title, clause))
        for number, clause in enumerate(parsed.clauses)
        if clause.metadata["kind"] != "heading" and clause.text.strip()
        for body in _bodies(clause.text)
    ]


def _context(title: str, clause: TextNode) -> str:
    return " ".join(filter(None, [title, *clause.metadata["headings"], *clause.metadata["columns"]]))


def _bodies(text: str) -> Iterator[str]:
    """The text whole when short, else runs of whole sentences; the last sentence of one run begins the next."""
    if len(text) <= PIECE * 3 // 2:
        yield text
        return
    sentences = [match[0] for match in _SENTENCE.finditer(text) if match[0].strip()]
    run: list[str] = []
    for sentence in sentences:
        if run and sum(map(len, run)) + len(sentence) > PIECE:
            yield "".join(run)
            run = run[-1:] if len(run[-1]) < PIECE // 3 else []
        run.append(sentence)
    if run:
        yield "".join(run)


@dataclass(frozen=True)
class PieceTable:
    """The pieces of an index in the order in which they came, as arrays of one length.

    `ids` grow and are never used again, so that a vector keeps its id while others go; `documents` are ids of documents,
    `clauses` positions in them.
    """

    ids: NDArray[np.int64]
    documents: NDArray[np.int32]
    clauses: NDArray[np.int32]

    @classmethod
    def empty(cls) -> "PieceTable":
        """A table of no pieces."""
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))

    def changed(
        self, kept: NDArray[np.bool_], documents: NDArray[np.int32], clauses: NDArray[np.int32]
    ) -> "PieceTable":
        """The table of the pieces that `kept` marks, and after them of new ones of these documents and clauses."""
        first = int(self.ids.max(initial=-1)) + 1
        return PieceTable(
            np.concatenate([self.ids[kept], np.arange(first, first + len(clauses), dtype=np.int64)]),
            np.concatenate([self.documents[kept], documents]),
            np.concatenate([self.clauses[kept], clauses]),
        )

    @property
    def size(self) -> int:
        """Number of pieces."""
        return len(self.ids)

    def save(self, path: Path) -> None:
        """Write the arrays to one file."""
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> "PieceTable":
        """Read what `save` wrote."""
        with np.load(path) as arrays:
            return cls(*(arrays[field.name] for field in fields(cls)))
