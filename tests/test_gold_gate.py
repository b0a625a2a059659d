"""The sample corpus, its gold set and its gate: answers that got worse do not land."""

import json
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.cli import main
from corpus.samples.make import DOCUMENTS

GOLD = Path(__file__).parents[1] / "eval" / "gold"


@pytest.mark.benchmark
def test_answers_over_the_sample_corpus_pass_the_gate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Assistant(Settings(tmp_path / "data")).add([DOCUMENTS])
    data = ["--data", str(tmp_path / "data")]
    assert main(["gold", "check", *data, str(GOLD / "questions.jsonl")]) == 0
    files = [
        "--drafts",
        str(GOLD / "drafts.jsonl"),
        "--output",
        str(tmp_path / "run"),
        "--gate",
        str(GOLD / "gate.json"),
    ]
    status = main(["evaluate", *data, *files])
    assert (status, capsys.readouterr().err) == (0, "")
    figures = json.loads((tmp_path / "run" / "report.json").read_text(encoding="utf-8"))
    assert figures["questions"] == 112
    assert len(json.loads((tmp_path / "run" / "drafts.json").read_text(encoding="utf-8"))) == 10
