"""Whether a text follows from a problem: what the encoder says, that learnt it from problems of many trades.

It reads problem and text together, as it reads a question with a clause, so that 追回 after 违规发放 fits and after 未发放 does not,
whatever words they share.
"""

from collections.abc import Sequence
from functools import cache

from assistant.drafting.problem import Problem
from index.encoder import PROBLEMS, Encoder, Passage


@cache
def problem_reader() -> Encoder:
    """The encoder that ships for problems, loaded once."""
    return Encoder.load(PROBLEMS)


def fits(problem: Problem, passages: Sequence[Passage], reader: Encoder, enough: float = 1.0) -> list[float]:
    """How probably each passage follows from the problem: from the whole of it, or from one of its parts.

    What follows with a probability of `enough` is not read again with the parts.
    """
    found = [0.0] * len(passages)
    for asked in problem.asked:
        left = [number for number, probability in enumerate(found) if probability < enough]
        for number, read in zip(left, reader.read(asked, [passages[number] for number in left]), strict=True):
            found[number] = max(found[number], read.probability)
    return found
