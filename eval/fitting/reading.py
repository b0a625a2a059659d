"""`python -m eval.fitting.reading --read FILE [--bench DIR]`: how the score and the reading of the first clause make it an answer.

Fits `assistant.reading.SURE`, and prints what it tells apart on sets that it was not fitted on. A question is put to its library as
it is, and without the document that answers it; questions on passages of other trades to their passage, and to all others.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

import corpus
from assistant import ranking
from assistant.candidate import Candidate
from assistant.evidence import POOL, order
from assistant.question import Question, read_question
from assistant.reading import log_odds, read_closely, shipped_reader
from assistant.terms import term_weights
from corpus.readers import MODULES
from eval.benchmarks.passages import chosen_questions, passage_name, written
from eval.fitting.cases import read_cases, read_sample
from eval.fitting.crowd import indexed
from index import Filter, Generation, Hit, load_embedding

GOLD = Path(__file__).parents[1] / "gold" / "questions.jsonl"
SAMPLE = Path(corpus.__file__).parent / "documents"

EACH = 3
"""Every which notice is asked of: reading takes a second a question, and other sets have a hundred."""

Row = tuple[str, float, float, bool]
"""Set, score and log odds of the first candidate, and whether it is right to answer."""


def main() -> None:
    """Ask, fit, print."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting.reading", description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), help="folder with ncp and nfra")
    parser.add_argument("--read", type=Path, required=True, help="questions on passages, as eval.benchmarks.passages")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = [*_of_cases(options.bench, Path(folder)), *_of_passages(options.read, Path(folder))]
    sets = np.array([row[0] for row in rows])
    known, right = np.array([row[1:3] for row in rows]), np.array([row[3] for row in rows])
    for name in sorted(set(sets)):
        out = sets == name
        unseen = _fitted(known[~out], right[~out], sets[~out]).decision_function(known[out])
        alone = [roc_auc_score(right[out], known[out][:, column]) for column in (0, 1)]
        print(f"{name}: {roc_auc_score(right[out], unseen):.3f}, score alone {alone[0]:.3f}, odds alone {alone[1]:.3f}")
    model = _fitted(known, right, sets)
    print(f"SURE = {tuple(round(float(each), 2) for each in (*model.coef_[0], model.intercept_[0]))}")


def _fitted(known: NDArray[np.float64], right: NDArray[np.bool_], sets: NDArray[np.str_]) -> LogisticRegression:
    """Every set counts the same, and in it what is answered as much as what is not."""
    weights = np.zeros(len(right))
    for name in set(sets):
        for answer in (True, False):
            own = (sets == name) & (right == answer)
            weights[own] = 100 / max(1, own.sum())
    return LogisticRegression(C=10).fit(known, right, sample_weight=weights)


def _of_cases(bench: Path, folder: Path) -> Iterator[Row]:
    model = load_embedding()
    files = [path for name in ("ncp", "nfra") for path in sorted((bench / name / "documents").iterdir())]
    library = indexed(folder / "bench", model, files)
    sample = indexed(folder / "sample", model, [path for path in sorted(SAMPLE.iterdir()) if path.suffix in MODULES])
    asked: dict[str, int] = defaultdict(int)
    for case in read_cases(bench, library) + read_sample(GOLD, sample):
        asked[case.set] += 1
        if case.set == "ncp" and asked[case.set] % EACH:
            continue
        yield _row(case.set, case.question, case.hits, case.generation, bool(case.answer))
        if case.answer:
            yield _row(case.set, case.question, case.hits_without, case.generation, False)


def _of_passages(file: Path, folder: Path) -> Iterator[Row]:
    chosen = chosen_questions(file, 50)
    generation = indexed(folder / "passages", load_embedding(), written(folder, chosen))
    everything = frozenset(document.name for document in generation.documents())
    for name, rows in chosen.items():
        for row in rows:
            question = read_question(row["question"], {})
            own = {passage_name(other) for other in rows if other["context"] == row["context"]}
            for documents, answers in (({passage_name(row)}, row["start"] >= 0), (everything - own, False)):
                hits = generation.hits(question.query, POOL, Filter(documents=frozenset(documents)))
                yield _row(name, question, hits, generation, answers)


def _row(name: str, question: Question, hits: Sequence[Hit], generation: Generation, answers: bool) -> Row:
    features = ranking.features(question, hits, generation, term_weights(question, generation))
    first: Candidate = read_closely(question, order(hits, features, ranking.ranker(), generation), shipped_reader())[0]
    return name, first.score, log_odds(first.reads[0]), answers


if __name__ == "__main__":
    main()
