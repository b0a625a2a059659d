"""How sure a mean is: bootstrap intervals, and the permutation test for paired differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

ROUNDS = 2_000
"""Resamples: enough that the ends of a 95 % interval move by less than a point between seeds."""


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval and the number of questions it is over."""

    mean: float
    low: float
    high: float
    count: int


def bootstrap(values: Sequence[float], rounds: int = ROUNDS, seed: int = 0) -> Estimate | None:
    """The mean with the percentile bootstrap interval: the middle 95 % of the means of resamples with replacement.

    Efron & Tibshirani 1993, "An Introduction to the Bootstrap", ch. 13. None where there are no values.
    """
    if not values:
        return None
    sample = np.asarray(values, dtype=float)
    generator = np.random.default_rng(seed)
    means = generator.choice(sample, (rounds, len(sample))).mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Estimate(fmean(values), float(low), float(high), len(values))


def permutation_test(differences: Sequence[float], rounds: int = 10_000, seed: int = 0) -> float:
    """p-value of "the two systems are alike": how often random signs give a mean difference as far from 0 as the one seen.

    The paired randomisation test of Fisher, as recommended for retrieval by Smucker, Allan & Carterette 2007 (CIKM). The
    order observed counts as one round, so p is never 0.
    """
    observed = abs(fmean(differences)) if differences else 0.0
    if observed == 0:
        return 1.0
    moved = np.array([difference for difference in differences if difference])  # 0 is 0 under either sign
    generator = np.random.default_rng(seed)
    signs = generator.integers(0, 2, (rounds, len(moved)), dtype=np.int8) * 2 - 1
    means = np.abs(signs @ moved) / len(differences)
    return float((np.count_nonzero(means >= observed - 1e-12) + 1) / (rounds + 1))
