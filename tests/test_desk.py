"""Evaluation as the page offers it: run, compare, and questions of the chat made into gold."""

import json
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import InputError
from eval.desk import Desk
from eval.goldset import GoldQuestion, Passage

QUESTION = {
    "id": "q1",
    "kind": "fact",
    "question": "单笔支出多少元以下由村委会主任审批？",
    "quotes": [{"doc": "办法.txt", "quote": "单笔支出在五千元以下的，由村委会主任审批"}],
    "points": ["五千元"],
}


@pytest.fixture
def desk(assistant: Assistant, tmp_path: Path) -> Desk:
    gold = tmp_path / "题目.jsonl"
    gold.write_text(json.dumps(QUESTION, ensure_ascii=False) + "\n", encoding="utf-8")
    opened = Desk(assistant)
    assert opened.keep(gold, "题目.jsonl") == ()
    return opened


def test_a_set_is_run_and_its_report_read(desk: Desk) -> None:
    assert desk.gold_sets() == ["questions.jsonl", "题目.jsonl"]
    told = list(desk.start("题目.jsonl"))
    assert [(done, total) for done, total, _ in told] == [(0, 1), (1, 1)]
    ((name, summary),) = desk.runs()
    assert name == told[-1][2]
    assert summary.startswith("共 1 题，")
    assert "<svg" in desk.report(name)


def test_two_runs_are_compared(desk: Desk) -> None:
    (*_, (_, _, name)) = desk.start("题目.jsonl")
    assert desk.compare(name, name).startswith("# 两次评测的比较\n\n| 指标 |")


def test_an_unknown_run_is_said_to_be_missing(desk: Desk) -> None:
    with pytest.raises(InputError, match=r"没有名为 \.\./\.\./index 的评测"):
        desk.report("../../index")


def test_a_question_of_the_chat_becomes_gold_when_it_is_accepted(desk: Desk, assistant: Assistant) -> None:
    answer = assistant.ask("村级资金由谁统一核算？").to_json()
    assert desk.propose("村级资金由谁统一核算？", ["先前的问题"], answer) == "c001"
    assert [question.id for question in desk.proposed()] == ["c001"]
    with pytest.raises(InputError, match="还没有已确认的题目"):
        list(desk.start("来自问答.jsonl"))
    with pytest.raises(InputError, match=r"办法\.txt 中没有 第九条"):
        desk.accept("c001", "办法.txt", "第九条", [])
    desk.accept("c001", "办法.txt", "第二条", ["乡镇农经站", " "])
    assert desk.proposed() == []
    kept = json.loads((assistant.settings.data / "evaluation" / "gold" / "来自问答.jsonl").read_text(encoding="utf-8"))
    assert (
        kept
        == GoldQuestion(
            "c001",
            "fact",
            "村级资金由谁统一核算？",
            ("先前的问题",),
            (Passage("办法.txt", address="第二条"),),
            ("乡镇农经站",),
        ).to_json()
    )


def test_a_question_without_an_answer_is_accepted_as_such_or_forgotten(desk: Desk, assistant: Assistant) -> None:
    answer = assistant.ask("月球基地归谁管？").to_json()
    desk.propose("月球基地归谁管？", [], answer)
    desk.propose("火星基地归谁管？", [], answer)
    desk.accept("c001", "", "", [])
    desk.discard("c002")
    assert desk.proposed() == []
    (*_, (done, total, _)) = desk.start("来自问答.jsonl")
    assert (done, total) == (1, 1)
