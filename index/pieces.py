"""Clauses cut into pieces for search: a clause is cited whole, but found by the part of it that was asked for.

A vector of a long clause is near nothing in particular, and a word in it is diluted; a piece of a few sentences, with the
headings above it, is what a question is like.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llama_index.core.schema import TextNode

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
