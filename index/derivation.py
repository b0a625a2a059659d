"""What a generation needs of documents, made of their originals or taken from the cache: clauses, terms, vectors."""

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from corpus import ParsedDocument, UnreadableFileError, content_hash, from_json, to_json
from corpus.parsed import VERSION
from index.build import Indexed, Searched
from index.cache import Cache
from index.catalogue import Entry, original_name
from index.embedding import Embedding
from index.lexical import CUT_BY, tokens
from index.originals import Originals
from index.pieces import pieces
from index.terms import TermCounts

Vectors = np.ndarray[Any, np.dtype[np.float32]]


class Derivation:
    """Reads documents; what was seen before costs only its reading from the cache."""

    def __init__(self, originals: Originals, cache: Cache, parse: Callable[[Path, str], ParsedDocument]) -> None:
        self._originals = originals
        self._cache = cache
        self._parse = parse

    def parsed(self, name: str, digest: str) -> ParsedDocument:
        """The document of this content under this name.

        Raises:
            UnreadableFileError: if its original cannot be read, or is no longer what was added.
        """
        parsed = self._cache.kept(
            digest, "parsed", str(VERSION), lambda: self._read(name, digest), _parsed_bytes, _parsed_from
        )
        return parsed if parsed.name == name else from_json({**to_json(parsed), "name": name})

    def readable(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, ParsedDocument]]:
        """The documents that are not lost, each with its entry."""
        for entry in entries:
            with suppress(UnreadableFileError):
                yield entry, self.parsed(entry.name, entry.digest)

    def indexed(self, entries: Iterable[Entry], model: Embedding) -> Iterator[Indexed]:
        """The documents that are not lost with their pieces, terms and vectors."""
        for entry, parsed in self.readable(entries):
            found = pieces(parsed)
            texts = [f"{piece.context} {piece.body}" for piece in found]
            clauses = np.array([piece.clause for piece in found], np.int32)
            terms, vectors = self._terms(entry.digest, texts), self._vectors(entry.digest, texts, model)
            yield Indexed(entry.digest, parsed, Searched(entry.id, clauses, terms, vectors))

    def _read(self, name: str, digest: str) -> ParsedDocument:
        path = self._originals.path(original_name(digest, name))
        if not path.is_file() or content_hash(path) != digest:
            raise UnreadableFileError(f"{name} 的原件缺失或已损坏：请从备份恢复，或移除后重新收录")
        try:
            return self._parse(path, name)
        except UnreadableFileError as error:
            # What reads it knows it by the name of the file that we keep.
            raise UnreadableFileError(str(error).replace(path.name, name)) from error.__cause__

    def _terms(self, digest: str, texts: Sequence[str]) -> TermCounts:
        made_by = _key(str(CUT_BY), *texts)
        return self._cache.kept(
            digest,
            "terms",
            made_by,
            lambda: TermCounts.of([tokens(text) for text in texts]),
            TermCounts.to_bytes,
            TermCounts.from_bytes,
        )

    def _vectors(self, digest: str, texts: Sequence[str], model: Embedding) -> Vectors:
        made_by = _key(model.id, *texts)
        return self._cache.kept(digest, "vectors", made_by, lambda: model.encode(texts), _array_bytes, _array)


def _key(*parts: str) -> str:
    """What tells these parts from all others, short enough for a file's name."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _parsed_bytes(parsed: ParsedDocument) -> bytes:
    return json.dumps(to_json(parsed)).encode()


def _parsed_from(content: bytes) -> ParsedDocument:
    return from_json(json.loads(content))


def _array_bytes(array: Vectors) -> bytes:
    written = io.BytesIO()
    np.save(written, array)
    return written.getvalue()


def _array(content: bytes) -> Vectors:
    loaded: Vectors = np.load(io.BytesIO(content))
    return loaded
