"""Yes or no: the sentence whose 不得, 可以, 应当 or 不 decides the matter, in the source's words.

Whether it comes to 是 or 否 is for the reader to say: the sentence is shown, and what it forbids or allows stands in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answer import Statement, quote, verbatim
from assistant.candidate import Candidate
from assistant.composers.pointed import points_into
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.matching import Matcher, plain
from assistant.modality import forces
from assistant.parts import parts
from assistant.question import Question
from assistant.sentences import Sentence, sentences, tidy, trimmed, unnumbered
from assistant.terms import coverage, headline
from index import Generation

READ = 6
"""Candidates whose sentences are weighed."""

DECIDES = 0.3
"""Gained by a sentence that forbids, allows, demands or denies."""

NEAR = 0.15
"""Lost for each point by which a clause ranks behind the first."""

POINTED = 0.5
"""Gained by the sentence that a reader points at."""

CURT = 10
"""Characters up to which a verdict (可以。 不能。) says nothing without the sentence after it."""

HELD = 0.25
"""Share of the question that a sentence with its headline must hold to be a verdict on it."""

WHOLE = 70
"""Characters up to which a sentence is stated whole; of a longer one, the parts that decide."""


@dataclass(frozen=True)
class _Scored:
    score: float
    candidate: Candidate
    sentence: Sentence


def state_verdict(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """The sentence that decides, or nothing where none does."""
    matcher = Matcher.of(question.subject, generation)
    scored = [
        _Scored(_fit(question, evidence, candidate, sentence, matcher, weights), candidate, sentence)
        for candidate in evidence.candidates[:READ]
        for sentence in deadline.each(sentences(candidate.node.text))
        if forces(plain(sentence.text)) and not sentence.text.endswith(("？", "?"))
    ]
    if not scored:
        return []
    best = max(scored, key=lambda each: each.score)
    around = f"{best.sentence.text} {headline(best.candidate.node, best.candidate.letterhead)}"
    if coverage(question.terms, weights, around) < HELD:
        return []
    return [_statement(best.candidate, unnumbered(best.sentence), matcher)]


def _fit(
    question: Question,
    evidence: Evidence,
    candidate: Candidate,
    sentence: Sentence,
    matcher: Matcher,
    weights: Mapping[str, float],
) -> float:
    """How well a sentence decides: it speaks of the matter, its clause ranks high, and it forbids or allows."""
    text = plain(sentence.text)
    spoken = coverage(question.terms, weights, text) + matcher.held(text)
    title = coverage(question.terms, weights, f"{text} {headline(candidate.node, candidate.letterhead)}")
    behind = evidence.candidates[0].score - candidate.score
    spoken += POINTED * points_into(candidate, sentence.start, sentence.end)
    return spoken + 0.3 * title + DECIDES * any(force.name != "not" for force in forces(text)) - NEAR * behind


def _statement(candidate: Candidate, sentence: Sentence, matcher: Matcher) -> Statement:
    """The sentence, or of a long one the run of parts from the first to the last that speaks of the matter or decides."""
    text = candidate.node.text
    if len(sentence.text) <= CURT:
        following = next((s for s in sentences(text) if s.start >= sentence.end), sentence)
        return verbatim(candidate, sentence.start, following.end)
    if len(sentence.text) <= WHOLE:
        return verbatim(candidate, sentence.start, sentence.end)
    own = [part for part in parts(text) if sentence.start <= part.start < sentence.end]
    held = [matcher.held(plain(text[part.start : part.end])) for part in own]
    best = max(range(len(own)), key=lambda place: held[place])
    told = [i for i, part in enumerate(own) if forces(plain(text[part.start : part.end]))]
    nearest = min(told, key=lambda i: abs(i - best), default=best)
    first, last = min(best, nearest), max(best, nearest)
    words = trimmed(text, own[first].start, own[last].end)
    # The whole sentence is the quote: what stands around the verdict may limit it.
    return Statement(tidy(words.text).rstrip("，,；;：:、"), (quote(candidate, sentence.start, sentence.end),))
