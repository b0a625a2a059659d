"""Clauses in, ranked hits out. Knows search; knows nothing of answers."""

from index.catalogue import Entry
from index.documents import Filter, IndexedDocument
from index.embedding import EMBEDDED_MODEL, Embedding, StaticEmbedding, load_embedding
from index.errors import DataDirectoryError, DiskFullError, ModelMismatchError, UnknownDocumentError
from index.generation import Generation, Hit
from index.library import UNDO, Added, Library, OnSameName
from index.naming import Source, distinct_names

__all__ = [
    "EMBEDDED_MODEL",
    "UNDO",
    "Added",
    "DataDirectoryError",
    "DiskFullError",
    "Embedding",
    "Entry",
    "Filter",
    "Generation",
    "Hit",
    "IndexedDocument",
    "Library",
    "ModelMismatchError",
    "OnSameName",
    "Source",
    "StaticEmbedding",
    "UnknownDocumentError",
    "distinct_names",
    "load_embedding",
]
