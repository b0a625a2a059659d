"""`python -m eval.fitting [--bench DIR] [--data DIR] [--only stretch,answerability]`: fit the learned parts anew and print what they reach on unseen folds.

Three parts, each judged by cross-validation and then fitted on everything: the order of clauses, the stretch of a clause that
answers, and whether to answer. Where one part feeds the next, the next is fitted on what the first says of unseen cases.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import corpus
from assistant import answerability, ranking
from assistant.candidate import Candidate
from assistant.composers import phrases, run_features, spans
from assistant.composers.asked import Asked
from assistant.evidence import POOL, order
from assistant.question import Question
from assistant.terms import term_weights
from assistant.trees import Trees
from corpus.readers import MODULES
from eval.fitting.cases import Case, read_cases, read_gold
from eval.fitting.crowd import indexed, read_crowd
from eval.fitting.deciding import fit_decision
from eval.fitting.growing import Group, folds, grow
from eval.fitting.order import Ranked, fit_order
from eval.metrics.overlap import character_f1
from index import Generation, load_embedding

STRETCH = {"rounds": 300, "leaves": 7}
PHRASE = {"rounds": 150, "leaves": 7}
PARTS = ("order", "stretch", "answerability")
"""What can be fitted, in the order in which one feeds the next; `stretch` makes spans.json and phrases.json."""

GRADES = 10
"""Grades of a stretch: tenths of its character F1 with the marked answer."""

GOLD = Path(__file__).parents[1] / "gold" / "questions.jsonl"
SAMPLE = Path(corpus.__file__).parent / "documents"

STRANGE = 3
"""One in so many questions is also asked of the other documents, which know nothing of it."""

READ = 4
"""Candidates whose stretches are weighed, as in the composer."""


def main() -> None:
    """Read the documents, fit, print and write."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting", description=__doc__)
    parser.add_argument(
        "--bench", type=Path, default=Path("../shared/bench"), help="folder with ncp, nfra and statutes, beside train"
    )
    parser.add_argument(
        "--data", type=Path, help="folder to keep models and indexes in between runs: without it each takes an hour"
    )
    parser.add_argument("--only", default=",".join(PARTS), help="parts to write; all are judged, none other is changed")
    options = parser.parse_args()
    parts = set(options.only.split(","))
    if parts - set(PARTS):
        parser.error(f"--only takes {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory() as temporary:
        data = options.data or Path(temporary)
        folders = [options.bench / name / "documents" for name in ("ncp", "nfra")]
        model = load_embedding()
        bench = indexed(data / "bench", model, _readable(folders))
        sample = indexed(data / "sample", model, _readable([SAMPLE]))
        cases = read_cases(options.bench, bench) + read_gold("sample", GOLD, sample)
        crowd, alone = read_crowd(options.bench, _readable([*folders, SAMPLE]), GOLD, data)
        ranked, without, amid = fit_order(cases, crowd, alone, "order" in parts)
        _fit_stretch(cases, ranked, "stretch" in parts)
        strange = [_asked_of(case.question, sample if case.generation is bench else bench) for case in cases[::STRANGE]]
        _fit_answerability(cases, ranked, without, amid, strange, "answerability" in parts)


def _readable(folders: Sequence[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in MODULES]


def _fit_stretch(cases: list[Case], ranked: Ranked, kept: bool) -> None:
    """Fit the stretch that answers, and the words of it that do, on the notices, whose answers are verbatim."""
    chosen = [i for i, case in enumerate(cases) if case.set == "ncp"]
    answers = [cases[i].answer for i in chosen]
    asked = [Asked.of(cases[i].question.text, cases[i].generation) for i in chosen]
    offered = [spans.spans_with_features(one, ranked[i][:READ]) for one, i in zip(asked, chosen, strict=True)]
    overlaps = [_overlaps(found, answer) for (found, _), answer in zip(offered, answers, strict=True)]
    groups = [_group(rows, overlap) for (_, rows), overlap in zip(offered, overlaps, strict=True)]
    scores = _unseen(groups, run_features.FEATURES, STRETCH, spans.totals)
    best = np.mean([overlap.max() for overlap in overlaps])
    print(f"stretch ncp: character F1 {_reached(overlaps, scores):.3f} (best possible among candidates {best:.3f})")
    cut = [
        phrases.phrases_with_features(one, found, score)
        for one, (found, _), score in zip(asked, offered, scores, strict=True)
    ]
    cut_overlaps = [_overlaps(found, answer) for (found, _), answer in zip(cut, answers, strict=True)]
    cut_groups = [_group(rows, overlap) for (_, rows), overlap in zip(cut, cut_overlaps, strict=True)]
    cut_scores = _unseen(cut_groups, phrases.FEATURES, PHRASE, phrases.totals)
    best = np.mean([overlap.max() for overlap in cut_overlaps])
    print(
        f"phrase ncp: character F1 {_reached(cut_overlaps, cut_scores):.3f} (best possible among candidates {best:.3f})"
    )
    if kept:
        grow(groups, run_features.FEATURES, **STRETCH).save(spans.MODEL)
        grow(cut_groups, phrases.FEATURES, **PHRASE).save(phrases.MODEL)


def _overlaps(found: Sequence[spans.Span | phrases.Phrase], answer: str) -> NDArray[np.float64]:
    return np.array([character_f1(one.text, answer) for one in found])


def _group(rows: NDArray[np.float64], overlap: NDArray[np.float64]) -> Group:
    return Group(rows, np.floor(overlap * GRADES).astype(np.int64))


def _unseen(
    groups: Sequence[Group],
    names: Sequence[str],
    size: Mapping[str, int],
    totals: Callable[[Trees, NDArray[np.float64]], NDArray[np.float64]],
) -> list[NDArray[np.float64]]:
    """The scores of each question's choices by trees that never saw it."""
    scores: list[NDArray[np.float64]] = [np.zeros(0) for _ in groups]
    for learned, judged in folds([str(place) for place in range(len(groups))]):
        trees = grow([groups[i] for i in learned], names, **size)
        for i in judged:
            scores[i] = totals(trees, groups[i].rows)
    return scores


def _reached(overlaps: Sequence[NDArray[np.float64]], scores: Sequence[NDArray[np.float64]]) -> float:
    """Mean overlap of what the scores put first."""
    return float(np.mean([own[int(score.argmax())] for own, score in zip(overlaps, scores, strict=True)]))


def _asked_of(question: Question, generation: Generation) -> Mapping[str, float]:
    """What is known of a question asked of documents on other matters."""
    weights, hits = term_weights(question, generation), generation.hits(question.query, POOL)
    rows = ranking.features(question, hits, generation, weights)
    return answerability.features(question, order(hits, rows, ranking.ranker(), generation), weights, generation)


def _fit_answerability(
    cases: list[Case], ranked: Ranked, without: Ranked, amid: Ranked, strange: list[Mapping[str, float]], kept: bool
) -> None:
    """Fit whether to answer on each question asked as it is, without its document, and without its clauses."""

    def known(case: Case, found: list[Candidate]) -> Mapping[str, float]:
        return answerability.features(case.question, found, case.weights, case.generation)

    asked = [i for i, case in enumerate(cases) if case.answer]
    unanswered = [known(case, ranked[i]) for i, case in enumerate(cases) if not case.answer]
    there, gone, missed = ([known(cases[i], each[i]) for i in asked] for each in (ranked, without, amid))
    model = fit_decision(
        there, gone, missed, [*unanswered, *strange], [cases[i].set for i in asked], [cases[i].id for i in asked]
    )
    if kept:
        both = json.loads(answerability.MODEL.read_text(encoding="utf-8"))
        answerability.MODEL.write_text(json.dumps({**both, "unread": model}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
