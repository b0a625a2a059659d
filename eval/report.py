"""A run made into figures: overall, by kind, document, format and year, abstention, latency, and what failed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from eval.metrics.abstention import Abstention, Operating, abstention, trade_off
from eval.metrics.intervals import Estimate, bootstrap
from eval.metrics.latency import percentile
from eval.outcome import Outcome
from eval.runs import Header, Run
from eval.scoring import NAMES, score

Figures = Mapping[str, Estimate]
"""Means over questions by the names of `eval.scoring.NAMES`."""


@dataclass(frozen=True)
class Group:
    """Questions that have something in common, and their figures."""

    name: str
    count: int
    figures: Figures
    abstention: Abstention


@dataclass(frozen=True)
class Report:
    """Everything that is shown of a run."""

    header: Header
    outcomes: tuple[Outcome, ...]
    scores: tuple[Mapping[str, float], ...]

    @classmethod
    def of(cls, run: Run, judged: Mapping[str, Mapping[str, float]] | None = None) -> "Report":
        """Score a run; `judged` holds what a language model found, by question."""
        known = judged or {}
        scores = tuple({**score(outcome), **known.get(outcome.gold.id, {})} for outcome in run.outcomes)
        return cls(run.header, run.outcomes, scores)

    @cached_property
    def whole(self) -> Group:
        """All questions."""
        return self._group("全部", range(len(self.outcomes)))

    @cached_property
    def recall_over_k(self) -> list[float]:
        """Mean recall@1 … recall@10."""
        rows = [scores for scores in self.scores if "recall@1" in scores]
        return [sum(row[f"recall@{k}"] for row in rows) / len(rows) for k in range(1, 11)] if rows else []

    @cached_property
    def trade_off(self) -> list[Operating]:
        """What other thresholds of declining would have done."""
        return trade_off([(outcome.gold.answerable, outcome.confidence) for outcome in self.outcomes])

    @property
    def seconds(self) -> list[float]:
        """How long each answer took."""
        return [outcome.seconds for outcome in self.outcomes]

    @property
    def failures(self) -> list[Outcome]:
        """Answerable questions not answered rightly, and questions without an answer that were answered."""
        return [o for o, scores in zip(self.outcomes, self.scores, strict=True) if _failed(o, scores)]

    @cached_property
    def groups(self) -> dict[str, list[Group]]:
        """Figures by kind, document, format and year; a question about several documents counts for each."""
        keys: dict[str, Callable[[Outcome], Iterable[str]]] = {
            "类型": lambda outcome: [outcome.gold.kind],
            "文件": lambda outcome: {passage.document for passage in outcome.gold.passages},
            "格式": lambda outcome: {str(found) for found in self._of_documents(outcome, "format")},
            "年份": lambda outcome: {str(found) for found in self._of_documents(outcome, "year")},
        }
        return {title: self._grouped(key) for title, key in keys.items()}

    def measured(self) -> dict[str, float]:
        """Every figure by its name, as a gate may ask for it."""
        found = {name: estimate.mean for name, estimate in self.whole.figures.items()}
        declined = self.whole.abstention
        for name in ("precision", "recall", "f1", "lost"):
            value: float | None = getattr(declined, name)
            if value is not None:
                found[f"abstention_{name}"] = value
        if self.seconds:
            found |= {f"seconds_p{share}": percentile(self.seconds, share / 100) for share in (50, 95)}
        return found

    def to_json(self) -> dict[str, Any]:
        """All figures, and those of each question."""
        return {
            "header": asdict(self.header),
            "questions": len(self.outcomes),
            "measured": {name: round(value, 4) for name, value in self.measured().items()},
            "intervals": {name: asdict(estimate) for name, estimate in self.whole.figures.items()},
            "groups": {title: [_group_json(group) for group in groups] for title, groups in self.groups.items()},
            "recall_over_k": self.recall_over_k,
            "trade_off": [asdict(point) for point in self.trade_off if point.threshold != float("inf")],
            "rows": [
                {"id": outcome.gold.id, "abstained": outcome.abstained, **scores}
                for outcome, scores in zip(self.outcomes, self.scores, strict=True)
            ],
            "failed": [outcome.gold.id for outcome in self.failures],
        }

    def _of_documents(self, outcome: Outcome, name: str) -> set[Any]:
        found = {self.header.documents.get(p.document, {}).get(name) for p in outcome.gold.passages}
        return found - {None}

    def _grouped(self, key: Callable[[Outcome], Iterable[str]]) -> list[Group]:
        members: dict[str, list[int]] = defaultdict(list)
        for number, outcome in enumerate(self.outcomes):
            for name in key(outcome):
                members[name].append(number)
        return [self._group(name, numbers) for name, numbers in sorted(members.items())]

    def _group(self, name: str, numbers: Sequence[int]) -> Group:
        values = {
            figure: bootstrap([self.scores[n][figure] for n in numbers if figure in self.scores[n]]) for figure in NAMES
        }
        declined = abstention([(self.outcomes[n].gold.answerable, self.outcomes[n].abstained) for n in numbers])
        return Group(name, len(numbers), {figure: e for figure, e in values.items() if e}, declined)


def _failed(outcome: Outcome, scores: Mapping[str, float]) -> bool:
    if not outcome.gold.answerable:
        return not outcome.abstained
    return outcome.abstained or not scores.get("right", scores["gold_cited"])


def _group_json(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "count": group.count,
        "abstention": asdict(group.abstention),
        **{name: round(estimate.mean, 4) for name, estimate in group.figures.items()},
    }
