"""The words that answer and the sentences that they stand in: those that a reader points at, or the sentence most like the question."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.attributes import lacking
from assistant.candidate import Candidate
from assistant.matching import Matcher, plain
from assistant.sentences import Sentence, sentences
from index import encoder

WHOLE = 110
"""Characters up to which a sentence is told to its full stop: what stands behind a semicolon may be the other case."""

SURE, CLEAR = 0.5, 0.0
"""Probability and margin from which on a reader is sure: then what it points at is told, whatever else holds the question's words."""

READ = 3
"""Candidates whose words are weighed: a fact that stands further down is better not stated than guessed."""

FOLLOW_UP = 15.0
"""Gained by words in a sentence that holds all that a follow-up adds: the question before it has its words everywhere."""

BEHIND = 8.0
"""Lost for each point by which a candidate ranks behind the first."""

RANK = 0.3
"""The same where nothing was read, on the scale of how much of the question a sentence holds."""

UNFIT = 0.5
"""Lost there by a sentence that only heads or names something, or tells no value of the kind asked for."""


@dataclass(frozen=True)
class Pointed:
    """Words of a candidate from `start` to `end`, and the whole sentences that hold them. Offsets are into the clause."""

    candidate: Candidate
    start: int
    end: int
    first: int
    last: int

    @property
    def sentence(self) -> str:
        """The whole sentences."""
        return self.candidate.node.text[self.first : self.last]


def pointed_at(candidates: Sequence[Candidate], part: int, new: Matcher | None = None) -> Pointed | None:
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
    around = _around(candidate, stretch.start, stretch.end)
    first, last = around[0].start, around[-1].end
    return Pointed(candidate, max(first, stretch.start), min(last, stretch.end), first, last)


def plainest(
    asked: str, candidates: Sequence[Candidate], matcher: Matcher, new: Matcher | None = None
) -> Pointed | None:
    """The sentence that holds most of a question (`matcher`), where nobody read the candidates."""
    weighed = [
        (
            _likeness(asked, candidate, sentence, matcher, new) - RANK * (candidates[0].score - candidate.score),
            candidate,
            sentence,
        )
        for candidate in candidates[:READ]
        for sentence in sentences(candidate.node.text)
    ]
    if not weighed:
        return None
    _, candidate, sentence = max(weighed, key=lambda each: each[0])
    around = _around(candidate, sentence.start, sentence.end)
    return Pointed(candidate, sentence.start, sentence.end, around[0].start, around[-1].end)


def is_sure(candidate: Candidate, part: int = 0) -> bool:
    """Whether a reader is sure that a candidate answers, and by which words."""
    stretches = _stretches(candidate, part)
    return bool(stretches) and candidate.reads[part].probability >= SURE and stretches[0].margin >= CLEAR


def points_into(candidate: Candidate, start: int, end: int) -> bool:
    """Whether what a reader points at in a candidate begins in a stretch of it."""
    return any(start <= stretch.start < end for stretch in _stretches(candidate, 0)[:1])


def _clearness(candidate: Candidate, stretch: encoder.Span, new: Matcher | None) -> float:
    told = "".join(sentence.text for sentence in _around(candidate, stretch.start, stretch.end))
    return stretch.margin + (FOLLOW_UP * new.held(plain(told)) if new else 0.0)


def _likeness(asked: str, candidate: Candidate, sentence: Sentence, matcher: Matcher, new: Matcher | None) -> float:
    told, title = plain(sentence.text), plain(candidate.letterhead.title or "")
    unfit = told.endswith(("：", ":", "？", "?")) or told in title or lacking(asked, sentence.text) is not None
    return matcher.held(told) + (new.held(told) if new else 0.0) - UNFIT * unfit


def _stretches(candidate: Candidate, part: int) -> list[encoder.Span]:
    """The words of a candidate that may answer, clearest first; a question is no answer, though a page of questions holds both."""
    spans = candidate.reads[part].spans if candidate.reads else ()
    around = [(stretch, _around(candidate, stretch.start, stretch.end)) for stretch in spans]
    return [stretch for stretch, found in around if found and not found[-1].text.endswith(("？", "?"))]


def _around(candidate: Candidate, start: int, end: int) -> list[Sentence]:
    """The sentences that words stand in: to the full stops where that is short, else to the semicolons."""
    whole, parts = (
        [each for each in sentences(candidate.node.text, semicolons=cut) if each.start < end and start < each.end]
        for cut in (False, True)
    )
    return whole if whole and whole[-1].end - whole[0].start <= WHOLE else parts
