"""Clauses in, ranked hits out. Knows search; knows nothing of answers."""

from index.embedding import Embedding, load_embedding
from index.errors import DataDirectoryError, ModelMismatchError, UnknownDocumentError
from index.generation import Filter, Generation, Hit, IndexedDocument
from index.library import Added, Library

__all__ = [
    "Added",
    "DataDirectoryError",
    "Embedding",
    "Filter",
    "Generation",
    "Hit",
    "IndexedDocument",
    "Library",
    "ModelMismatchError",
    "UnknownDocumentError",
    "load_embedding",
]
