"""Documents kept open between questions: to read a whole one back costs more than to answer from it."""

from functools import lru_cache

from corpus import ParsedDocument
from index import Generation

KEPT = 64
"""Documents kept at most; a long report takes a few megabytes."""


@lru_cache(maxsize=KEPT)
def opened(generation: Generation, name: str) -> ParsedDocument:
    """A document of a generation, whole. A generation never changes, so what was read of it stays true.

    Raises:
        UnknownDocumentError: if there is none of that name.
    """
    return generation.document(name)
