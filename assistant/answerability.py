"""Whether the best clauses answer a question at all: a logistic regression over what is known of them.

Fitted on questions asked twice, with the document that answers them and with it taken out (`python -m eval.fitting`), so
that both errors are seen: answering from the wrong document, and declining what is there.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from assistant.candidate import Candidate
from assistant.matching import plain
from assistant.question import Question
from assistant.terms import headline, held

FEATURES = (
    "score", "gap", "dense", "grams_all", "grams_text", "grams_two_sentences", "terms_all", "terms_text", "run_text",
    "place_text", "place_all", "rarest_held",
)  # fmt: skip
"""What speaks for the best candidate; each can only raise the probability."""

MODEL = Path(__file__).with_name("answerability.json")


@cache
def _model() -> dict[str, Any]:
    model: dict[str, Any] = json.loads(MODEL.read_text(encoding="utf-8"))
    return model


def threshold() -> float:
    """Probability from which on a question is answered."""
    return float(_model()["threshold"])


def probability(question: Question, ranked: Sequence[Candidate], weights: Mapping[str, float]) -> float:
    """How probably the candidates answer the question, 0 to 1."""
    row = features(question, ranked, weights)
    if not row:
        return 0.0
    model = _model()
    total = model["intercept"] + sum(model["weights"][name] * value for name, value in row.items())
    return 1 / (1 + math.exp(-total))


def features(question: Question, ranked: Sequence[Candidate], weights: Mapping[str, float]) -> dict[str, float]:
    """The values of `FEATURES`; empty where nothing was found or the first clause was cited by its address."""
    if not ranked or not ranked[0].features:
        return {}
    best = ranked[0]
    other = next((c for c in ranked[1:] if c.document != best.document), None)
    known = {name: best.features[name] for name in FEATURES if name in best.features}
    return {
        "score": best.score,
        "gap": best.score - other.score if other else 3.0,
        **known,
        "rarest_held": 1 - _rarest_missing(question, best, weights),
    }


def _rarest_missing(question: Question, best: Candidate, weights: Mapping[str, float]) -> float:
    """Share of the question's weight in its heaviest term that the best clause does not hold in any wording."""
    total = sum(weights[term[0]] for term in question.terms)
    text = plain(f"{best.node.text} {headline(best.node, best.letterhead)}")
    absent = [weights[term[0]] * (1 - max(held(word, text) for word in term)) for term in question.terms]
    return max(absent, default=0.0) / total if total else 0.0
