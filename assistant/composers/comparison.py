"""Comparisons across documents: one bullet a document, each the sentence of it that bears most on what is compared."""

import itertools
import re
from collections.abc import Mapping

from assistant.answer import Quote, Statement
from assistant.candidate import Candidate
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.sentences import Sentence, sentences, tidy
from assistant.terms import coverage, headline

DOCUMENTS = 6
"""Documents compared at most: more cannot be read at a glance."""

NEAR = 0.5
"""Share of the best coverage that another document must reach to be compared with it."""

COUNTED = 0.3
"""Gained by a sentence with a number where numbers are compared."""

_COUNTS = re.compile(r"比例|多少|标准|金额|期限|几")

SENTENCES = 2
"""Sentences taken of one document."""


def compare(
    question: Question, evidence: Evidence, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """A bullet for each document that bears on the question, best first; nothing if only one does."""
    best: dict[str, list[Candidate]] = {}
    top = max((candidate.features.get("grams_all", 0.0) for candidate in evidence.candidates), default=0.0)
    for candidate in evidence.candidates:
        if candidate.features.get("grams_all", 0.0) >= NEAR * top:
            best.setdefault(candidate.document, []).append(candidate)
    if len(question.years) > 1:
        # 2021年的办法和2024年的办法: one document a year, the older first.
        of_years = {name: each for name, each in best.items() if each[0].letterhead.year in question.years}
        best = dict(sorted(of_years.items(), key=lambda item: item[1][0].letterhead.year or 0))
    if len(best) < 2:
        return []
    bullets = (_bullet(question, candidates, weights) for candidates in deadline.each(best.values()))
    told = list(itertools.islice((bullet for bullet in bullets if bullet.quotes), DOCUMENTS))
    return told if len(told) > 1 else []


def _bullet(question: Question, candidates: list[Candidate], weights: Mapping[str, float]) -> Statement:
    scored = sorted(
        (
            (
                coverage(question.terms, weights, f"{sentence.text} {headline(candidate.node, candidate.letterhead)}")
                + COUNTED * bool(_COUNTS.search(question.text) and re.search(r"\d", sentence.text)),
                candidate,
                sentence,
            )
            for candidate in candidates[:3]
            for sentence in sentences(candidate.node.text)
            if len(sentence.text) > 8 and coverage(question.terms, weights, sentence.text) > 0
        ),
        key=lambda item: -item[0],
    )[:SENTENCES]
    name = candidates[0].letterhead.title or candidates[0].document
    quotes = tuple(_quote(candidate, sentence) for _, candidate, sentence in scored)
    words = "".join(tidy(sentence.text) for _, _, sentence in scored)
    # The title names the document and is no claim of the quote, so it stands outside 《》 that would be checked.
    return Statement(f"{name}：{words}", quotes)


def _quote(candidate: Candidate, sentence: Sentence) -> Quote:
    offset = candidate.node.start_char_idx or 0
    return Quote(candidate.node, candidate.letterhead, offset + sentence.start, offset + sentence.end)
