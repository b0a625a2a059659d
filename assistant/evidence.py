"""Which clauses bear on a question, and whether they bear on it enough to answer.

A search always returns something. What it returns is evidence only if it is about the place, the year and the document
that were asked for, and if it holds what the question turns on; otherwise the honest answer is that nothing was found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant import ranking
from assistant.answerability import judge, names
from assistant.candidate import NAMED, Candidate
from assistant.deadline import NO_DEADLINE, Deadline
from assistant.experts import Experts
from assistant.figures import Figure
from assistant.matching import plain
from assistant.question import META, ROWS, Question, names_thing
from assistant.reading import WEIGHT, log_odds, read_closely
from assistant.reranker import Reranker
from assistant.scope import Scope, scope_of, without_names
from assistant.siblings import own_first, why_none
from assistant.steps import given_numbers, holds_number
from assistant.terms import coverage, headline, term_weights
from assistant.validity import asks_of_force, in_force_first
from index import Filter, Generation, Hit
from index.encoder import Encoder

POOL = 40
"""Clauses looked at: the right one is among them nearly always, and reading more costs time."""

STEP = 1.5
"""Gained by a clause that goes by steps of what the asker has a number of."""

OF_STEP = 0.4
"""Share of what is enough that is where it does."""

SUBJECT = 0.6
"""Share of a subject's weighted terms that the best clause must hold for a comparison, of documents or of rows, to be made."""

READ = 10
"""Candidates among which a ledger row is set after the clause it repeats."""

UNSAID = 2
"""Words named at most that the documents do not say."""

NARROWED = "（只查了筛选范围内的文件）"
"""Added to a refusal where a filter kept documents out."""

REPEATED = 20
"""Characters that a ledger row and a clause must share in one run for the row to repeat the clause."""


@dataclass(frozen=True)
class Evidence:
    """Candidates, best first; how probably they answer; and why they do not, if they do not (`missing`, for the reader).

    `unanswered` are the parts of a question of several that no candidate answers, while others are answered.
    """

    candidates: tuple[Candidate, ...]
    probability: float
    missing: str | None
    unanswered: tuple[str, ...] = ()


def gather(
    question: Question,
    generation: Generation,
    only: Filter | None = None,
    reranker: Reranker | None = None,
    reader: Encoder | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> Evidence:
    """Search, order what was found by what is known of it, and judge whether it answers.

    A `reranker` puts the first clauses in an order of its own; a `reader` reads them and has its say in it. What the question
    cites by its address stays before them.

    Raises:
        StoppedError, TimeLimitError: if the deadline comes first.
    """
    deadline.check()
    scope = scope_of(question, generation)
    weights = term_weights(question, generation)
    hits = generation.hits(question.query, POOL, _within(scope, only))
    rows = ranking.features(question, hits, generation, weights, deadline)
    ordered = order(hits, rows, ranking.ranker(), generation)
    if reranker:
        ordered = reranker.reorder(question.query, ordered, deadline)
    ordered = in_force_first(question, _cited_first(scope, ordered), generation)
    if reader:
        # An office that sets a model of its own trusts its order.
        ordered = read_closely(without_names(question, scope), ordered, reader, deadline, 0.0 if reranker else WEIGHT)
        # What reads best may be a rule that is not in force, or not yet.
        ordered = in_force_first(question, ordered, generation)
    deadline.check()
    numbers = given_numbers(question.text)
    ranked = own_first(question, _steps_first(numbers, ordered, generation), generation)
    verdict = judge(question, ranked, weights, generation)
    # Words tell steps apart in nothing: where the asker's own number finds its step, less of them is enough.
    stepped = bool(ranked) and holds_number(ranked[0], numbers, generation)
    enough = verdict.best >= verdict.enough * (OF_STEP if stepped else 1.0)
    deadline.check()
    missing = (
        scope.missing
        or why_none(question, ranked, generation)
        or _missing(question, ranked, enough, weights, generation)
    )
    # What was not looked at may hold it: a refusal must not sound as if the whole library had been searched.
    narrowed = missing and only is not None and only != Filter()
    left = tuple(part for place, part in enumerate(question.facets) if verdict.left(place))
    return Evidence(tuple(ranked), verdict.best, f"{missing}{NARROWED}" if narrowed else missing, left)


def of_part(evidence: Evidence, number: int) -> Evidence:
    """The evidence as it bears on one part (from 1) of a question of several: in the order of what was read for that part."""
    own = [replace(one, reads=one.reads[number : number + 1]) for one in evidence.candidates]
    read = [one for one in own if one.reads]
    ordered = sorted(read, key=lambda one: -one.score - WEIGHT * log_odds(one.reads[0]))
    ranked = [replace(one, score=given.score) for one, given in zip(ordered, read, strict=True)]
    return replace(evidence, candidates=(*ranked, *own[len(read) :]), unanswered=())


def _steps_first(
    numbers: Sequence[Figure], ordered: Sequence[Candidate], generation: Generation
) -> Sequence[Candidate]:
    """The candidates, with a gain for those of the first that go by steps into one of which a number of the asker's falls."""
    if not numbers:
        return ordered
    return [
        replace(one, score=one.score + STEP) if place < READ and holds_number(one, numbers, generation) else one
        for place, one in enumerate(ordered)
    ]


def _within(scope: Scope, only: Filter | None) -> Filter | None:
    """The filter, narrowed to the documents that the question names."""
    if scope.documents is None:
        return only
    given = only or Filter()
    # A name that no document has lets none through: what is named and filtered out must not be replaced.
    both = scope.documents & given.documents if given.documents else scope.documents
    return replace(given, documents=both or frozenset([""]))


def _cited_first(scope: Scope, ordered: Sequence[Candidate]) -> list[Candidate]:
    """What the question cites by its address, as far as the search may look there, before all others."""
    searched = {candidate.document for candidate in ordered}
    cited = [
        Candidate(clause, head, NAMED, {}) for clause, head in scope.clauses if clause.metadata["document"] in searched
    ]
    known = {candidate.node.node_id for candidate in cited}
    return cited + [candidate for candidate in ordered if candidate.node.node_id not in known]


def order(hits: Sequence[Hit], rows: NDArray[np.float64], experts: Experts, generation: Generation) -> list[Candidate]:
    """Candidates in the learned order; `rows` are the features of the hits."""
    scores = experts.score(rows)
    candidates = [
        Candidate(
            hit.node,
            generation.letterhead(str(hit.node.metadata["document"])),
            float(score),
            dict(zip(ranking.FEATURES, row.tolist(), strict=True)),
        )
        for hit, row, score in zip(hits, rows, scores, strict=True)
    ]
    return _plans_before_ledgers(sorted(candidates, key=lambda candidate: -candidate.score))


def _plans_before_ledgers(ranked: list[Candidate]) -> list[Candidate]:
    """What a ledger row repeats of its plan is cited from the plan, so such a row stands just after that clause."""
    rows = [candidate for candidate in ranked[:READ] if candidate.node.metadata["kind"] == "row"]
    for row in rows:
        original = next((c for c in ranked[:READ] if c.document == row.document and _repeats(row, c)), None)
        if original and original.score < row.score:
            ranked = [c for c in ranked if c is not original and c is not row]
            place = sum(c.score >= row.score for c in ranked)
            ranked[place:place] = [replace(original, score=row.score), row]
    return ranked


def _repeats(row: Candidate, other: Candidate) -> bool:
    """Whether a clause that is no row holds a long run of the row's words."""
    if other.node.metadata["kind"] == "row":
        return False
    text, words = plain(other.node.text), plain(row.node.text)
    return any(words[i : i + REPEATED] in text for i in range(0, len(words) - REPEATED, REPEATED // 2))


def _missing(
    question: Question,
    ranked: Sequence[Candidate],
    enough: bool,
    weights: Mapping[str, float],
    generation: Generation,
) -> str | None:
    """Why the best candidates do not answer, in the order in which a reader would object; None if they do."""
    if not ranked:
        return "文件未提及：没有检索到任何条款"
    if ranked[0].score == NAMED or asks_of_force(question, generation):
        return None
    best = ranked[0]
    places = [place for place in question.places if not any(names(place, c, generation) for c in ranked[:3])]
    elsewhere = f"地区不符：检索到的条款没有提到{'、'.join(places)}"
    # A document that tells where it is of is of no other place; one that tells nothing may be of the place asked for.
    if places and best.letterhead.region:
        return elsewhere
    # What is compared across documents is a subject, not a fact: clauses that speak of it answer.
    if question.kind == "cross" and best.features["terms_all"] >= SUBJECT:
        return None
    if _compares_rows(question, best, weights) or _asks_of_document(question, best, weights):
        return None
    if not enough:
        return elsewhere if places else f"文件未提及：检索到的条款没有说到{_unsaid(question, best, weights)}"
    return None


def _compares_rows(question: Question, best: Candidate, weights: Mapping[str, float]) -> bool:
    """Whether it is asked how the rows of a table compare, how many or how much they are, and the best clause is one of them."""
    asks = question.things != question.terms or ROWS.search(question.text)
    if not asks or not best.node.metadata["columns"]:
        return False
    return coverage(question.things, weights, f"{best.node.text} {headline(best.node, best.letterhead)}") >= SUBJECT


def _asks_of_document(question: Question, best: Candidate, weights: Mapping[str, float]) -> bool:
    """Whether a document itself is asked about, its head or what it says in short, and the best clause is of one called so."""
    if question.kind not in ("meta", "summary"):
        return False
    if question.numbers or question.titles:
        return True
    subject = tuple(term for term in question.subject_terms if not META.search(term[0]))
    return bool(subject) and coverage(subject, weights, headline(best.node, best.letterhead)) >= SUBJECT


def _unsaid(question: Question, best: Candidate, weights: Mapping[str, float]) -> str:
    """The words of a question that the best clause does not hold in any wording, weightiest first; or what was asked, whole."""
    told = plain(f"{best.node.text} {headline(best.node, best.letterhead)}")
    absent = [term[0] for term in question.terms if not any(plain(word) in told for word in term)]
    things = [word for word in absent if len(word) > 1 and names_thing(word)]
    named = sorted(things, key=lambda word: -weights[word])[:UNSAID]
    return "、".join(f"“{word}”" for word in named) if named else "所问的事项"
