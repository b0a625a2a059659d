"""`python -m eval.fitting [--bench DIR] [--data DIR]`: fit the learned parts anew and print what they reach on unseen folds.

Three parts, each judged by cross-validation and then fitted on everything: the order of clauses, the stretch of a clause that
answers, and whether to answer. Where one part feeds the next, the next is fitted on what the first says of unseen cases.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

import corpus
from assistant import answerability, ranking
from assistant.candidate import Candidate
from assistant.composers import spans
from assistant.evidence import gather, order
from assistant.question import Question
from assistant.terms import term_weights
from assistant.trees import Trees
from corpus.readers import MODULES
from eval.fitting.cases import Case, read_cases, read_sample
from eval.fitting.deciding import fit_decision
from eval.fitting.growing import Group, folds, grow
from eval.metrics.overlap import character_f1
from index import Generation, Hit, Library, load_embedding

ORDER = {"rounds": 120, "leaves": 7}
STRETCH = {"rounds": 350, "leaves": 7}
GRADES = 10
"""Grades of a stretch: tenths of its character F1 with the marked answer."""

GOLD = Path(__file__).parents[1] / "gold" / "questions.jsonl"
SAMPLE = Path(corpus.__file__).parent / "documents"

STRANGE = 3
"""One in so many questions is also asked of the other documents, which know nothing of it."""

NOWHERE = 99
"""Place of a clause that was not found."""

READ = 4
"""Candidates whose stretches are weighed, as in the composer."""

Ranked = list[list[Candidate]]


def main() -> None:
    """Read the documents, fit, print and write."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting", description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), help="folder with ncp and nfra")
    parser.add_argument("--data", type=Path, help="folder to keep the indexes in between runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        data = options.data or Path(temporary)
        folders = [options.bench / name / "documents" for name in ("ncp", "nfra")]
        bench, sample = _generation(data / "bench", folders), _generation(data / "sample", [SAMPLE])
        cases = read_cases(options.bench, bench) + read_sample(GOLD, sample)
        ranked, without, amid = _fit_order(cases)
        _fit_stretch(cases, ranked)
        strange = [_asked_of(case.question, sample if case.generation is bench else bench) for case in cases[::STRANGE]]
        _fit_answerability(cases, ranked, without, amid, strange)


def _generation(data: Path, folders: Sequence[Path]) -> Generation:
    library = Library(data, load_embedding())
    if library.generation is None:
        library.add([path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in MODULES])
    assert library.generation is not None
    return library.generation


def _fit_order(cases: list[Case]) -> tuple[Ranked, Ranked, Ranked]:
    """Fit the order of clauses; returns each case's candidates in the order of trees that never saw it.

    Three times: as they are, without the right document, and without the right clauses only.
    """
    rows = [ranking.features(case.question, case.hits, case.generation, case.weights) for case in cases]
    groups = [Group(row, case.right.astype(np.int64)) for row, case in zip(rows, cases, strict=True)]
    ranked: Ranked = [[] for _ in cases]
    without: Ranked = [[] for _ in cases]
    amid: Ranked = [[] for _ in cases]
    places: dict[str, list[int]] = {}
    for learned, judged in folds(len(cases)):
        trees = grow([groups[i] for i in learned], ranking.FEATURES, **ORDER)
        for i in judged:
            case = cases[i]
            ranked[i] = order(case.hits, rows[i], trees, case.generation)
            without[i] = _ordered(case, case.hits_without, trees)
            amid[i] = _ordered(case, case.hits_amid, trees)
            right = {hit.node.node_id for hit, yes in zip(case.hits, case.right, strict=True) if yes}
            place = next((n for n, c in enumerate(ranked[i], 1) if c.node.node_id in right), NOWHERE)
            if case.answer:
                places.setdefault(case.set, []).append(place)
    for name, found in places.items():
        print(f"order {name}: " + " ".join(f"hit@{k} {np.mean(np.array(found) <= k):.3f}" for k in (1, 5, 10)))
    grow(groups, ranking.FEATURES, **ORDER).save(ranking.MODEL)
    return ranked, without, amid


def _ordered(case: Case, hits: Sequence[Hit], trees: Trees) -> list[Candidate]:
    return order(hits, ranking.features(case.question, hits, case.generation, case.weights), trees, case.generation)


def _fit_stretch(cases: list[Case], ranked: Ranked) -> None:
    """Fit the stretch that answers on the notices, whose answers are verbatim."""
    chosen = [i for i, case in enumerate(cases) if case.set == "ncp"]
    groups, overlaps = [], []
    for i in chosen:
        found, rows = spans.spans_with_features(cases[i].question.text, ranked[i][:READ], cases[i].generation)
        overlap = np.array([character_f1(span.text, cases[i].answer) for span in found])
        groups.append(Group(rows, np.floor(overlap * GRADES).astype(np.int64)))
        overlaps.append(overlap)
    reached = []
    for learned, judged in folds(len(groups)):
        trees = grow([groups[i] for i in learned], spans.FEATURES, **STRETCH)
        reached += [overlaps[i][int(trees.score(groups[i].rows).argmax())] for i in judged]
    best = np.mean([overlap.max() for overlap in overlaps])
    print(f"stretch ncp: character F1 {np.mean(reached):.3f} (best possible among candidates {best:.3f})")
    grow(groups, spans.FEATURES, **STRETCH).save(spans.MODEL)


def _asked_of(question: Question, generation: Generation) -> Mapping[str, float]:
    """What is known of a question asked of documents on other matters."""
    found = gather(question, generation)
    return answerability.features(question, found.candidates, term_weights(question, generation))


def _fit_answerability(
    cases: list[Case], ranked: Ranked, without: Ranked, amid: Ranked, strange: list[Mapping[str, float]]
) -> None:
    """Fit whether to answer on each question asked as it is, without its document, and without its clauses."""

    def known(case: Case, found: list[Candidate]) -> Mapping[str, float]:
        return answerability.features(case.question, found, case.weights)

    asked = [i for i, case in enumerate(cases) if case.answer]
    unanswered = [known(case, ranked[i]) for i, case in enumerate(cases) if not case.answer]
    there, gone, missed = ([known(cases[i], each[i]) for i in asked] for each in (ranked, without, amid))
    model = fit_decision(there, gone, missed, [*unanswered, *strange], [cases[i].set for i in asked])
    answerability.MODEL.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
