"""Which clauses bear on a question, and whether they bear on it enough to answer.

A search always returns something. What it returns is evidence only if it is about the place, the year and the document
that were asked for, and if it holds what the question turns on; otherwise the honest answer is that nothing was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from assistant import ranking
from assistant.answerability import probability, threshold
from assistant.candidate import Candidate
from assistant.question import Question
from assistant.terms import fits_year, headline, term_weights
from assistant.trees import Trees
from index import Filter, Generation, Hit

POOL = 40
"""Clauses looked at: the right one is among them nearly always, and reading more costs time."""

NAMED = 10.0
"""Added to the score of a clause that the question cites by its address: it comes first whatever it says."""

_ROW = 0.15
"""Taken off a ledger row: what a ledger repeats of its plan is better cited from the plan."""


@dataclass(frozen=True)
class Evidence:
    """Candidates, best first; how probably they answer; and why they do not, if they do not (`missing`, for the reader)."""

    candidates: tuple[Candidate, ...]
    probability: float
    missing: str | None


def gather(question: Question, generation: Generation, only: Filter | None = None) -> Evidence:
    """Search, order what was found by what is known of it, and judge whether it answers."""
    weights = term_weights(question, generation)
    hits = generation.hits(question.query, POOL, only)
    rows = ranking.features(question, hits, generation, weights)
    found = _named_clauses(question, generation) + order(hits, rows, ranking.ranker(), generation)
    first = {candidate.node.node_id: candidate for candidate in reversed(found)}
    ranked = sorted(first.values(), key=lambda candidate: -candidate.score)
    likely = probability(question, ranked, weights)
    return Evidence(tuple(ranked), likely, _missing(question, ranked, likely))


def order(hits: Sequence[Hit], rows: NDArray[np.float64], trees: Trees, generation: Generation) -> list[Candidate]:
    """Candidates in the order of the trees; `rows` are the features of the hits."""
    scores = trees.score(rows) - _ROW * rows[:, ranking.FEATURES.index("row")]
    candidates = [
        Candidate(
            hit.node,
            generation.letterhead(str(hit.node.metadata["document"])),
            float(score),
            dict(zip(ranking.FEATURES, row.tolist(), strict=True)),
        )
        for hit, row, score in zip(hits, rows, scores, strict=True)
    ]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _named_clauses(question: Question, generation: Generation) -> list[Candidate]:
    """Clauses that the question cites by document and address: 《…办法》第十九条."""
    if not question.addresses or not (question.titles or question.numbers):
        return []
    found = []
    for document in generation.documents():
        head = document.letterhead
        named = (
            any(title in (head.title or document.name) for title in question.titles) or head.number in question.numbers
        )
        for address in question.addresses if named else ():
            clause = generation.find(document.name, address)
            if clause is not None and isinstance(clause.node, TextNode):
                found.append(Candidate(clause.node, head, NAMED, {}))
    return found


def _missing(question: Question, ranked: Sequence[Candidate], likely: float) -> str | None:
    """Why the best candidates do not answer, in the order in which a reader would object; None if they do."""
    if not ranked:
        return "文件未提及：没有检索到任何条款"
    if ranked[0].score == NAMED:
        return None
    unnamed = _unnamed_document(question, ranked)
    if unnamed:
        return f"库中无此文件：{unnamed}"
    best = ranked[0]
    if question.years and not any(
        fits_year(year, best.node.text, best.node, best.letterhead) for year in question.years
    ):
        return f"年份不符：检索到的条款不是{'、'.join(str(year) for year in question.years)}年的"
    if likely >= threshold():
        return None
    places = [place for place in question.places if not any(_names(place, candidate) for candidate in ranked[:3])]
    if places:
        return f"地区不符：检索到的条款没有提到{'、'.join(places)}"
    return "文件未提及：检索到的条款没有说到所问的事项"


def _unnamed_document(question: Question, ranked: Sequence[Candidate]) -> str | None:
    texts = [
        f"{candidate.letterhead.title} {candidate.letterhead.number} {candidate.node.text}" for candidate in ranked
    ]
    names = [f"《{title}》" for title in question.titles if not any(title in text for text in texts)]
    names += [number for number in question.numbers if not any(number in text for text in texts)]
    return names[0] if names else None


def _names(place: str, candidate: Candidate) -> bool:
    return place in f"{candidate.node.text} {headline(candidate.node, candidate.letterhead)}"
