"""The order of the clauses that a search found, learned from questions whose clause is known.

A search scores each clause by itself. Here it is seen with its document, its heading, the place and the year asked for, and
its best sentence, and piece by piece with what was asked. The weights are LambdaMART trees (Burges 2010, "From RankNet to LambdaRank to LambdaMART"), made by
`python -m eval.fitting`.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import alignment
from assistant.deadline import NO_DEADLINE, Deadline
from assistant.experts import Experts
from assistant.matching import Matcher, longest_common_run, plain
from assistant.question import Question
from assistant.sentences import sentences
from assistant.terms import coverage, fits_year, headline
from corpus import Letterhead
from index import Generation, Hit

FEATURES = (
    "fused", "lexical", "dense", "reciprocal_rank", "terms_text", "terms_headline", "terms_all", "terms_title",
    "grams_text", "grams_title", "grams_heading", "grams_all", "grams_sentence", "grams_two_sentences",
    "run_text", "run_title", "number", "place_text", "place_all", "year", "length", "row", "position",
    "document_best", "document_share", "document_rank", *alignment.FEATURES,
    "told",
)  # fmt: skip
"""What is known of a clause, in the order of the columns."""

MODEL = Path(__file__).with_name("ranking.json")


@cache
def ranker() -> Experts:
    """The orders that ship with the product."""
    return Experts.load(MODEL)


def features(
    question: Question,
    hits: Sequence[Hit],
    generation: Generation,
    weights: Mapping[str, float],
    deadline: Deadline = NO_DEADLINE,
) -> NDArray[np.float64]:
    """One row for each hit, in the columns of `FEATURES`; `weights` are those of the question's terms."""
    matcher = Matcher.of(question.subject, generation)
    asked = plain(question.whole)
    numeric = question.kind in ("amount", "date", "deadline")
    most = max((hit.score for hit in hits), default=0.0) or 1.0
    highest = max((hit.lexical for hit in hits), default=0.0) or 1.0
    names = [str(hit.node.metadata["document"]) for hit in hits]
    heads = [generation.letterhead(name) for name in names]
    whole = [f"{hit.node.text} {headline(hit.node, head)}" for hit, head in zip(hits, heads, strict=True)]
    aligned = alignment.alignment(question.query, whole, generation.embedding)
    order = list(dict.fromkeys(names))
    rows = []
    for place, (hit, name) in enumerate(deadline.each(zip(hits, names, strict=True))):
        search = [hit.score / most, hit.lexical / highest, hit.dense, 1 / (1 + place)]
        document = [
            max(other.score for other, owner in zip(hits, names, strict=True) if owner == name) / most,
            names.count(name) / 10,
            1 / (1 + order.index(name)),
        ]
        text = _text_features(question, asked, numeric, hit, heads[place], matcher, weights)
        rows.append([*search, *text, *document, *aligned[place], hit.lexical])
    return np.array(rows, dtype=np.float64).reshape(len(hits), len(FEATURES))


def _text_features(
    question: Question,
    asked: str,
    numeric: bool,
    hit: Hit,
    head: Letterhead,
    matcher: Matcher,
    weights: Mapping[str, float],
) -> list[float]:
    node = hit.node
    text, above = plain(node.text), plain(headline(node, head))
    title, heading = plain(head.title or ""), plain(" ".join(node.metadata["headings"]))
    parts = [plain(sentence.text) for sentence in sentences(node.text)]
    held = [matcher.held(part) for part in parts]
    best = int(np.argmax(held)) if held else 0
    pairs = [matcher.held(a + b) for a, b in itertools.pairwise(parts)]
    number = 0.0 if not numeric else 1.0 if parts and any(c.isdigit() for c in parts[best]) else -1.0
    year = (
        0.0 if not question.years else 1.0 if any(fits_year(y, node.text, node, head) for y in question.years) else -1.0
    )
    return [
        coverage(question.terms, weights, text),
        coverage(question.terms, weights, above),
        coverage(question.terms, weights, text + above),
        coverage(question.terms, weights, title),
        matcher.held(text),
        matcher.held(title),
        matcher.held(heading),
        matcher.held(text + above),
        max(held, default=0.0),
        max(pairs, default=max(held, default=0.0)),
        longest_common_run(asked, text) / max(4, len(asked)),
        longest_common_run(asked, title) / max(4, len(asked)),
        number,
        _share(question.places, text),
        _share(question.places, text + above),
        year,
        math.log1p(len(text)),
        float(node.metadata["kind"] == "row"),
        math.log1p(node.start_char_idx or 0),
    ]


def _share(places: Sequence[str], text: str) -> float:
    """Share of the places asked for that a text names; a half where none is asked for."""
    return sum(place in text for place in places) / len(places) if places else 0.5
