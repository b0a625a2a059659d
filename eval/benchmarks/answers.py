"""Whole answers: is the first citation right, does the answer say what the gold says, does it decline when it should."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant import Answer, Assistant
from eval.benchmarks.case import Benchmark, Case, Hit, Span
from eval.benchmarks.copies import near_copies
from eval.metrics.intervals import Estimate, bootstrap
from eval.metrics.overlap import character_f1
from index import Filter

_MARK = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class Answered:
    """Figures over the answers to one set, by their names, and the seconds of each answer."""

    figures: Mapping[str, Estimate | None]
    seconds: tuple[float, ...]


def answer_all(assistant: Assistant, benchmark: Benchmark) -> Answered:
    """Ask every question as a user would, and where a document can be taken away, ask again without it."""
    assistant.ask(benchmark.cases[0].question)  # dictionaries load before the clock runs
    pairs = [(case, assistant.ask(case.question, case.history)) for case in benchmark.cases]
    figures = {
        "declined": bootstrap([float(answer.abstained) for _, answer in pairs]),
        "cites gold": bootstrap([_cites(case, answer, None) for case, answer in pairs]),
        "first citation gold": bootstrap([_cites(case, answer, 1) for case, answer in pairs]),
    }
    if all(case.clause for case in benchmark.cases):
        figures["first citation right article"] = bootstrap([_right_article(case, answer) for case, answer in pairs])
    if all(case.answer for case in benchmark.cases):
        overlaps = [_overlap(case, answer) for case, answer in pairs]
        figures["character F1"] = bootstrap(overlaps)
        figures["character F1 where answered"] = bootstrap(
            [overlap for overlap, (_, answer) in zip(overlaps, pairs, strict=True) if not answer.abstained]
        )
    if all(isinstance(case.gold[0], Span) for case in benchmark.cases):
        figures |= _without_document(assistant, benchmark)
    return Answered(figures, tuple(answer.seconds for _, answer in pairs))


def _without_document(assistant: Assistant, benchmark: Benchmark) -> dict[str, Estimate | None]:
    """The share declined when the document that answers is taken out of the search.

    Where another document is nearly the same, or says the answer in the same words, an answer is not wrong: those
    questions are counted apart.
    """
    copied = near_copies(benchmark)
    names = frozenset(document.name for document in assistant.documents())
    alone: list[float] = []
    twins: list[float] = []
    for case in benchmark.cases:
        gold = case.gold[0]
        assert isinstance(gold, Span)
        answer = assistant.ask(case.question, case.history, Filter(documents=names - {gold.document}))
        (twins if case.id in copied else alone).append(float(answer.abstained))
    return {
        "declined without the document": bootstrap(alone),
        "declined without the document, near copy left": bootstrap(twins),
    }


def _cites(case: Case, answer: Answer, first: int | None) -> float:
    hits = [Hit(c.document, c.quote, c.clause, c.start) for c in answer.citations[:first]]
    return float(not answer.abstained and any(gold.given_by(hit) for hit in hits for gold in case.gold))


def _right_article(case: Case, answer: Answer) -> float:
    """Whether the first citation is the article, or a part of it: 第八条 and 第八条第二款, not 第八条之一."""
    if answer.abstained or not answer.citations or not case.clause:
        return 0.0
    first, (document, address) = answer.citations[0], case.clause
    inside = re.match(rf"{address}(?!之|\w*条)", first.clause)
    return float(first.document == document and inside is not None)


def _overlap(case: Case, answer: Answer) -> float:
    return 0.0 if answer.abstained else character_f1(_MARK.sub("", answer.text), case.answer)
