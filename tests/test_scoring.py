"""Our figures on real documents are those of a scorer written by others, where both measure the same."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from assistant import Assistant, Settings
from assistant.cli import main
from eval.drafts import means, read_drafts, score_drafts
from eval.report import Report
from eval.runs import read_run

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "gold" / "score.py"
QUESTIONS = SHARED / "gold" / "questions.jsonl"

needs_scorer = pytest.mark.skipif(
    not SCORER.exists(), reason="the scorer and the documents that it scores are not here"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds") / "data"
    Assistant(Settings(folder)).add([SHARED / "seeds"])
    return folder


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_scorer
@pytest.mark.benchmark
def test_figures_agree_with_the_outside_scorer(data: Path, tmp_path: Path) -> None:
    answers, output = tmp_path / "answers.jsonl", tmp_path / "run"
    assert main(["ask", "--data", str(data), "--questions", str(QUESTIONS), "--output", str(answers)]) == 0
    assert main(["evaluate", "--data", str(data), str(QUESTIONS), "--output", str(output)]) == 0
    gold = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    given = {row["id"]: row for row in map(json.loads, answers.read_text(encoding="utf-8").splitlines())}
    theirs, rows = scorer().score_answers(gold, given)
    report = Report.of(read_run(output))
    ours = report.measured()
    same = {"hit@1": "hit@1", "hit@5": "hit@5", "hit@10": "hit@10", "recall@10": "recall@10", "cite@1": "cite@1"}
    same |= {"citation_recall": "gold_cited", "points": "points", "right": "right"}
    same |= {"abstains_when_it_should": "abstention_recall", "abstains_when_it_should_not": "abstention_lost"}
    assert {name: ours[own] for name, own in same.items()} == pytest.approx(
        {name: theirs[name] for name in same}, abs=0.0005
    )
    assert [scores.get("right") for scores in report.scores] == [row.get("right") for row in rows]
    by_kind = {group.name: group.figures["right"].mean for group in report.groups["类型"] if "right" in group.figures}
    assert by_kind == pytest.approx(theirs["right_by_kind"], abs=0.0005)


@needs_scorer
def test_figures_of_drafts_agree_with_the_outside_scorer(data: Path) -> None:
    path = SHARED / "gold" / "drafts.jsonl"
    assistant = Assistant(Settings(data))
    cases = read_drafts(path)
    given = {case.id: assistant.draft(case.issue, case.unit, case.deadline).to_json(case.id) for case in cases}
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    theirs, _ = scorer().score_drafts(gold, given)
    ours = means(score_drafts(assistant, cases))
    for name in ("precedents", "cited_measures", "states_unit", "states_deadline", "whole"):
        assert (name, ours[f"draft_{name}"]) == (name, pytest.approx(theirs[name], abs=0.0005))
