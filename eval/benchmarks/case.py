"""A question of a benchmark, and when a hit is right for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus import ParsedDocument, parse_file
from eval.matching import holds

TOP = 100
"""Hits that are asked for, enough for recall@100."""


@dataclass(frozen=True)
class Hit:
    """A stretch of a document that a system found; `address` is None where it knows no clauses, `start` where no offsets."""

    document: str
    text: str
    address: str | None = None
    start: int | None = None


class Gold(Protocol):
    """Something that a right answer rests on."""

    def given_by(self, hit: Hit) -> bool:
        """Whether a hit gives it."""


@dataclass(frozen=True)
class Quote:
    """A verbatim quote of a document."""

    document: str
    quote: str

    def given_by(self, hit: Hit) -> bool:
        """Whether the hit holds the quote: see `eval.matching`."""
        return hit.document == self.document and holds(hit.text, self.quote)


@dataclass(frozen=True)
class Span:
    """Offsets of a document."""

    document: str
    start: int
    end: int

    def given_by(self, hit: Hit) -> bool:
        """Whether the hit holds at least half of the span."""
        if hit.document != self.document or hit.start is None:
            return False
        shared = min(self.end, hit.start + len(hit.text)) - max(self.start, hit.start)
        return 2 * shared >= self.end - self.start


@dataclass(frozen=True)
class Article:
    """An article of a law, known by its address alone."""

    document: str
    address: str

    def given_by(self, hit: Hit) -> bool:
        """Whether the hit is the article."""
        return hit.document == self.document and hit.address == self.address


@dataclass(frozen=True)
class Case:
    """A question with all that answers it; `answer` in words and the address of the clause where the set tells them."""

    id: str
    question: str
    gold: tuple[Gold, ...]
    history: tuple[str, ...] = ()
    answer: str = ""
    clause: tuple[str, str] | None = None

    @property
    def whole(self) -> str:
        """The question after what it follows: a search has no other way to know what 那责任单位是谁 is about."""
        return " ".join([*self.history[-1:], self.question])


@dataclass(frozen=True)
class Benchmark:
    """Documents and questions about them; `note` is what a reader of its figures must know.

    `units` is set where the documents come already cut: a unit is one article.
    """

    name: str
    documents: tuple[Path, ...]
    cases: tuple[Case, ...]
    parse: Callable[[Path, str], ParsedDocument] = parse_file
    units: tuple[Hit, ...] = ()
    note: str = ""
