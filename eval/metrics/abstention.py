"""Declining: how often it is right to, and what is lost where it is not."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Abstention:
    """Counts over questions that have an answer (`answerable`) and questions that have none (`barred`)."""

    answerable: int
    declined_answerable: int
    barred: int
    declined_barred: int

    @property
    def precision(self) -> float | None:
        """Declined rightly / all declined; None where nothing was declined."""
        declined = self.declined_barred + self.declined_answerable
        return self.declined_barred / declined if declined else None

    @property
    def recall(self) -> float | None:
        """Declined rightly / all that should be declined; None where nothing should."""
        return self.declined_barred / self.barred if self.barred else None

    @property
    def f1(self) -> float | None:
        """F1 = 2PR / (P + R), the harmonic mean (van Rijsbergen 1979); SQuAD 2.0 (Rajpurkar et al. 2018) asks the same.

        None where nothing was declined and nothing should be.
        """
        total = 2 * self.declined_barred + self.declined_answerable + (self.barred - self.declined_barred)
        return 2 * self.declined_barred / total if total else None

    @property
    def lost(self) -> float | None:
        """Share of answerable questions that were declined: the price of declining."""
        return self.declined_answerable / self.answerable if self.answerable else None


def abstention(outcomes: Sequence[tuple[bool, bool]]) -> Abstention:
    """Count pairs (has an answer, was declined)."""
    return Abstention(
        sum(answerable for answerable, _ in outcomes),
        sum(answerable and declined for answerable, declined in outcomes),
        sum(not answerable for answerable, _ in outcomes),
        sum(not answerable and declined for answerable, declined in outcomes),
    )


@dataclass(frozen=True)
class Operating:
    """What declining below a threshold would do: the share of answerable questions kept and of barred ones declined."""

    threshold: float
    kept: float
    declined: float


def trade_off(outcomes: Sequence[tuple[bool, float]]) -> list[Operating]:
    """Every operating point, from declining nothing to declining all, for pairs (has an answer, confidence).

    The curve of `kept` over `declined` is a receiver operating characteristic (Fawcett 2006). Empty where there are not
    questions of both sorts.
    """
    answerable = [confidence for has, confidence in outcomes if has]
    barred = [confidence for has, confidence in outcomes if not has]
    if not answerable or not barred:
        return []
    thresholds = [*sorted({*answerable, *barred}), float("inf")]
    return [
        Operating(
            threshold,
            sum(confidence >= threshold for confidence in answerable) / len(answerable),
            sum(confidence < threshold for confidence in barred) / len(barred),
        )
        for threshold in thresholds
    ]
