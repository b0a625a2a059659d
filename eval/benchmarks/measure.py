"""One system over one set: quality with intervals, and how long a question took."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from eval.benchmarks.case import TOP, Case, Hit
from eval.benchmarks.ours import System
from eval.metrics.intervals import Estimate, bootstrap, permutation_test
from eval.metrics.latency import percentile
from eval.metrics.ranking import Found, hit_at, ndcg_at, recall_at, reciprocal_rank_at


@dataclass(frozen=True)
class Measured:
    """Figures of a system by question, in the order of the cases; `characters` is the length of what is read at rank 1."""

    system: str
    figures: Mapping[str, tuple[float, ...]]
    seconds: tuple[float, ...]
    characters: float

    def estimate(self, name: str) -> Estimate | None:
        """The mean of a figure with its interval."""
        return bootstrap(self.figures[name]) if name in self.figures else None

    def difference(self, other: "Measured", name: str) -> tuple[Estimate | None, float]:
        """Mean paired difference to another system with its interval, and the p-value of the permutation test."""
        pairs = [a - b for a, b in zip(self.figures[name], other.figures[name], strict=True)]
        return bootstrap(pairs), permutation_test(pairs)

    def speed(self) -> tuple[float, float]:
        """p50 and p95 of the seconds a question took."""
        return percentile(self.seconds, 0.5), percentile(self.seconds, 0.95)


def measure(system: System, cases: Sequence[Case]) -> Measured:
    """Ask a system every question. The first question is asked once before the clock runs: dictionaries load then."""
    system.search(cases[0], TOP)
    found: list[Found] = []
    seconds, lengths, depth = [], [], 0
    for case in cases:
        began = time.perf_counter()
        hits = system.search(case, TOP)
        seconds.append(time.perf_counter() - began)
        found.append(gains(case, hits))
        depth = max(depth, len(hits))
        lengths.append(len(hits[0].text) if hits else 0)
    return Measured(system.name, _figures(cases, found, depth), tuple(seconds), median(lengths))


def gains(case: Case, hits: Sequence[Hit]) -> Found:
    """What each hit gives of the case's gold."""
    return [{number for number, gold in enumerate(case.gold) if gold.given_by(hit)} for hit in hits]


def _figures(cases: Sequence[Case], found: Sequence[Found], depth: int) -> dict[str, tuple[float, ...]]:
    """Figures by question; recall@100 only of what looks that deep."""
    pairs = [(ranking, len(case.gold)) for case, ranking in zip(cases, found, strict=True)]
    figures = {
        "hit@1": tuple(hit_at(ranking, 1) for ranking, _ in pairs),
        "hit@5": tuple(hit_at(ranking, 5) for ranking, _ in pairs),
        "hit@10": tuple(hit_at(ranking, 10) for ranking, _ in pairs),
        "recall@10": tuple(recall_at(ranking, wanted, 10) for ranking, wanted in pairs),
        "recall@100": tuple(recall_at(ranking, wanted, 100) for ranking, wanted in pairs),
        "mrr@10": tuple(reciprocal_rank_at(ranking, 10) for ranking, _ in pairs),
        "ndcg@10": tuple(ndcg_at(ranking, wanted, 10) for ranking, wanted in pairs),
    }
    if depth < TOP // 2:
        del figures["recall@100"]
    return figures
