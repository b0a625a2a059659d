"""Which model a generation is built with: the base model, or one adapted to its documents.

An adapted model belongs to its generation. While the library has grown or shrunk by less than half since it was decided,
the decision serves the next generation too, so that adding one document embeds one document.
"""

from collections.abc import Callable, Iterable, Iterator

from corpus import ParsedDocument
from index.adaptation import adapt, sentence_pairs
from index.embedding import Embedding, StaticEmbedding

FEWEST = 1500
"""Clauses below which nothing is adapted: the base model does as well on a small library, and it is ready at once."""

ENOUGH = 1.5
"""Factor by which the number of clauses must have changed for it to be decided again."""


def stays(base: Embedding, weighed: int, clauses: int) -> bool:
    """Whether what was decided at `weighed` clauses (0: nothing was) serves a generation of `clauses` too."""
    if not isinstance(base, StaticEmbedding) or clauses < FEWEST:
        return not weighed
    return bool(weighed) and 1 / ENOUGH < clauses / weighed < ENOUGH


def adapted_model(
    base: Embedding, documents: Iterable[ParsedDocument], progress: Callable[[int, int], None]
) -> tuple[Embedding, int]:
    """The model for a generation over `documents`, and how many clauses decided it (0 where there were too few).

    Only static models are adapted. The documents are read once.
    """
    if not isinstance(base, StaticEmbedding):
        return base, 0
    lengths: list[int] = []
    pairs = sentence_pairs(_read(documents, lengths))
    clauses = sum(lengths)
    return (adapt(base, pairs, progress=progress), clauses) if clauses >= FEWEST else (base, 0)


def _read(documents: Iterable[ParsedDocument], lengths: list[int]) -> Iterator[list[str]]:
    """The title and the clauses of each document; `lengths` gains how many."""
    for parsed in documents:
        lengths.append(len(parsed.clauses))
        yield [parsed.letterhead.title or parsed.name, *(node.text for node in parsed.clauses)]
