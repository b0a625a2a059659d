"""Fitting whether to answer: logistic regression, and the threshold that keeps wrong refusals rare."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answerability import FEATURES
from eval.fitting.growing import folds

REFUSED = 0.06
"""Share of answerable questions that may be declined; refusing more would protect from wrong answers by saying nothing."""


def fit_decision(
    there: Sequence[Mapping[str, float]], gone: Sequence[Mapping[str, float]], sets: Sequence[str]
) -> dict[str, Any]:
    """Weights, intercept and threshold, fitted on all; prints both error rates on folds that were not learned from."""
    answerable, unanswerable = _table(there), _table(gone)
    kept, refused = np.zeros(len(there), np.bool_), np.zeros(len(there), np.bool_)
    for learned, judged in folds(len(there)):
        weights, intercept = _fit(answerable[learned], unanswerable[learned])
        limit = _limit(answerable[learned] @ weights + intercept)
        kept[judged] = answerable[judged] @ weights + intercept >= limit
        refused[judged] = unanswerable[judged] @ weights + intercept < limit
    for name in sorted(set(sets)):
        own = np.array([other == name for other in sets])
        print(
            f"answerability {name}: declined with its document {1 - kept[own].mean():.3f}, without {refused[own].mean():.3f}"
        )
    weights, intercept = _fit(answerable, unanswerable)
    limit = _limit(answerable @ weights + intercept)
    rounded = {name: round(float(weight), 5) for name, weight in zip(FEATURES, weights, strict=True)}
    return {
        "intercept": round(float(intercept), 5),
        "weights": rounded,
        "threshold": round(float(1 / (1 + np.exp(-limit))), 5),
    }


def _table(rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
    return np.array([[row.get(name, 0.0) for name in FEATURES] for row in rows])


def _fit(answerable: NDArray[np.float64], unanswerable: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Ridge-penalised logistic regression on standardised features, its weights brought back to the features' own scale."""
    from sklearn.linear_model import LogisticRegression

    rows = np.concatenate([answerable, unanswerable])
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    labels = np.repeat([1, 0], [len(answerable), len(unanswerable)])
    model = LogisticRegression(C=0.3, max_iter=1000).fit((rows - mean) / spread, labels)
    weights: NDArray[np.float64] = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def _limit(scores: NDArray[np.float64]) -> float:
    """The score below which `REFUSED` of the answerable questions fall."""
    return float(np.quantile(scores, REFUSED))
