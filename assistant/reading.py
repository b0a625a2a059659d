"""The first clauses read with the question beside them: whether each answers it, and in which words.

A search compares words and vectors of each by itself. A model that reads both together sees what it is that a clause says of
them, and that it does not say it; it is too slow for a library, and quick enough for the clauses that a search put first.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.candidate import Candidate
from assistant.deadline import NO_DEADLINE, Deadline
from assistant.question import Question
from assistant.terms import headline
from index.encoder import Encoder, Passage, Read

READ = 16
"""Candidates that are read at most."""

CHARACTERS = 1_600
"""Characters that are read at most, those of what stands above a clause included: long clauses cost what they are long."""

FAR = 5.0
"""A candidate so far behind the first is not read: whatever it says, it would not come to stand before it."""

PARTS = 3
"""Candidates that are read for each part of a question of several."""

WEIGHT = 0.7
"""What a point of the log odds is worth beside the score of a candidate."""

CERTAIN = 1e-6
"""Nothing is more probable than that this is wrong: a logarithm must end somewhere."""


@cache
def shipped_reader() -> Encoder:
    """The encoder that ships with the product, loaded once."""
    return Encoder.load()


def read_closely(
    question: Question,
    ordered: Sequence[Candidate],
    reader: Encoder,
    deadline: Deadline = NO_DEADLINE,
    weight: float = WEIGHT,
) -> list[Candidate]:
    """The candidates with the first of them read, and put in order by score and reading together.

    `weight` is what a point of the log odds is worth beside a point of the score. The scores stay those of the search's
    order, handed out anew from the highest down: other parts judge by their scale.

    Raises:
        StoppedError, TimeLimitError: if the deadline comes first.
    """
    passages = _worth_reading(ordered)
    first, rest = ordered[: len(passages)], list(ordered[len(passages) :])
    parts = question.facets if len(question.facets) > 1 else []
    reads = [_read(question.whole, passages, reader, deadline)]
    reads += [_read(part, passages[:PARTS], reader, deadline) for part in parts]
    rows = itertools.zip_longest(*reads, fillvalue=Read(0.0, ()))
    known = [replace(one, reads=of_one) for one, of_one in zip(first, rows, strict=True)]
    order = sorted(known, key=lambda candidate: -candidate.score - weight * log_odds(candidate.reads[0]))
    return [replace(one, score=given.score) for one, given in zip(order, first, strict=True)] + rest


def _worth_reading(ordered: Sequence[Candidate]) -> list[Passage]:
    """The first candidates, as many as are near enough to the first and not too long to be read."""
    passages, left = list[Passage](), CHARACTERS
    for one in ordered[:READ]:
        passage = Passage(one.node.text.replace("\t", "|"), headline(one.node, one.letterhead))
        left -= len(passage.text) + len(passage.above)
        if passages and (left < 0 or one.score < ordered[0].score - FAR):
            break
        passages.append(passage)
    return passages


def _read(asked: str, passages: Sequence[Passage], reader: Encoder, deadline: Deadline) -> list[Read]:
    deadline.check()
    return reader.read(asked, passages)


def log_odds(read: Read) -> float:
    """How much more probably a passage answers than not, on the scale of the natural logarithm."""
    probability = min(max(read.probability, CERTAIN), 1 - CERTAIN)
    return math.log(probability / (1 - probability))
