"""Citation precision and recall as ALCE defines them, with the certificate as the judge, and the verbatim rate of quotes.

ALCE (Gao, Yen, Yu & Chen 2023, "Enabling Large Language Models to Generate Text with Citations", section 4) asks an
entailment model whether cited passages support a statement. Here `assistant.certificate` is asked, which checks numbers,
dates, names and 应当/可以/不得 exactly and does not judge meaning. So these figures alone can be gamed by copying anything;
read them beside correctness and length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.certificate import certify

Judge = Callable[[str, Sequence[str]], bool]
"""Whether passages, taken together, support a statement."""


@dataclass(frozen=True)
class Cited:
    """A statement of an answer with the passages that it cites."""

    statement: str
    passages: tuple[str, ...]


def certificate(statement: str, passages: Sequence[str]) -> bool:
    """The product's own judge."""
    return certify(statement, passages).holds


def citation_recall(statements: Sequence[Cited], judge: Judge = certificate) -> float | None:
    """Share of statements that cite something and are supported by all they cite together; None of no statements."""
    return fmean([float(_supported(one, judge)) for one in statements]) if statements else None


def citation_precision(statements: Sequence[Cited], judge: Judge = certificate) -> float | None:
    """Share of citations that are relevant; None of no citations.

    A citation is relevant if its statement is supported, and it supports the statement alone or the others do not
    without it.
    """
    relevant = [
        float(_supported(one, judge) and _needed(one, number, judge))
        for one in statements
        for number in range(len(one.passages))
    ]
    return fmean(relevant) if relevant else None


def verbatim_rate(exact: Sequence[bool]) -> float | None:
    """Share of quotes that stand in their document, letter for letter, at the offsets they name; None of no quotes."""
    return fmean(map(float, exact)) if exact else None


def _supported(one: Cited, judge: Judge) -> bool:
    return bool(one.passages) and judge(one.statement, one.passages)


def _needed(one: Cited, number: int, judge: Judge) -> bool:
    others = one.passages[:number] + one.passages[number + 1 :]
    return judge(one.statement, one.passages[number : number + 1]) or not (others and judge(one.statement, others))
