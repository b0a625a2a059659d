"""Two runs over the same questions: what changed, how sure it is, and which questions got better and worse."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from assistant.errors import InputError
from eval.metrics.intervals import Estimate, bootstrap, permutation_test
from eval.outcome import Outcome
from eval.runs import Run
from eval.scoring import NAMES, score

SURE = 0.05
"""p below which a difference is called significant."""

_NEITHER = frozenset({"length"})
"""Figures of which more is not better, nor less."""

_DECIDING = ("declined_rightly", "right", "gold_cited", "hit@1")
"""What makes a question better or worse, the first of these that changed."""


@dataclass(frozen=True)
class Change:
    """The paired difference of a figure, second run minus first; `p` by the permutation test."""

    name: str
    before: float
    after: float
    difference: Estimate
    p: float

    @property
    def significant(self) -> bool:
        """Whether chance alone would rarely make such a difference."""
        return self.p < SURE

    @property
    def verdict(self) -> str:
        """In a word: better, worse, or only other; "" where chance may have made the difference."""
        if not self.significant:
            return ""
        if self.name in _NEITHER:
            return "other"
        return "better" if self.difference.mean > 0 else "worse"


@dataclass(frozen=True)
class Comparison:
    """Changes by figure, and pairs of outcomes of the questions that got better and worse."""

    changes: tuple[Change, ...]
    better: tuple[tuple[Outcome, Outcome], ...]
    worse: tuple[tuple[Outcome, Outcome], ...]


def compare(first: Run, second: Run) -> Comparison:
    """Compare two runs question by question; questions that only one of them has are left out.

    Raises:
        InputError: if they have no question in common.
    """
    known = {outcome.gold.id: outcome for outcome in first.outcomes}
    pairs = [(known[o.gold.id], o) for o in second.outcomes if o.gold.id in known and known[o.gold.id].gold == o.gold]
    if not pairs:
        raise InputError("两次评测没有相同的题目，无法比较；请用同一评测集各评测一次")
    scored = [(_scores(before), _scores(after)) for before, after in pairs]
    changes = [change for name in ("declined_rightly", *NAMES) if (change := _change(name, scored))]
    directions = [_direction(before, after) for before, after in scored]
    return Comparison(
        tuple(changes),
        tuple(pair for pair, direction in zip(pairs, directions, strict=True) if direction > 0),
        tuple(pair for pair, direction in zip(pairs, directions, strict=True) if direction < 0),
    )


def _scores(outcome: Outcome) -> dict[str, float]:
    """The figures, and whether the question was declined or answered as it should be."""
    return score(outcome) | {"declined_rightly": float(outcome.abstained is not outcome.gold.answerable)}


def _change(name: str, scored: list[tuple[dict[str, float], dict[str, float]]]) -> Change | None:
    pairs = [(before[name], after[name]) for before, after in scored if name in before and name in after]
    differences = [after - before for before, after in pairs]
    estimate = bootstrap(differences)
    if estimate is None:
        return None
    return Change(name, fmean(b for b, _ in pairs), fmean(a for _, a in pairs), estimate, permutation_test(differences))


def _direction(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    for name in _DECIDING:
        if name in before and name in after and before[name] != after[name]:
            return after[name] - before[name]
    return 0.0
