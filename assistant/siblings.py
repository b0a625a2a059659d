"""Clauses of another year, batch, issue or item than the one that was asked for: they read the same and answer nothing of it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from llama_index.core.schema import TextNode

from assistant.candidate import NAMED, Candidate, table_rows
from assistant.ordinals import ITEMS, Ordinal, fits_ordinals, forms, ordinals
from assistant.question import Question
from assistant.terms import fits_year, headline
from assistant.validity import applied_in, is_in_force
from assistant.versions import measure_of
from index import Generation

OTHER_YEAR = 1.5
"""Taken off the score of a clause that is of another year than the one asked for: it may tell of both."""

NEAR = 10
"""Candidates among which a newer version of the same measure is looked for."""

OTHER_ORDINAL = 20.0
"""Taken off that of a clause of another batch, issue or item: it comes behind all others."""


def own_first(question: Question, ordered: Sequence[Candidate], generation: Generation) -> list[Candidate]:
    """The candidates with those behind that are of another year or ordinal than the question names.

    A clause of an older version comes behind those of the newest where no year is named. The row of the number that is asked for
    comes first: 第3个问题 is the row that begins with 3.
    """
    asked = ordinals(question.whole)
    standing = [one for one in ordered[:NEAR] if is_in_force(one.document, generation, question.day)]
    newest = {} if question.years or question.kind == "cross" else _newest(standing)
    weighed = [_weighed(question, asked, newest, candidate, generation) for candidate in ordered]
    ranked = sorted(weighed, key=lambda candidate: -candidate.score)
    numbers = [number for unit, number in sorted(asked) if unit in ITEMS]
    rows = _numbered_rows(ranked[0], generation) if numbers and ranked else {}
    named = [rows[number] for number in numbers if number in rows]
    known = {candidate.node.node_id: candidate for candidate in ranked}
    first = [known.get(node.node_id) or replace(ranked[0], node=node, reads=()) for node in named]
    rest = [candidate for candidate in ranked if candidate.node not in named]
    return [*(replace(candidate, score=ranked[0].score) for candidate in first), *rest]


def why_none(question: Question, ranked: Sequence[Candidate], generation: Generation) -> str | None:
    """Why the best candidate is only a sibling of what was asked for; None if it is not."""
    asked = ordinals(question.whole)
    if not ranked or ranked[0].score == NAMED:
        return None
    best = ranked[0]
    if not _is_of(asked, best, generation):
        return f"文件未提及：检索到的条款没有说到{'、'.join(forms(each)[0] for each in sorted(asked))}"
    rows = _numbered_rows(best, generation)
    absent = [forms(each)[0] for each in sorted(asked) if each[0] in ITEMS and rows and each[1] not in rows]
    if absent:
        return f"{best.letterhead.title or best.document}共{len(rows)}行，没有{'、'.join(absent)}"
    if question.years and not any(is_of_year(year, best, generation) for year in question.years):
        return f"年份不符：检索到的条款不是{'、'.join(str(year) for year in question.years)}年的"
    return None


def is_of_year(year: int, candidate: Candidate, generation: Generation) -> bool:
    """Whether a clause can be about a year: it or its document tells of it, or it is of a rule that was in force in it."""
    told = fits_year(year, candidate.node.text, candidate.node, candidate.letterhead)
    return told or applied_in(year, candidate.document, generation)


def _newest(candidates: Sequence[Candidate]) -> dict[str, str]:
    """The latest date of each measure of which there are several versions among the candidates."""
    dates: dict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        if _date(candidate):
            dates[measure_of(candidate.letterhead, candidate.document)].add(_date(candidate))
    return {measure: max(found) for measure, found in dates.items() if len(found) > 1}


def _date(candidate: Candidate) -> str:
    return candidate.letterhead.date or candidate.letterhead.printed or str(candidate.letterhead.year or "")


def _weighed(
    question: Question,
    asked: frozenset[Ordinal],
    newest: Mapping[str, str],
    candidate: Candidate,
    generation: Generation,
) -> Candidate:
    if candidate.score == NAMED:
        return candidate
    of_year = not question.years or any(is_of_year(year, candidate, generation) for year in question.years)
    older = _date(candidate) < newest.get(measure_of(candidate.letterhead, candidate.document), "")
    lost = OTHER_YEAR * (not of_year or older) + OTHER_ORDINAL * (not _is_of(asked, candidate, generation))
    return replace(candidate, score=candidate.score - lost)


def _is_of(asked: frozenset[Ordinal], candidate: Candidate, generation: Generation) -> bool:
    own = f"{headline(candidate.node, candidate.letterhead)} {candidate.node.text}"
    return fits_ordinals(asked, own, lambda words: candidate.document in generation.mentioning(words))


def _numbered_rows(best: Candidate, generation: Generation) -> dict[int, TextNode]:
    """The rows of the table that a candidate is a row of, by the numbers that they begin with."""
    begun = [(re.match(r"\s*(\d{1,4})\s*\t", node.text), node) for node in table_rows(best, generation)]
    return {int(match[1]): node for match, node in begun if match}
