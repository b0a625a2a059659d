"""`python -m eval.fitting.reading --read FILE [--bench DIR]`: what the reading of the first clauses is worth beside their scores.

Prints `assistant.reading.WEIGHT`, by which the right clause comes first most often, and `SURE`, by which what comes first is
likely to answer; and what both are worth on each set when it is left out. A question is put to its library as it is, and without the
document that answers it; questions on passages of other trades to their passage, and to all others.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

import corpus
from assistant import ranking
from assistant.evidence import POOL, order
from assistant.question import Question, read_question
from assistant.reading import log_odds, margin, read_closely, shipped_reader
from assistant.terms import term_weights
from corpus.readers import MODULES
from eval.benchmarks.passages import chosen_questions, passage_name, written
from eval.fitting.cases import Case, read_cases, read_gold
from eval.fitting.crowd import indexed
from index import Filter, Generation, Hit, load_embedding

EVAL = Path(__file__).parents[1]
SAMPLE = Path(corpus.__file__).parent / "documents"

EACH = 3
"""Every which notice is asked of: reading takes a second a question, and other sets have a hundred."""

WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 1.5)
"""Worths of a point of the log odds that are tried."""

DECLINED = 0.06
"""Share of the answerable that may be declined where it is asked how many of the others are."""


@dataclass(frozen=True)
class Reading:
    """A question as it was read: of each candidate its score, its log odds and its margin; shape (candidates, 3), best score first.

    `right` marks the candidates that hold the answer, where that is known; `answerable` says whether any document does.
    """

    set: str
    known: NDArray[np.float64]
    right: NDArray[np.bool_]
    answerable: bool

    def first(self, weight: float) -> int:
        """The place of the candidate that comes first where a point of the log odds is worth so much."""
        return int(np.argmax(self.known[:, 0] + weight * self.known[:, 1]))

    def row(self, weight: float) -> NDArray[np.float64]:
        """What is known of the question then: the highest score, and the odds and the margin of what comes first."""
        return np.array([self.known[:, 0].max(), *self.known[self.first(weight), 1:]])


def main() -> None:
    """Ask, fit, print."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting.reading", description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), help="folder with ncp and nfra")
    parser.add_argument("--read", type=Path, required=True, help="questions on passages, as eval.benchmarks.passages")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        readings = [*of_cases(options.bench, Path(folder)), *of_passages(options.read, Path(folder))]
    report(readings)


def report(readings: Sequence[Reading]) -> None:
    """Print the weights and what they are worth."""
    ordered = [one for one in readings if one.right.any()]
    for weight in WEIGHTS:
        print(
            f"weight {weight}: {' '.join(f'{name} {share:.3f}' for name, share in _first_right(ordered, weight).items())}"
        )
    best = max(WEIGHTS, key=lambda weight: np.mean([*_first_right(ordered, weight).values()]))
    sets = np.array([one.set for one in readings])
    known, right = np.array([one.row(best) for one in readings]), np.array([one.answerable for one in readings])
    for name in sorted(set(sets)):
        out = sets == name
        unseen = _fitted(known[~out], right[~out], sets[~out]).decision_function(known[out])
        alone = [roc_auc_score(right[out], known[out][:, column]) for column in range(3)]
        declined = np.mean(unseen[~right[out]] < np.quantile(unseen[right[out]], DECLINED))
        print(f"{name}: {roc_auc_score(right[out], unseen):.3f}, declined {declined:.2f}; alone {np.round(alone, 3)}")
    model = _fitted(known, right, sets)
    print(f"WEIGHT = {best}")
    print(f"SURE = {tuple(round(float(each), 2) for each in (*model.coef_[0], model.intercept_[0]))}")
    said = model.predict_proba(known)[:, 1]
    for least in np.arange(0.1, 0.6, 0.05):
        shares = [
            f"{name} {np.mean(said[(sets == name) & ~right] < least):.2f}/{np.mean(said[(sets == name) & right] < least):.2f}"
            for name in sorted(set(sets))
        ]
        print(f"below {least:.2f} (others/answerable): {' '.join(shares)}")


def _first_right(readings: Sequence[Reading], weight: float) -> dict[str, float]:
    """Share of the questions of each set whose first clause is right."""
    found: dict[str, list[bool]] = defaultdict(list)
    for one in readings:
        found[one.set].append(bool(one.right[one.first(weight)]))
    return {name: float(np.mean(shares)) for name, shares in sorted(found.items())}


def _fitted(known: NDArray[np.float64], right: NDArray[np.bool_], sets: NDArray[np.str_]) -> LogisticRegression:
    """Every set counts the same, and in it what is answered as much as what is not."""
    weights = np.zeros(len(right))
    for name in set(sets):
        for answer in (True, False):
            own = (sets == name) & (right == answer)
            weights[own] = 100 / max(1, own.sum())
    return LogisticRegression(C=10).fit(known, right, sample_weight=weights)


def of_cases(bench: Path, folder: Path) -> Iterator[Reading]:
    """Readings of official questions: as they are asked, and where their document is not there."""
    asked: dict[str, int] = defaultdict(int)
    for case in _cases(bench, folder):
        asked[case.set] += 1
        if case.set == "ncp" and asked[case.set] % EACH:
            continue
        yield _reading(case.set, case.question, case.hits, case.right, case.generation, bool(case.answer))
        if case.answer:
            none = np.zeros(len(case.hits_without), np.bool_)
            yield _reading(case.set, case.question, case.hits_without, none, case.generation, False)


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
    chosen = chosen_questions(file, 50)
    generation = indexed(folder / "passages", load_embedding(), written(folder, chosen))
    everything = frozenset(document.name for document in generation.documents())
    for name, rows in chosen.items():
        for row in rows:
            question = read_question(row["question"], {})
            own = {passage_name(other) for other in rows if other["context"] == row["context"]}
            for documents, answers in (({passage_name(row)}, row["start"] >= 0), (everything - own, False)):
                hits = generation.hits(question.query, POOL, Filter(documents=frozenset(documents)))
                yield _reading(name, question, hits, np.zeros(len(hits), np.bool_), generation, answers)


def _reading(
    name: str,
    question: Question,
    hits: Sequence[Hit],
    right: NDArray[np.bool_],
    generation: Generation,
    answerable: bool,
) -> Reading:
    features = ranking.features(question, hits, generation, term_weights(question, generation))
    ordered = order(hits, features, ranking.ranker(), generation)
    read = [one for one in read_closely(question, ordered, shipped_reader(), weight=0.0) if one.reads]
    holds = {hit.node.node_id for hit, is_right in zip(hits, right, strict=True) if is_right}
    known = np.array([(one.score, log_odds(one.reads[0]), margin(one.reads[0])) for one in read])
    return Reading(name, known, np.array([one.node.node_id in holds for one in read]), answerable)


if __name__ == "__main__":
    main()
