"""Facts: for each part of the question the one stretch of a clause that answers it, cited by its sentence."""

import re
from collections.abc import Sequence

from assistant.answer import Statement, quote
from assistant.candidate import Candidate
from assistant.composers import spans
from assistant.composers.spans import Span, spans_with_features
from assistant.evidence import Evidence
from assistant.matching import Matcher
from assistant.question import Question
from assistant.sentences import Sentence, tidy, unnumbered
from assistant.terms import fits_year
from index import Generation

READ = 4
"""Candidates whose spans are weighed: a fact that stands further down is better not stated than guessed."""

HOME = 0.5
"""Score a span gains when it stands in the clause that answered the first part of the question."""

_FACET = re.compile(r"[？?；;。]|，(?=.*(?:多少|几|何|哪|谁|什么|多久))")
_ASKING = re.compile(r"多少|几|何|哪|谁|什么|吗|是否|怎|多久|占比|比例")


def state_facts(question: Question, evidence: Evidence, generation: Generation) -> list[Statement]:
    """One verbatim stretch for each part of the question, in the order of the document, without repeats."""
    chosen: list[Span] = []
    for facet in facets(question):
        best = _best(question, facet, evidence, generation, chosen)
        if best and not any(_overlap(best, other) for other in chosen):
            chosen.append(best)
    ordered = sorted(chosen, key=lambda span: (span.candidate is not chosen[0].candidate, span.start))
    return [_statement(span) for span in ordered]


def facets(question: Question) -> list[str]:
    """The parts of a question that ask for something each: 投入多少，拨付率多少 asks twice."""
    asking = [part for part in _FACET.split(question.text) if len(part.strip()) > 3 and _ASKING.search(part)]
    return asking if len(asking) > 1 else [question.whole]


def _best(
    question: Question, facet: str, evidence: Evidence, generation: Generation, chosen: Sequence[Span]
) -> Span | None:
    """The best span for one part of the question, of the year asked for."""
    matcher = Matcher.of(facet, generation)
    found, rows = spans_with_features(facet, matcher, evidence.candidates[:READ])
    scores = spans.ranker().score(rows)
    home = chosen[0].candidate if chosen else None
    fitting = [
        (float(score) + (HOME if span.candidate is home else 0.0), -place, span)
        for place, (span, score) in enumerate(zip(found, scores, strict=True))
        if _of_year(question, span)
    ]
    return max(fitting, key=lambda item: item[:2])[2] if fitting else None


def _of_year(question: Question, span: Span) -> bool:
    candidate = span.candidate
    sentence = candidate.node.text[span.sentence_start : span.sentence_end]
    return not question.years or any(
        fits_year(year, sentence, candidate.node, candidate.letterhead) for year in question.years
    )


def _overlap(span: Span, other: Span) -> bool:
    return span.candidate is other.candidate and span.start < other.end and other.start < span.end


def _statement(span: Span) -> Statement:
    """The span as the statement, its whole sentences as the quote: short to read, and easy to check in its context."""
    words = unnumbered(Sentence(span.text, span.start, span.end))
    source = _trimmed(span.candidate, span.sentence_start, span.sentence_end)
    return Statement(tidy(words.text).rstrip("，,；;：:、"), (quote(span.candidate, source.start, source.end),))


def _trimmed(candidate: Candidate, start: int, end: int) -> Sentence:
    text = candidate.node.text[start:end]
    left = len(text) - len(text.lstrip(" \t\n　*#"))
    right = len(text.rstrip(" \t\n　*#"))
    return unnumbered(Sentence(text[left:right], start + left, start + right))
