"""Whether the best clauses answer a question at all: a logistic regression over what is known of them.

Fitted on questions asked twice, with the document that answers them and with it taken out, so that both errors are seen: answering
from the wrong document, and declining what is there. One is for clauses that were read with the question beside them
(`python -m eval.fitting.reading`), one for those that were not (`python -m eval.fitting`).
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant import alignment
from assistant.candidate import Candidate
from assistant.matching import plain
from assistant.question import Question
from assistant.reading import log_odds
from assistant.sentences import sentences
from assistant.terms import coverage, headline
from index import Generation

FEATURES = (
    "score", "gap", "mean_score", "dense", "grams_all", "terms_all", "terms_text", "run_text", "place_all", "place_named",
    "kind_held", "not_adapted", *alignment.FEATURES,
)  # fmt: skip
"""What speaks for the best candidates; each can only raise the probability.

`not_adapted` tells libraries too small for the embedding to learn from them, where all likenesses are lower.
"""

READ_FEATURES = (*FEATURES, "odds")
"""The same of a first clause that was read, and how much more probably it was said to answer than not."""

OF_PART = 0.3
"""Share of what is enough for a question that is enough for a part of one."""

READ = 3
"""Candidates that are looked at beside the first."""

UNKNOWN = 0.7
"""Where the kind of thing asked for has no form of its own, it is neither there nor missing."""

_KINDS = (
    (re.compile(r"多少|几|占比|比例"), re.compile(r"\d|百分之|[一二三四五六七八九十]+[个项家次倍户人]")),
    (
        re.compile(r"何时|什么时|哪一?[天年月日]|多久|期限|几[月日号]"),
        re.compile(r"\d\s*[年月日]|[一二两三四五六七八九十\d]+\s*(?:个月|年|日|天|周|小时)"),
    ),
    (
        re.compile(r"谁|哪个|哪家|哪位|由哪|什么(?:单位|机构|部门)"),
        re.compile(r"局|委|办|部|厅|政府|中心|公司|站|院|会|队|组|银行|人"),
    ),
    (re.compile(r"电话|热线|号码|网址|邮箱"), re.compile(r"\d{5,}|www|http|@")),
)
"""What is asked for, and what a sentence holds that answers it."""

MODEL = Path(__file__).with_name("answerability.json")


@cache
def _model() -> dict[str, Any]:
    model: dict[str, Any] = json.loads(MODEL.read_text(encoding="utf-8"))
    return model


@dataclass(frozen=True)
class Verdict:
    """How probably candidates answer a question (0 to 1), and each of its parts where it has several; and what is enough.

    What is enough of a part is less: a part alone lacks what the others name.
    """

    whole: float
    parts: tuple[float, ...]
    enough: float

    @property
    def best(self) -> float:
        """How probably they answer the question or one of its parts."""
        return max(self.whole, *self.parts, 0.0)

    def left(self, part: int) -> bool:
        """Whether a part (from 0) is left unanswered."""
        return part < len(self.parts) and self.parts[part] < self.enough * OF_PART


def judge(
    question: Question, ranked: Sequence[Candidate], weights: Mapping[str, float], generation: Generation
) -> Verdict:
    """How probably the candidates answer the question."""
    row = features(question, ranked, weights, generation)
    reads = ranked[0].reads if ranked else ()
    model = _model()["read" if reads else "unread"]
    if not row:
        return Verdict(0.0, (), model["threshold"])
    known = [{**row, "odds": log_odds(read)} for read in reads] or [row]
    whole, *parts = (_logistic(model, each) for each in known)
    return Verdict(whole, tuple(parts), model["threshold"])


def _logistic(model: Mapping[str, Any], row: Mapping[str, float]) -> float:
    total = model["intercept"] + sum(model["weights"][name] * value for name, value in row.items())
    return 1 / (1 + math.exp(-total))


def features(
    question: Question, ranked: Sequence[Candidate], weights: Mapping[str, float], generation: Generation
) -> dict[str, float]:
    """The values of `FEATURES`; empty where nothing was found or the first clause was cited by its address."""
    if not ranked or not ranked[0].features:
        return {}
    best = ranked[0]
    other = next((c for c in ranked[1:] if c.document != best.document), None)
    known = {name: best.features[name] for name in FEATURES if name in best.features}
    return {
        "score": best.score,
        "gap": best.score - other.score if other else 3.0,
        "mean_score": fmean(candidate.score for candidate in ranked[:READ]),
        **known,
        "place_named": _named(question, best, generation),
        "kind_held": _kind_held(question, ranked[:READ], weights),
        "not_adapted": float(not generation.adapted),
    }


def names(place: str, candidate: Candidate, generation: Generation) -> bool:
    """Whether a clause, what stands above it or anything in its document names a place."""
    above = f"{candidate.node.text} {headline(candidate.node, candidate.letterhead)}"
    return place in above or candidate.document in generation.mentioning(place)


def _named(question: Question, best: Candidate, generation: Generation) -> float:
    """Share of the places asked for that the best document names; a half where none is asked for."""
    if not question.places:
        return 0.5
    return fmean(names(place, best, generation) for place in question.places)


def _kind_held(question: Question, ranked: Sequence[Candidate], weights: Mapping[str, float]) -> float:
    """Whether the sentence that holds most of the question has a number where one is asked for, a date, a body."""
    asked = [pattern for asks, pattern in _KINDS if asks.search(question.text)]
    if not asked:
        return UNKNOWN
    told = [plain(sentence.text) for candidate in ranked for sentence in sentences(candidate.node.text)]
    best = max(told, key=lambda text: coverage(question.terms, weights, text), default="")
    return float(all(pattern.search(best) for pattern in asked))
