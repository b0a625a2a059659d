"""How well a text speaks of what a question names, word for word or in words that mean the like.

Each piece of the question is set beside the nearest piece of the text (MaxSim of Khattab & Zaharia 2020, "ColBERT"), by
the vectors of pieces that the search uses. One vector for the whole text tells what it is about; this tells whether each
thing that was asked for is in it.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from index import EMBEDDED_MODEL, Embedding, StaticEmbedding

FEATURES = ("aligned", "aligned_share", "aligned_least", "aligned_heaviest")
"""Mean likeness of the question's pieces to their nearest; share of pieces with a near one; the likeness of the worst
among those that weigh the average or more; and the mean again, where the heavy pieces count more still."""

NEAR = 0.6
"""Likeness from which on two pieces mean the like."""


def alignment(question: str, texts: Sequence[str], embedding: Embedding) -> NDArray[np.float64]:
    """The `FEATURES` of each text, (len(texts), 4). A piece weighs as much as its vector is long: common ones are short."""
    model = embedding if isinstance(embedding, StaticEmbedding) else _embedded()
    (asked,) = model.pieces([question])
    said = [_pieces(model, text) for text in texts]
    if not said or not len(asked):
        return np.zeros((len(texts), len(FEATURES)))
    vectors = model.piece_vectors(asked)
    weights = np.linalg.norm(vectors, axis=1)
    weights /= weights.sum()
    known, places = np.unique(np.concatenate(said), return_inverse=True)
    likeness = _directions(vectors) @ _directions(model.piece_vectors(known)).T
    ends = np.cumsum([len(pieces) for pieces in said])[:-1]
    rows = [_row(likeness[:, held].max(axis=1, initial=0.0), weights) for held in np.split(places, ends)]
    return np.array(rows, np.float64).reshape(len(texts), len(FEATURES))


@lru_cache(maxsize=1 << 13)
def _pieces(model: StaticEmbedding, text: str) -> NDArray[np.int64]:
    """Kept for the clauses that are found again and again: to cut them takes as long as all the rest."""
    (pieces,) = model.pieces([text])
    return pieces


def _row(best: NDArray[np.float32], weights: NDArray[np.float32]) -> list[float]:
    heavy = weights >= 1 / len(weights)
    return [
        float(weights @ best),
        float(weights @ (best > NEAR)),
        float(best[heavy].min(initial=1.0)),
        float(weights**2 @ best / (weights @ weights)),
    ]


def _directions(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


@cache
def _embedded() -> StaticEmbedding:
    """A transformer gives no vectors of pieces by themselves: then those of the embedded model serve."""
    return StaticEmbedding.load(EMBEDDED_MODEL)
