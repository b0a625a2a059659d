"""Fitting whether to answer: logistic regression, and the threshold that keeps wrong refusals rare."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answerability import FEATURES
from eval.fitting.growing import folds

RIDGE = 0.003
"""Penalty on the squared weights."""

REFUSED = 0.06
"""Share of answerable questions that may be declined; refusing more would protect from wrong answers by saying nothing."""


Features = Sequence[Mapping[str, float]]


def fit_decision(
    there: Features,
    gone: Features,
    missed: Features,
    unanswered: Features,
    sets: Sequence[str],
    questions: Sequence[str],
    names: Sequence[str] = FEATURES,
    trade: Collection[str] = (),
) -> dict[str, Any]:
    """Weights, intercept and threshold, fitted on all; prints the error rates on folds that were not learned from.

    `gone` and `missed` are the same questions without their document and without their clauses, `unanswered` others that
    nothing answers: all are to be declined. `names` are what is looked at; the threshold is set on the sets in `trade`, where any are given. `sets` and `questions` tell of each in what it stands. Every set counts the same, however many its questions: offices ask as the
    small ones do, too.
    """
    yes, no, also_no, other = (_table(each, names) for each in (there, gone, missed, unanswered))
    even = _even(sets)
    drawn = np.array([not trade or name in trade for name in sets])
    kept, refused, refused_amid = (np.zeros(len(there), np.bool_) for _ in range(3))
    for learned, judged in folds(questions):
        part = even[learned]
        weights, intercept = _fit(
            yes[learned],
            part,
            np.concatenate([no[learned], also_no[learned], other]),
            np.concatenate([part, part, np.ones(len(other))]),
        )
        asked = [place for place in learned if drawn[place]]
        limit = _limit(yes[asked] @ weights, even[asked])
        kept[judged] = yes[judged] @ weights >= limit
        refused[judged] = no[judged] @ weights < limit
        refused_amid[judged] = also_no[judged] @ weights < limit
    for name in sorted(set(sets)):
        own = np.array([other == name for other in sets])
        print(
            f"answerability {name}: declined {1 - kept[own].mean():.3f},"
            f" without its document {refused[own].mean():.3f}, without its clauses {refused_amid[own].mean():.3f}"
        )
    weights, intercept = _fit(
        yes, even, np.concatenate([no, also_no, other]), np.concatenate([even, even, np.ones(len(other))])
    )
    limit = _limit(yes[drawn] @ weights, even[drawn])
    print(f"answerability, asked of other documents or of nothing: declined {(other @ weights < limit).mean():.3f}")
    rounded = {name: round(float(weight), 5) for name, weight in zip(names, weights, strict=True)}
    threshold = 1 / (1 + np.exp(-limit - intercept))
    return {"intercept": round(float(intercept), 5), "weights": rounded, "threshold": round(float(threshold), 5)}


def _table(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows])


def _even(sets: Sequence[str]) -> NDArray[np.float64]:
    """How much each question counts, 1 on average and the same in all for every set."""
    names, places, sizes = np.unique(np.array(sets), return_inverse=True, return_counts=True)
    return np.asarray(len(sets) / (len(names) * sizes[places]), np.float64)


def _fit(
    answerable: NDArray[np.float64],
    counts: NDArray[np.float64],
    unanswerable: NDArray[np.float64],
    other_counts: NDArray[np.float64],
) -> tuple[NDArray[np.float64], float]:
    """Ridge-penalised logistic regression with weights that cannot be negative, so that more evidence never counts against.

    Each row counts as it is told to, both classes weigh the same. The weights are found on standardised features and brought back to the features' scale.
    """
    from scipy.optimize import minimize

    rows = np.concatenate([answerable, unanswerable])
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = (rows - mean) / spread
    signs = np.repeat([1.0, -1.0], [len(answerable), len(unanswerable)])
    shares = np.concatenate([0.5 * counts / counts.sum(), 0.5 * other_counts / other_counts.sum()])

    def loss(x: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = signs * (scaled @ x[:-1] + x[-1])
        slope = -signs * shares / (1 + np.exp(margin))
        gradient = np.append(scaled.T @ slope + RIDGE * x[:-1], slope.sum())
        return float(shares @ np.logaddexp(0, -margin) + RIDGE / 2 * x[:-1] @ x[:-1]), gradient

    bounds = [(0.0, None)] * rows.shape[1] + [(None, None)]
    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights: NDArray[np.float64] = found[:-1] / spread
    return weights, float(found[-1] - weights @ mean)


def _limit(scores: NDArray[np.float64], counts: NDArray[np.float64]) -> float:
    """The score below which `REFUSED` of the answerable questions fall, each counted as often as it counts."""
    order = np.argsort(scores)
    below = np.cumsum(counts[order]) / counts.sum()
    return float(scores[order][np.searchsorted(below, REFUSED)])
