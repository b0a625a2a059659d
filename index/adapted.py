"""Which model a generation is built with: the base model, or one adapted to its documents.

An adapted model belongs to its generation. While the library has grown or shrunk by less than half since it was made, it
serves the next generation too, so that adding one document embeds one document.
"""

from collections.abc import Callable, Iterable

from corpus import ParsedDocument
from index.adaptation import adapt
from index.embedding import Embedding, StaticEmbedding

FEWEST = 1500
"""Clauses below which nothing is adapted: the base model does as well on a small library, and it is ready at once."""

ENOUGH = 1.5
"""Factor by which the number of clauses must have changed for the model to be adapted again."""


def stays(base: Embedding, adapted_to: int, clauses: int) -> bool:
    """Whether what was adapted to so many clauses (0: nothing) serves a generation of `clauses` too."""
    if not isinstance(base, StaticEmbedding) or clauses < FEWEST:
        return not adapted_to
    return bool(adapted_to) and 1 / ENOUGH < clauses / adapted_to < ENOUGH


def adapted_model(
    base: Embedding, documents: Iterable[ParsedDocument], clauses: int, progress: Callable[[int, int], None]
) -> tuple[Embedding, int]:
    """The model for a generation over `documents`, and the number of clauses it was adapted to (0 for the base model).

    Only static models are adapted.
    """
    if not isinstance(base, StaticEmbedding) or clauses < FEWEST:
        return base, 0
    texts = ([parsed.letterhead.title or parsed.name, *(node.text for node in parsed.clauses)] for parsed in documents)
    model = adapt(base, texts, progress=progress)
    return (model, clauses) if model.id != base.id else (base, 0)
