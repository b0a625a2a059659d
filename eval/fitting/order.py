"""Fitting the order of clauses: LambdaMART over what the search found, judged on questions that were not learned from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant import ranking
from assistant.candidate import Candidate
from assistant.evidence import order
from assistant.experts import SEEN, Experts, seen
from eval.fitting.cases import Case
from eval.fitting.growing import Group, folds, grow, grow_gate
from eval.metrics.ranking import hit_at, recall_at, reciprocal_rank_at
from index import Hit

SIZE = {"rounds": 400, "leaves": 3}
"""Many small trees: of the sizes that were cross-validated (3 to 15 leaves), three leaves gave the most on the trades' questions."""

LAYMEN = 3
"""Times that a lay question counts where the order for laymen is learnt: they are a third of the questions."""

GATE = {"rounds": 100, "leaves": 4}

Ranked = list[list[Candidate]]


@dataclass(frozen=True)
class Pool:
    """What a search found for the question `id`, to be put in order: features (hits, columns) and which hits are right.

    `wanted` is how many clauses answer, found or not. The same question may be asked of several libraries. A `lay` one is
    asked by a layman.
    """

    id: str
    set: str
    rows: NDArray[np.float64]
    right: NDArray[np.bool_]
    wanted: int = 1
    lay: bool = False

    @property
    def group(self) -> Group:
        """As something to learn from."""
        return Group(self.rows, self.right.astype(np.int64))


def pool_of(case: Case) -> Pool:
    """What was found for a case."""
    rows = ranking.features(case.question, case.hits, case.generation, case.weights)
    return Pool(case.id, case.set, rows, case.right, 1 if case.answer else 0)


def fit_order(
    cases: Sequence[Case], crowd: Sequence[Pool], alone: Sequence[Pool], kept: bool
) -> tuple[Ranked, Ranked, Ranked]:
    """Fit the order of clauses on `cases` and `crowd`; print what it reaches there and on `alone`; write it if `kept`.

    Returns each case's candidates in an order that never saw its question, three times: as they are, without the
    right document, and without the right clauses only.
    """
    pools = [*map(pool_of, cases), *crowd]
    ranked: Ranked = [[] for _ in cases]
    without: Ranked = [[] for _ in cases]
    amid: Ranked = [[] for _ in cases]
    reached: list[tuple[Pool, NDArray[np.bool_]]] = []
    for learned, judged in folds([pool.id for pool in pools]):
        experts = _learn([pools[i] for i in learned])
        unseen = {pools[i].id for i in judged}
        reached += [(pool, _in_order(pool, experts)) for pool in (*pools, *alone) if pool.id in unseen]
        for i in (place for place in judged if place < len(cases)):
            case = cases[i]
            ranked[i] = order(case.hits, pools[i].rows, experts, case.generation)
            without[i] = _ordered(case, case.hits_without, experts)
            amid[i] = _ordered(case, case.hits_amid, experts)
    _report(reached)
    if kept:
        _learn(pools).save(ranking.MODEL)
    return ranked, without, amid


def _learn(pools: Sequence[Pool]) -> Experts:
    official, lay = [pool.group for pool in pools if not pool.lay], [pool.group for pool in pools if pool.lay]
    return Experts(
        grow(official, ranking.FEATURES, **SIZE),
        grow(official + lay * LAYMEN, ranking.FEATURES, **SIZE),
        grow_gate([(seen(pool.rows, ranking.FEATURES), pool.lay) for pool in pools if len(pool.rows)], SEEN, **GATE),
    )


def _in_order(pool: Pool, experts: Experts) -> NDArray[np.bool_]:
    """Which clauses are right, best first."""
    return pool.right[np.argsort(-experts.score(pool.rows), kind="stable")]


def _ordered(case: Case, hits: Sequence[Hit], experts: Experts) -> list[Candidate]:
    return order(hits, ranking.features(case.question, hits, case.generation, case.weights), experts, case.generation)


def _report(reached: Sequence[tuple[Pool, NDArray[np.bool_]]]) -> None:
    """Print the figures of each set, of the search alone and of the order; questions that nothing answers have none."""
    for name in dict.fromkeys(pool.set for pool, _ in reached):
        own = [(pool, right) for pool, right in reached if pool.set == name and pool.wanted]
        print(f"search {name}: {_figures([(pool, pool.right) for pool, _ in own])}")
        print(f"order  {name}: {_figures(own)}")


def _figures(own: Sequence[tuple[Pool, NDArray[np.bool_]]]) -> str:
    found = [
        ([{place} if yes else set() for place, yes in enumerate(right.tolist())], pool.wanted) for pool, right in own
    ]
    figures = {f"hit@{k}": np.mean([hit_at(ranking, k) for ranking, _ in found]) for k in (1, 5, 10)}
    figures["recall@10"] = np.mean([min(1.0, recall_at(ranking, wanted, 10)) for ranking, wanted in found])
    figures["mrr@10"] = np.mean([reciprocal_rank_at(ranking, 10) for ranking, _ in found])
    return " ".join(f"{key} {value:.3f}" for key, value in figures.items())
