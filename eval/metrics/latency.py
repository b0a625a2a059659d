"""Percentiles of the seconds that answers took."""

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed: the nearest-rank definition.

    It is a time that was measured and not one between two; so p95 of few values is honest.
    """
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
