"""`python -m eval.fitting.reading --read FILE [--bench DIR] [--keep]`: what the reading of the first clauses is worth.

Prints the share of right first clauses for each `assistant.reading.WEIGHT`, and fits whether to answer with the odds of the first
clause beside what is known of it without reading (`assistant.answerability`). A question is put to its library as it is, without the
document that answers it, and without the clauses that do; questions on passages of other trades to their passage, and to all others.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import corpus
from assistant import answerability, ranking
from assistant.candidate import Candidate
from assistant.evidence import POOL, order
from assistant.question import Question, read_question
from assistant.reading import log_odds, read_closely, shipped_reader
from assistant.terms import term_weights
from corpus.readers import MODULES
from eval.benchmarks.passages import chosen_questions, passage_name, written
from eval.fitting.cases import Case, read_cases, read_gold
from eval.fitting.crowd import indexed
from eval.fitting.deciding import fit_decision
from index import Filter, Generation, Hit, load_embedding

EVAL = Path(__file__).parents[1]
SAMPLE = Path(corpus.__file__).parent / "documents"

EACH = 3
"""Every which notice is asked of: reading takes a second a question, and other sets have a hundred."""

PASSAGES = 60
"""Questions of each set of passages."""

WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 1.5)
"""Worths of a point of the log odds that are tried."""


@dataclass(frozen=True)
class Reading:
    """A question with its candidates as they were read, best score first: as it is asked, without its document, without its clauses.

    `holds` are the ids of the clauses that hold the answer, none where nobody marked them; `answerable` says whether any document does.
    """

    set: str
    id: str
    question: Question
    generation: Generation
    there: Sequence[Candidate]
    gone: Sequence[Candidate]
    missed: Sequence[Candidate]
    holds: frozenset[str]
    answerable: bool

    def known(self, candidates: Sequence[Candidate], weight: float) -> Mapping[str, float]:
        """What is known of the first candidates where a point of the log odds is worth so much."""
        if not candidates:
            return {}
        ordered = reordered(candidates, weight)
        weights = term_weights(self.question, self.generation)
        known = answerability.features(self.question, ordered, weights, self.generation)
        return {**known, "odds": log_odds(ordered[0].reads[0])}

    def is_first(self, weight: float) -> bool:
        """Whether what comes first then holds the answer."""
        return reordered(self.there, weight)[0].node.node_id in self.holds


def reordered(candidates: Sequence[Candidate], weight: float) -> list[Candidate]:
    """The candidates that were read by score and odds together, with the scores handed out anew, as in the product."""
    read = [one for one in candidates if one.reads]
    ordered = sorted(read, key=lambda one: -one.score - weight * log_odds(one.reads[0]))
    again = [replace(one, score=given.score) for one, given in zip(ordered, read, strict=True)]
    return [*again, *candidates[len(read) :]]


def main() -> None:
    """Ask, fit, print and write."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting.reading", description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), help="folder with ncp and nfra")
    parser.add_argument("--read", type=Path, required=True, help="questions on passages, as eval.benchmarks.passages")
    parser.add_argument("--keep", action="store_true", help="write what was fitted into the product")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        readings = [*of_cases(options.bench, Path(folder)), *of_passages(options.read, Path(folder))]
        model = fitted(readings)
    if options.keep:
        kept = json.loads(answerability.MODEL.read_text(encoding="utf-8"))
        text = json.dumps({**kept, "read": model}, indent=1)
        answerability.MODEL.write_text(f"{text}\n", encoding="utf-8")


def fitted(readings: Sequence[Reading]) -> Mapping[str, object]:
    """What decides, fitted on all; prints what comes first for each weight, and what would be declined on unseen questions."""
    marked = [one for one in readings if any(each.node.node_id in one.holds for each in one.there if each.reads)]
    shares = {weight: _first_right(marked, weight) for weight in WEIGHTS}
    for weight, by_set in shares.items():
        print(f"weight {weight}: " + ", ".join(f"{name} {share:.3f}" for name, share in by_set.items()))
    best = max(WEIGHTS, key=lambda weight: np.mean([*shares[weight].values()]))
    print(f"WEIGHT = {best}")
    asked = [one for one in readings if one.answerable]
    there = [one.known(one.there, best) for one in asked]
    gone = [one.known(one.gone, best) for one in asked]
    missed = [one.known(one.missed, best) for one in asked]
    unanswered = [one.known(one.there, best) for one in readings if not one.answerable]
    names = answerability.READ_FEATURES
    sets, ids = [one.set for one in asked], [one.id for one in asked]
    # Passages hold most of their questions' words; drawn on them the line would decline what officials ask.
    trade = {one.set for one in asked if one.holds}
    return fit_decision(there, gone, missed, unanswered, sets, ids, names, trade)


def _first_right(readings: Sequence[Reading], weight: float) -> dict[str, float]:
    """Share of the questions of each set whose first clause is right."""
    found: dict[str, list[bool]] = defaultdict(list)
    for one in readings:
        found[one.set].append(one.is_first(weight))
    return {name: float(np.mean(shares)) for name, shares in sorted(found.items())}


def of_cases(bench: Path, folder: Path) -> Iterator[Reading]:
    """Readings of questions of this trade."""
    asked: dict[str, int] = defaultdict(int)
    for case in _cases(bench, folder):
        asked[case.set] += 1
        if case.set == "ncp" and asked[case.set] % EACH:
            continue
        there, gone, missed = (
            _read(case.question, hits, case.generation) if case.answer or hits is case.hits else []
            for hits in (case.hits, case.hits_without, case.hits_amid)
        )
        holds = frozenset(hit.node.node_id for hit, right in zip(case.hits, case.right, strict=True) if right)
        yield Reading(case.set, case.id, case.question, case.generation, there, gone, missed, holds, bool(case.answer))


def _cases(bench: Path, folder: Path) -> Iterator[Case]:
    model = load_embedding()
    files = [path for name in ("ncp", "nfra") for path in sorted((bench / name / "documents").iterdir())]
    yield from read_cases(bench, indexed(folder / "bench", model, files))
    golds = {"sample": (EVAL / "gold" / "questions.jsonl", SAMPLE)}
    for each in sorted((EVAL / "development").iterdir()):
        golds[each.name] = each / "questions.jsonl", each / "documents"
    for name, (gold, documents) in golds.items():
        readable = [path for path in sorted(documents.iterdir()) if path.suffix in MODULES]
        yield from read_gold(name, gold, indexed(folder / name, model, readable))


def of_passages(file: Path, folder: Path) -> Iterator[Reading]:
    """Readings of questions on passages: of their own passage, and of all others."""
    chosen = chosen_questions(file, PASSAGES)
    generation = indexed(folder / "passages", load_embedding(), written(folder, chosen))
    everything = frozenset(document.name for document in generation.documents())
    for name, rows in chosen.items():
        for row in rows:
            question = read_question(row["question"], {})
            own = {passage_name(other) for other in rows if other["context"] == row["context"]}
            there, gone = (
                _read(question, generation.hits(question.query, POOL, Filter(documents=frozenset(files))), generation)
                for files in ({passage_name(row)}, everything - own)
            )
            answerable = row["start"] >= 0
            yield Reading(name, passage_name(row), question, generation, there, gone, gone, frozenset(), answerable)


def _read(question: Question, hits: Sequence[Hit], generation: Generation) -> list[Candidate]:
    features = ranking.features(question, hits, generation, term_weights(question, generation))
    ordered = order(hits, features, ranking.ranker(), generation)
    return read_closely(question, ordered, shipped_reader(), weight=0.0)


if __name__ == "__main__":
    main()
