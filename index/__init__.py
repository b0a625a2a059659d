"""Clauses in, ranked hits out. Knows search; knows nothing of answers."""

from index.documents import Filter, IndexedDocument
from index.embedding import EMBEDDED_MODEL, Embedding, StaticEmbedding, load_embedding
from index.errors import DataDirectoryError, ModelMismatchError, UnknownDocumentError
from index.generation import Generation, Hit
from index.library import Added, Library

__all__ = [
    "EMBEDDED_MODEL",
    "Added",
    "DataDirectoryError",
    "Embedding",
    "Filter",
    "Generation",
    "Hit",
    "IndexedDocument",
    "Library",
    "ModelMismatchError",
    "StaticEmbedding",
    "UnknownDocumentError",
    "load_embedding",
]
