"""Ranking metrics over what each hit found: hit@k, recall@k, MRR@k, nDCG@k.

A ranking is given as a sequence of sets, best hit first: `found[i]` holds the gold items that the hit at rank i + 1 gives,
empty where it gives none. A clause may hold two gold passages, and two pieces may hold the same one; a passage counts
once, at the rank where it is first found. Where each hit is one judged item, as in TREC, these are TREC's figures.
"""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

Found = Sequence[AbstractSet[int]]


def hit_at(found: Found, k: int) -> float:
    """hit@k (success@k): 1 if any of the first k hits is right, else 0."""
    return float(any(found[:k]))


def recall_at(found: Found, wanted: int, k: int) -> float:
    """recall@k = |gold items among the first k hits| / |gold items| (Manning, Raghavan & Schütze 2008, ch. 8)."""
    return len(set().union(*found[:k])) / wanted


def reciprocal_rank_at(found: Found, k: int) -> float:
    """RR@k = 1 / rank of the first right hit, 0 if it is not among the first k; its mean is MRR@k (Voorhees 1999, TREC-8)."""
    return next((1 / rank for rank, items in enumerate(found[:k], 1) if items), 0.0)


def ndcg_at(found: Found, wanted: int, k: int) -> float:
    """nDCG@k with binary gains: DCG@k = Σ gain / log2(rank + 1), divided by that of the best order (Järvelin & Kekäläinen 2002).

    A hit gains 1 if it gives a gold item that no hit before it gave.
    """
    seen: set[int] = set()
    gained = 0.0
    for rank, items in enumerate(found[:k], 1):
        if items - seen:
            gained += 1 / math.log2(rank + 1)
            seen |= items
    return gained / sum(1 / math.log2(rank + 1) for rank in range(1, min(wanted, k) + 1))
