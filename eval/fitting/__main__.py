"""`python -m eval.fitting [--bench DIR] [--data DIR] [--only order,answerability]`: fit the learned parts anew and print what they reach on unseen folds.

Two parts, each judged by cross-validation and then fitted on everything: the order of clauses, and whether to answer where they are
not read (`eval.fitting.reading` for where they are). The second is fitted on what the first says of unseen cases.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import corpus
from assistant import answerability, ranking
from assistant.candidate import Candidate
from assistant.evidence import POOL, order
from assistant.question import Question
from assistant.terms import term_weights
from corpus.readers import MODULES
from eval.fitting.cases import Case, read_cases, read_gold
from eval.fitting.crowd import indexed, read_crowd
from eval.fitting.deciding import fit_decision
from eval.fitting.order import Ranked, fit_order
from index import Generation, load_embedding

PARTS = ("order", "answerability")
"""What can be fitted, in the order in which one feeds the next."""

GOLD = Path(__file__).parents[1] / "gold" / "questions.jsonl"
SAMPLE = Path(corpus.__file__).parent / "documents"

STRANGE = 3
"""One in so many questions is also asked of the other documents, which know nothing of it."""


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
        strange = [_asked_of(case.question, sample if case.generation is bench else bench) for case in cases[::STRANGE]]
        _fit_answerability(cases, ranked, without, amid, strange, "answerability" in parts)


def _readable(folders: Sequence[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in MODULES]


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
