"""The words that a reader points at, and the sentences that they stand in."""

from collections.abc import Sequence

from assistant.candidate import Candidate
from assistant.composers.phrases import Phrase
from assistant.composers.spans import Span
from assistant.sentences import Sentence, sentences
from index import encoder

READ = 3
"""Candidates whose words are weighed: a fact that stands further down is better not stated than guessed."""

BEHIND = 2.0
"""Lost for each point by which a candidate ranks behind the first."""


def pointed_at(candidates: Sequence[Candidate], part: int) -> Phrase | None:
    """The words that answer a part of the question (0: the whole of it) most clearly; None where none were pointed at."""
    weighed = [
        (stretch.margin - BEHIND * (candidates[0].score - candidate.score), candidate, stretch)
        for candidate in candidates[:READ]
        if (stretch := _first(candidate, part)) is not None
    ]
    if not weighed:
        return None
    _, candidate, stretch = max(weighed, key=lambda each: each[0])
    around = _around(candidate, stretch)
    first, last = around[0].start, around[-1].end
    start, end = max(first, stretch.start), min(last, stretch.end)
    return Phrase(Span(candidate, start, end, first, last), start, end)


def points_into(candidate: Candidate, start: int, end: int) -> bool:
    """Whether what a reader points at in a candidate begins in a stretch of it."""
    stretch = _first(candidate, 0)
    return stretch is not None and start <= stretch.start < end


def _first(candidate: Candidate, part: int) -> encoder.Span | None:
    """The clearest words of a candidate that are no question themselves: a page of questions and answers holds both."""
    for stretch in candidate.reads[part].spans if candidate.reads else ():
        around = _around(candidate, stretch)
        if around and not around[-1].text.endswith(("？", "?")):
            return stretch
    return None


def _around(candidate: Candidate, stretch: encoder.Span) -> list[Sentence]:
    """The sentences that a stretch stands in."""
    return [s for s in sentences(candidate.node.text) if s.start < stretch.end and stretch.start < s.end]
