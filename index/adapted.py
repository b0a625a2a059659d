"""Which model a generation is built with: the base model, or one adapted to its documents.

An adapted model belongs to its generation. While the library has grown or shrunk by less than half since it was made, it
serves the next generation too, so that adding one document embeds one document.
"""

from collections.abc import Callable, Sequence

from corpus import ParsedDocument
from index.adaptation import adapt
from index.embedding import Embedding, StaticEmbedding

FEWEST = 1500
"""Clauses below which nothing is adapted: the base model does as well on a small library, and it is ready at once."""

ENOUGH = 1.5
"""Factor by which the number of clauses must have changed for the model to be adapted again."""


def adapted_model(
    base: Embedding,
    previous: tuple[Embedding, int] | None,
    documents: Sequence[ParsedDocument],
    progress: Callable[[int, int], None],
) -> tuple[Embedding, int]:
    """The model for a generation over `documents`, and the number of clauses it was adapted to (0 for the base model).

    `previous` is the same of the generation before: its model stays while it fits. Only static models are adapted.
    """
    clauses = sum(len(parsed.clauses) for parsed in documents)
    if not isinstance(base, StaticEmbedding) or clauses < FEWEST:
        return base, 0
    if previous is not None and previous[1] and 1 / ENOUGH < clauses / previous[1] < ENOUGH:
        return previous
    texts = [[parsed.letterhead.title or parsed.name, *(node.text for node in parsed.clauses)] for parsed in documents]
    model = adapt(base, texts, progress=progress)
    return (model, clauses) if model.id != base.id else (base, 0)
