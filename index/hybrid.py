"""Words and vectors together: each finds what the other misses."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedding
from index.lexical import LexicalIndex, tokens
from index.vectors import VectorIndex

POOL = 200
"""Pieces taken from each side before they are fused; deep enough that the right one is rarely below it."""

Side = Literal["both", "lexical", "dense"]
"""What a search looks at."""


@dataclass(frozen=True)
class Ranking:
    """Positions of pieces, best first, with their fused scores and the two scores they were fused from."""

    positions: NDArray[np.int64]
    scores: NDArray[np.float32]
    lexical: NDArray[np.float32]
    dense: NDArray[np.float32]


def rank(
    query: str,
    embedding: Embedding,
    lexical: LexicalIndex,
    vectors: VectorIndex,
    allowed: NDArray[np.bool_] | None = None,
    side: Side = "both",
) -> Ranking:
    """Rank pieces by the sum of both scores, each divided by its best for this query.

    A sum of normalised scores keeps how clear a winner is, which fusing by ranks throws away (Bruch et al. 2023,
    "An Analysis of Fusion Functions for Hybrid Retrieval"). Pieces outside `allowed` are never scored. With one `side`
    the other is not looked at, so that what each is worth can be measured.
    """
    words = lexical.scores(tokens(query)) if side != "dense" else np.zeros(lexical.size, np.float32)
    if allowed is not None:
        words = words * allowed
    best = _largest(words, POOL)
    if side == "lexical":
        pool, dense = best, np.zeros(len(best), np.float32)
    else:
        vector = embedding.encode_query(query)
        near, _ = vectors.search(vector, POOL, allowed)
        pool = np.union1d(near, best)
        dense = vectors.scores(vector, pool)
    fused = _normalised(words[pool]) + _normalised(dense)
    order = np.lexsort((pool, -fused))
    return Ranking(pool[order], fused[order], words[pool][order], dense[order])


def _largest(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Positions of the `count` largest positive scores, in no order."""
    positive = np.flatnonzero(scores > 0)
    if len(positive) <= count:
        return positive
    return positive[np.argpartition(-scores[positive], count)[:count]]


def _normalised(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    top = float(scores.max(initial=0.0))
    return np.clip(scores, 0, None) / top if top > 0 else np.zeros_like(scores)
