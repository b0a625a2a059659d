"""The words that a reader points at, and the sentences that they stand in."""

from collections.abc import Sequence

from assistant.candidate import Candidate
from assistant.composers.phrases import Phrase
from assistant.composers.spans import Span
from assistant.matching import Matcher, plain
from assistant.sentences import Sentence, sentences
from index import encoder

WHOLE = 110
"""Characters up to which a sentence is told to its full stop: what stands behind a semicolon may be the other case."""

READ = 3
"""Candidates whose words are weighed: a fact that stands further down is better not stated than guessed."""

FOLLOW_UP = 15.0
"""Gained by words in a sentence that holds all that a follow-up adds: the question before it has its words everywhere."""

BEHIND = 2.0
"""Lost for each point by which a candidate ranks behind the first."""


def pointed_at(candidates: Sequence[Candidate], part: int, new: Matcher | None = None) -> Phrase | None:
    """The words that answer a part of the question (0: the whole of it) most clearly; None where none were pointed at.

    `new` is what a follow-up adds to the question before it: the words that answer stand in a sentence that speaks of it.
    """
    weighed = [
        (_clearness(candidate, stretch, new) - BEHIND * (candidates[0].score - candidate.score), candidate, stretch)
        for candidate in candidates[:READ]
        for stretch in _stretches(candidate, part)[: None if new else 1]
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
    return any(start <= stretch.start < end for stretch in _stretches(candidate, 0)[:1])


def _clearness(candidate: Candidate, stretch: encoder.Span, new: Matcher | None) -> float:
    told = "".join(sentence.text for sentence in _around(candidate, stretch))
    return stretch.margin + (FOLLOW_UP * new.held(plain(told)) if new else 0.0)


def _stretches(candidate: Candidate, part: int) -> list[encoder.Span]:
    """The words of a candidate that may answer, clearest first; a question is no answer, though a page of questions holds both."""
    spans = candidate.reads[part].spans if candidate.reads else ()
    around = [(stretch, _around(candidate, stretch)) for stretch in spans]
    return [stretch for stretch, found in around if found and not found[-1].text.endswith(("？", "?"))]


def _around(candidate: Candidate, stretch: encoder.Span) -> list[Sentence]:
    """The sentences that a stretch stands in: to the full stops where that is short, else to the semicolons."""
    whole, parts = (
        [s for s in sentences(candidate.node.text, semicolons=each) if s.start < stretch.end and stretch.start < s.end]
        for each in (False, True)
    )
    return whole if whole and whole[-1].end - whole[0].start <= WHOLE else parts
