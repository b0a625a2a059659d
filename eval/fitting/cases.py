"""Questions whose answer is marked in real documents, as the learned parts need them.

Read from a folder laid out like the benchmarks: `ncp` (an answer is a span of a notice), `nfra` (an answer is an article);
and from the gold set of the sample corpus (an answer is a quote). Nothing of them is kept but what is learned.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import POOL
from assistant.lexicon import load_lexicon
from assistant.question import Question, read_question
from assistant.terms import term_weights
from eval.matching import holds as holds_quote
from index import Filter, Generation, Hit

Row = dict[str, Any]
QUESTIONS = "questions.jsonl"


@dataclass(frozen=True)
class Case:
    """A question with its marked answer, and what the search finds with its document there and without it.

    `right` marks the hits that hold the answer, shape (len(hits),).
    """

    id: str
    set: str
    question: Question
    answer: str
    document: str
    weights: Mapping[str, float]
    hits: Sequence[Hit]
    right: NDArray[np.bool_]
    hits_without: Sequence[Hit]
    generation: Generation

    @property
    def hits_amid(self) -> list[Hit]:
        """What the search finds when only the clauses that answer are gone: the document is right, the matter is not."""
        return [hit for hit, right in zip(self.hits, self.right, strict=True) if not right]


def read_cases(bench: Path, generation: Generation) -> list[Case]:
    """All cases, notices first. The library must hold the documents of the benchmark."""
    notices = [_case("ncp", row, generation, _holds_half_of_the_span) for row in read_rows(bench / "ncp" / QUESTIONS)]
    articles = [_case("nfra", row, generation, _is_the_article) for row in read_rows(bench / "nfra" / QUESTIONS)]
    return notices + articles


def read_gold(name: str, gold: Path, generation: Generation) -> list[Case]:
    """The cases of a gold set; those without an answer have no right hits."""
    cases = []
    for row in read_rows(gold):
        answer = "".join(quote["quote"] for quote in row["quotes"])
        document = row["quotes"][0]["doc"] if row["quotes"] else ""
        row = {**row, "answer": answer, "document": document}
        cases.append(_case(name, row, generation, _holds_a_quote))
    return cases


def _holds_a_quote(row: Row, hit: Hit) -> bool:
    named = hit.node.metadata["document"]
    return any(quote["doc"] == named and holds_quote(hit.node.text, quote["quote"]) for quote in row["quotes"])


def _case(name: str, row: Row, generation: Generation, holds: Callable[[Row, Hit], bool]) -> Case:
    question = read_question(row["question"], load_lexicon(), row.get("history") or [])
    hits = generation.hits(question.query, POOL)
    # Searched anew, as a library without the document would be: the scores of a search depend on the best that it finds.
    others = frozenset(document.name for document in generation.documents()) - {row["document"]}
    return Case(
        f"{name}/{row['id']}",
        name,
        question,
        row["answer"],
        row["document"],
        term_weights(question, generation),
        hits,
        np.array([*map(partial(holds, row), hits)], dtype=np.bool_),
        generation.hits(question.query, POOL, Filter(documents=others)),
        generation,
    )


def _holds_half_of_the_span(row: Row, hit: Hit) -> bool:
    start, end = row["span"]
    shared = min(end, hit.node.end_char_idx or 0) - max(start, hit.node.start_char_idx or 0)
    return bool(hit.node.metadata["document"] == row["document"] and shared >= 0.5 * (end - start))


def _is_the_article(row: Row, hit: Hit) -> bool:
    return bool((hit.node.metadata["document"], hit.node.metadata["address"]) == (row["document"], row["clause"]))


def read_rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
