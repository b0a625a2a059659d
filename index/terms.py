"""How often each term stands in each piece, as arrays: what a document gives to the lexical index."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

_MOST = np.iinfo(np.uint16).max


@lru_cache(maxsize=1 << 20)
def term_id(token: str) -> int:
    """A 64-bit hash of a token, the same on every machine: terms of different documents meet without a common list.

    Among a million terms two share an id once in 30 million libraries.
    """
    return int.from_bytes(blake2b(token.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class TermCounts:
    """Piece i holds `terms[starts[i]:starts[i + 1]]`, each as often as `counts` says; `lengths` are tokens a piece."""

    starts: NDArray[np.int64]
    terms: NDArray[np.uint64]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.float32]

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> "TermCounts":
        """The counts of pieces given as their tokens."""
        counted = [Counter(map(term_id, text)) for text in texts]
        return cls(
            np.cumsum([0, *map(len, counted)], dtype=np.int64),
            np.array([term for one in counted for term in one], np.uint64),
            np.array([min(count, _MOST) for one in counted for count in one.values()], np.uint16),
            np.array([len(text) for text in texts], np.float32),
        )

    @classmethod
    def joined(cls, parts: Sequence["TermCounts"]) -> "TermCounts":
        """The pieces of all parts, one after another."""
        if not parts:
            return cls.of([])
        ends = np.cumsum([0, *(len(part.terms) for part in parts)])
        starts = [part.starts[:-1] + end for part, end in zip(parts, ends, strict=False)]
        return cls(
            np.concatenate([*starts, ends[-1:]]),
            np.concatenate([part.terms for part in parts]),
            np.concatenate([part.counts for part in parts]),
            np.concatenate([part.lengths for part in parts]),
        )

    @property
    def size(self) -> int:
        """Number of pieces."""
        return len(self.lengths)

    def to_bytes(self) -> bytes:
        """The arrays as one file's content."""
        written = io.BytesIO()
        np.savez(written, starts=self.starts, terms=self.terms, counts=self.counts, lengths=self.lengths)
        return written.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> "TermCounts":
        """What `to_bytes` wrote."""
        with np.load(io.BytesIO(content)) as arrays:
            return cls(arrays["starts"], arrays["terms"], arrays["counts"], arrays["lengths"])
