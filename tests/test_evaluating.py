"""Evaluation as a user runs it: runs, reports, comparisons, gates, gold sets checked and drafted."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.cli import main
from eval.compare import compare
from eval.goldset import GoldQuestion, Passage, read_gold
from eval.outcome import Cited, Outcome, Retrieved, Said
from eval.page import render
from eval.report import Report
from eval.runs import FILE, Header, Run, read_run, run
from eval.scoring import score
from eval.wording import summary

GOLD = (
    GoldQuestion(
        "a",
        "fact",
        "青山县村级资金能不能用于公务接待？",
        (),
        (Passage("办法.txt", "村级资金不得用于公务接待"),),
        ("不得用于公务接待",),
    ),
    GoldQuestion(
        "b",
        "measure",
        "河东县扶贫车间闲置怎么整改？",
        (),
        (Passage("方案.txt", "重新招租，盘活资产"),),
        ("盘活资产", "追缴"),
    ),
    GoldQuestion(
        "c",
        "fact",
        "《青山县村级资金管理办法》自什么时候起施行？",
        (),
        (Passage("办法.txt", None, "第五条"),),
        ("2024年4月1日",),
    ),
    GoldQuestion("d", "unanswerable", "北京市住房公积金怎么提取？"),
)


def write_gold(path: Path, *questions: GoldQuestion, also: str = "") -> Path:
    lines = [json.dumps(question.to_json(), ensure_ascii=False) + "\n" for question in questions]
    path.write_text("".join(lines) + also, encoding="utf-8")
    return path


def outcome(gold: GoldQuestion, **changes: Any) -> Outcome:
    """A perfect outcome of a question, or what `changes` make of it."""
    quotes = [passage.quote or "第五条 本办法自2024年4月1日起施行。" for passage in gold.passages]
    perfect = Outcome(
        gold=gold,
        answer="；".join(gold.points) or "地区不符。",
        abstained=not gold.answerable,
        confidence=1.0 if gold.answerable else 0.0,
        sentences=tuple(Said(quote, (n,)) for n, quote in enumerate(quotes, 1)),
        citations=tuple(
            Cited(n, p.document, p.address or "", quote, True)
            for n, (p, quote) in enumerate(zip(gold.passages, quotes, strict=True), 1)
        ),
        hits=tuple(Retrieved(p.document, p.address or "", q) for p, q in zip(gold.passages, quotes, strict=True)),
        seconds=0.01,
    )
    return replace(perfect, **changes)


HEADER = Header(
    "g",
    "c",
    "000001",
    "m",
    {"embedding": "e", "llm": "不用"},
    {},
    {"办法.txt": {"year": 2024, "format": "txt"}, "方案.txt": {"year": None, "format": "txt"}},
)


def test_scores_of_a_perfect_and_of_a_wrong_outcome() -> None:
    ones = {"hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", "cite@1", "gold_cited", "points", "right", "citation_precision", "citation_recall", "verbatim"} | {f"recall@{k}" for k in range(1, 11)}  # fmt: skip
    assert score(outcome(GOLD[0])) == {**dict.fromkeys(ones, 1.0), "length": 8}
    elsewhere = Retrieved("方案.txt", "文首", "村级资金不得用于公务接待")
    wrong = outcome(GOLD[0], hits=(elsewhere, Retrieved("办法.txt", "第四条", "第四条 村级资金不得用于公务接待。")), citations=(), sentences=(Said("可以。", ()),), answer="可以。")  # fmt: skip
    scored = score(wrong)
    assert {name: scored[name] for name in ("hit@1", "hit@5", "mrr@10", "cite@1", "points", "right", "citation_recall")} == {
        "hit@1": 0, "hit@5": 1, "mrr@10": 1 / 2, "cite@1": 0, "points": 0, "right": 0, "citation_recall": 0,
    }  # fmt: skip
    assert "citation_precision" not in scored
    assert score(outcome(GOLD[3])) == {}


def test_report_counts_by_kind_document_format_and_year() -> None:
    report = Report.of(Run(HEADER, (outcome(GOLD[0]), outcome(GOLD[1], abstained=True, answer="文件未提及。"), outcome(GOLD[2]), outcome(GOLD[3], abstained=False))))  # fmt: skip
    assert {title: [(group.name, group.count) for group in groups] for title, groups in report.groups.items()} == {
        "类型": [("fact", 2), ("measure", 1), ("unanswerable", 1)],
        "文件": [("办法.txt", 2), ("方案.txt", 1)],
        "格式": [("txt", 3)],
        "年份": [("2024", 2)],
    }
    measured = report.measured()
    assert (measured["right"], measured["hit@1"], measured["abstention_lost"]) == (
        pytest.approx(2 / 3),
        1,
        pytest.approx(1 / 3),
    )
    assert (measured["abstention_precision"], measured["abstention_recall"]) == (0, 0)
    assert [failed.gold.id for failed in report.failures] == ["b", "d"]


def test_a_run_without_outcomes_is_a_report_too() -> None:
    report = Report.of(Run(HEADER, ()))
    assert (report.measured(), summary(report)) == ({}, "共 0 题。")
    assert "未通过的题（0）" in render(report)


def test_comparison_tells_better_from_worse() -> None:
    questions = [replace(GOLD[0], id=str(n)) for n in range(12)]
    good = Run(HEADER, tuple(outcome(question) for question in questions))
    bad = Run(HEADER, tuple(outcome(q, answer="不知道") if int(q.id) < 10 else outcome(q) for q in questions))
    changes = {change.name: change for change in compare(good, bad).changes}
    right = changes["right"]
    assert (right.before, right.after, right.difference.mean, right.verdict) == (1, 2 / 12, -10 / 12, "worse")
    assert not changes["hit@1"].significant
    assert [before.gold.id for before, _ in compare(good, bad).worse] == [str(n) for n in range(10)]
    assert [after.gold.id for _, after in compare(bad, good).better] == [str(n) for n in range(10)]


def test_a_killed_run_goes_on_where_it_stopped(assistant: Assistant, tmp_path: Path) -> None:
    class Killed(BaseException):
        """As by Ctrl-C."""

    def kill(done: int) -> None:
        if done == 2:
            raise Killed

    folder = tmp_path / "run"
    with pytest.raises(Killed):
        run(assistant, GOLD, folder, kill)
    path = folder / FILE
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1 + 2
    with path.open("a", encoding="utf-8") as file:
        file.write('{"gold": {"id": "c", "ki')  # the last line as a power cut leaves it
    kept = path.read_text(encoding="utf-8").splitlines()[:3]
    assert [one.gold.id for one in read_run(folder).outcomes] == ["a", "b"]
    resumed = run(assistant, GOLD, folder)
    assert path.read_text(encoding="utf-8").splitlines()[:3] == kept
    assert [one.gold for one in resumed.outcomes] == list(GOLD)
    assert read_run(folder) == resumed
    fresh = run(assistant, GOLD, tmp_path / "fresh")
    assert [replace(one, seconds=0) for one in fresh.outcomes] == [replace(one, seconds=0) for one in resumed.outcomes]
    assert fresh.header == resumed.header


def test_evaluate_writes_a_report_and_holds_it_to_a_gate(
    assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = write_gold(tmp_path / "gold.jsonl", *GOLD, also='{"id": "e"}\n')
    gate, output = tmp_path / "gate.json", tmp_path / "out"
    command = [
        "evaluate",
        "--data",
        str(assistant.settings.data),
        str(gold),
        "--output",
        str(output),
        "--gate",
        str(gate),
    ]
    gate.write_text('{"at_least": {"right": 1.0, "abstention_f1": 1.0}, "at_most": {"seconds_p95": 60}}')
    assert main(command) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(
        "共 4 题，有答案的题答对 100%，前十条检索到依据 100%，无答案的 1 题谢绝了 1 题，有答案却谢绝 0 题，95% 的回答在 "
    )
    assert printed.err == "gold.jsonl 第 5 行：缺少 question，已跳过，请改正\n"
    figures = json.loads((output / "report.json").read_text(encoding="utf-8"))
    assert (figures["questions"], figures["measured"]["right"], figures["failed"]) == (4, 1, [])
    page = (output / "report.html").read_text(encoding="utf-8")
    assert re.findall(r"""(?:https?:)?//|url\(|@import|<script|<link|src=""", page) == []
    assert "未通过的题（0）" in page
    gate.write_text('{"at_least": {"hit@1": 1.5}, "at_most": {"length": 1}}')
    assert main(command) == 3
    assert [line.split("，")[-1] for line in capsys.readouterr().err.splitlines()[1:]] == ["低于 1.5", "高于 1.0"]


@pytest.mark.parametrize(
    ("gate", "message"),
    [
        ("{", "不是门槛文件"),
        ('{"at_least": {"right": "high"}}', "不是门槛文件"),
        ('{"at_least": {"rihgt": 1}}', "门槛文件中的指标 rihgt 没有测得，可用的指标："),
    ],
)
def test_a_malformed_gate_is_one_line(
    assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str], gate: str, message: str
) -> None:
    (tmp_path / "gate.json").write_text(gate)
    gold = write_gold(tmp_path / "gold.jsonl", GOLD[0])
    options = ["--output", str(tmp_path / "out"), "--gate", str(tmp_path / "gate.json")]
    assert main(["evaluate", "--data", str(assistant.settings.data), str(gold), *options]) == 1
    error = capsys.readouterr().err
    assert (error.count("\n"), message in error) == (1, True)


def test_a_worse_setting_is_caught_by_comparison_and_gate(
    assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The worse setting is a library from which one of the two documents was lost."""
    gold = write_gold(tmp_path / "gold.jsonl", *[replace(GOLD[n % 3], id=f"q{n}") for n in range(12)])  # fmt: skip
    (tmp_path / "gate.json").write_text('{"at_least": {"right": 0.9}}')
    command = ["evaluate", "--data", str(assistant.settings.data), str(gold), "--gate", str(tmp_path / "gate.json")]
    assert main([*command, "--output", str(tmp_path / "before")]) == 0
    assistant.remove("办法.txt")
    assert main([*command, "--output", str(tmp_path / "after")]) == 3
    assert main([*command, "--output", str(tmp_path / "before")]) == 1  # another library: not the same run
    capsys.readouterr()
    comparison = [
        "evaluate",
        "--data",
        str(assistant.settings.data),
        "--compare",
        str(tmp_path / "before"),
        str(tmp_path / "after"),
    ]
    assert main(comparison) == 0
    printed = capsys.readouterr().out
    assert re.search(r"\| 回答正确 \| 100\.0% \| 33\.3% \| −66\.7%（.*） \| 0\.0\d\d \| 显著变差 \|", printed)
    assert "## 变差的题（8）" in printed
    assert main([*comparison, "--gate", str(tmp_path / "gate.json")]) == 3


def test_check_finds_what_the_corpus_does_not_hold(
    assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [
        replace(GOLD[0], id="x", passages=(Passage("办法.txt", "村级资金可以用于公务接待"),)),
        replace(
            GOLD[1],
            id="y",
            passages=(Passage("别的.txt", "话"), Passage("方案.txt", None, "第九条")),
            points=("没有的话",),
        ),
        GoldQuestion("z", "fact", "没有出处的问题？"),
    ]
    gold = write_gold(tmp_path / "gold.jsonl", *GOLD, *wrong)
    assert main(["gold", "check", "--data", str(assistant.settings.data), str(gold)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "x：与 a 的问题相同，请删去一个",
        "x：办法.txt 中没有“村级资金可以用于公务接待”，请从原文复制",
        "y：与 b 的问题相同，请删去一个",
        "y：库中没有文件 别的.txt，请先收录，或改正文件名",
        "y：方案.txt 中没有 第九条，可用 assistant show 方案.txt 查看地址",
        "y：要点“没有的话”不在所引文件中",
        "z：没有出处；请补上原文或条款，确无答案的请把类型写成 unanswerable",
        "7 题，其中待确认 0 题，问题 7 处",
    ]
    assert main(["gold", "check", "--data", str(assistant.settings.data), str(write_gold(gold, *GOLD))]) == 0


def test_drafted_questions_hold_and_wait_for_a_person(
    assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, data = tmp_path / "draft.jsonl", str(assistant.settings.data)
    assert main(["gold", "draft", "--data", data, str(path), "--count", "9"]) == 0
    drafted = read_gold(path).questions
    assert len(drafted) == 9
    assert {question.proposed for question in drafted} == {True}
    assert "河东县“道路项目进度滞后”的问题由哪个单位负责整改？" in {question.question for question in drafted}
    assert main(["gold", "check", "--data", data, str(path)]) == 0
    assert main(["evaluate", "--data", data, str(path), "--output", str(tmp_path / "out")]) == 1
    assert "题目都待确认" in capsys.readouterr().err
    assert main(["gold", "draft", "--data", data, str(path)]) == 1
