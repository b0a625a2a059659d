"""A language model as a second judge, against a server that replies as models do: 是 and 否, yes and no, and nonsense."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from chat_server import Reply, chat_server, fails, says

from assistant import Assistant
from assistant.cli import main
from assistant.config import LLMSettings
from assistant.errors import LLMError
from assistant.llm import LanguageModel
from eval.goldset import GoldQuestion, Passage
from eval.judge import judge, judge_all, verdicts
from eval.outcome import Cited, Outcome, Said

GOLD = GoldQuestion(
    "a", "fact", "多少要讨论？", (), (Passage("办法.txt", "五千元以上的，应当经会议讨论"),), ("五千元", "会议讨论")
)
OUTCOME = Outcome(
    gold=GOLD,
    answer="五千元以上要讨论。[1]\n由主任审批。[1]",
    abstained=False,
    confidence=1.0,
    sentences=(Said("五千元以上要讨论。", (1,)), Said("由主任审批。", (1,))),
    citations=(Cited(1, "办法.txt", "第三条", "五千元以上的，应当经会议讨论。", True),),
    hits=(),
    seconds=0.1,
)


def model(url: str, name: str = "judge") -> LanguageModel:
    return LanguageModel(LLMSettings(url, name, timeout=60.0, silence=30.0, retries=0))


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("1. 是\n2. 否", [True, False]),
        ("1：“不是”。\n2、支持", [False, True]),
        ("好的，核对如下：\n**1.** 否，材料没有提到\n2) Yes", [False, True]),
        ("1. 没有\n2. 不支持", [False, False]),
        ("1. 是", None),
        ("是\n否", None),
        ("无法判断", None),
    ],
)
def test_verdicts_are_read_however_they_are_worded(reply: str, expected: list[bool] | None) -> None:
    with chat_server(says(reply)) as (url, _):
        assert verdicts(model(url), ["甲", "乙"], "材料") == expected


def test_statements_are_numbered_under_the_material() -> None:
    with chat_server(says("1. 是")) as (url, script):
        assert verdicts(model(url), ["五千元\n以上"], "原文") == [True]
        assert script.material == "材料：\n原文\n\n陈述：\n1. 五千元 以上"
        assert verdicts(model(url), [], "原文") is None
        assert verdicts(model(url), ["甲"], " ") is None


def test_faithfulness_and_correctness() -> None:
    # The citations support the first of two sentences; so does the gold (TP 1, FP 1); one of two points is stated (FN 1).
    with chat_server(says("1. 是\n2. 否"), says("1. 是\n2. 否"), says("1. 是\n2. 否")) as (url, script):
        assert judge(model(url), OUTCOME) == {"judge_faithfulness": 1 / 2, "judge_correctness": 1 / (1 + (1 + 1) / 2)}
    assert len(script.requests) == 3


def test_what_was_declined_is_not_judged() -> None:
    assert judge(model("http://127.0.0.1:9/v1"), replace(OUTCOME, abstained=True)) == {}


def test_what_was_judged_is_not_judged_again_but_by_another_model(tmp_path: Path) -> None:
    with chat_server(says("1. 是\n2. 是")) as (url, script):
        first = judge_all(model(url), [OUTCOME], tmp_path)
        assert first == {"a": {"judge_faithfulness": 1, "judge_correctness": 1}}
        assert judge_all(model(url), [OUTCOME], tmp_path) == first
        assert len(script.requests) == 3
        judge_all(model(url, "another"), [OUTCOME], tmp_path)
        assert len(script.requests) == 6


def test_a_model_that_refuses_keeps_what_was_judged_before(tmp_path: Path) -> None:
    yes: Reply = says("1. 是\n2. 是")
    with chat_server(yes, yes, yes, fails(500)) as (url, _), pytest.raises(LLMError):
        judge_all(model(url), [OUTCOME, replace(OUTCOME, gold=replace(GOLD, id="b"))], tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "judged.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["a"]


def test_the_report_shows_them_beside_the_others_and_does_without(
    assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = GoldQuestion("a", "fact", "青山县村级资金能不能用于公务接待？", (), (Passage("办法.txt", "村级资金不得用于公务接待"),), ("公务接待",))  # fmt: skip
    (tmp_path / "gold.jsonl").write_text(json.dumps(question.to_json()), encoding="utf-8")
    command = ["evaluate", "--data", str(assistant.settings.data), str(tmp_path / "gold.jsonl"), "--llm-model", "m"]
    with chat_server(says("村级资金不得用于公务接待。[1]"), says("1. 是")) as (url, _):
        assert main([*command, "--llm-base-url", url, "--output", str(tmp_path / "judged")]) == 0
    measured = json.loads((tmp_path / "judged" / "report.json").read_text(encoding="utf-8"))["measured"]
    assert (measured["judge_faithfulness"], measured["judge_correctness"]) == (1, 1)
    assert "忠实度（模型评判）" in (tmp_path / "judged" / "report.html").read_text(encoding="utf-8")
    with chat_server(says("村级资金不得用于公务接待。[1]"), fails(401)) as (url, _):
        assert main([*command, "--llm-base-url", url, "--output", str(tmp_path / "refused")]) == 0
    assert "报告中没有模型评判的指标，再次运行会续评" in capsys.readouterr().err
    refused = json.loads((tmp_path / "refused" / "report.json").read_text(encoding="utf-8"))["measured"]
    assert "judge_faithfulness" not in refused
