"""A problem in, a draft out, over a plan and a rule of another county."""

from pathlib import Path

import pytest
from conftest import PLAN

from assistant import Assistant
from assistant.errors import InputError

ISSUE = "南山县5个帮扶车间空置一年，厂房租金没有收回。"


def test_a_draft_says_what_who_when_and_what_proves_it(assistant: Assistant) -> None:
    draft = assistant.draft(ISSUE, "南山县农业农村局", "2026年9月底前")
    assert [(measure.heading, measure.text) for measure in draft.measures] == [
        (
            "立行立改",
            "立行立改。针对“南山县5个帮扶车间空置一年，厂房租金没有收回”的问题，逐项核实情况，列出问题清单，明确责任人，"
            "能够立即纠正的立即纠正；重新招租，盘活资产。由南山县农业农村局负责，2026年9月底前完成。"
            "佐证材料：问题清单、整改前后对比资料、办结凭证。",
        ),
        (
            "追缴资金",
            "追缴资金。追缴欠缴租金，存入村集体账户。由南山县农业农村局负责，2026年9月底前完成。"
            "佐证材料：资金收回或归垫凭证、银行回单、追缴台账。",
        ),
        (
            "建立长效机制",
            "建立长效机制。总结同类问题的整改做法，形成工作制度并定期检查执行情况。由南山县农业农村局负责，2026年9月底前完成。"
            "佐证材料：印发的制度文件、制度执行记录。",
        ),
        (
            "举一反三排查",
            "举一反三排查。对同类事项开展全面排查，发现问题一并整改。由南山县农业农村局负责，2026年9月底前完成。"
            "佐证材料：排查报告、同类问题整改清单。",
        ),
    ]
    assert [(c.number, c.document, c.clause, c.quote) for c in draft.citations] == [
        (1, "方案.txt", "一（一）2", "一是重新招租，盘活资产；"),
        (2, "方案.txt", "一（一）2", "二是追缴欠缴租金，存入村集体账户。"),
    ]
    assert [(basis.id, basis.why) for basis in draft.basis] == [
        ("方案.txt#一（一）2", "同类问题（拖欠未收、闲置），同一对象（帮扶车间、租金）")
    ]
    assert draft.warnings == ("责任人没有给出，已写作＿＿",)


def test_what_is_not_given_is_a_blank_and_a_warning(assistant: Assistant) -> None:
    draft = assistant.draft(ISSUE)
    assert (draft.unit, draft.person, draft.deadline) == ("＿＿", "＿＿", "＿＿")
    assert draft.warnings == (
        "没有给出责任单位，已写作＿＿",
        "没有给出整改时限，已写作＿＿",
        "责任人没有给出，已写作＿＿",
    )


def test_a_precedent_that_only_tells_of_its_own_place_is_cited_and_nothing_of_it_said(
    assistant: Assistant, tmp_path: Path
) -> None:
    told = PLAN.replace("重新招租，盘活资产", "截至2023年底已租出2个车间").replace(
        "追缴欠缴租金，存入村集体账户", "目前已追回租金8万元"
    )
    (tmp_path / "方案.txt").write_text(told, encoding="utf-8")
    assistant.add([tmp_path / "方案.txt"], on_same_name="replace")
    draft = assistant.draft(ISSUE, "南山县农业农村局", "2026年9月底前")
    assert [measure.heading for measure in draft.measures] == ["立行立改", "建立长效机制", "举一反三排查"]
    assert {citation.clause for measure in draft.measures for citation in measure.citations} == {"一（一）2"}
    assert draft.warnings[0] == (
        "先例 方案.txt#一（一）2 是同类问题，但只写了当地的情况和数字，没有可以参照的具体做法，请补充本单位的措施"
    )
    assert "8万元" not in " ".join(measure.text for measure in draft.measures)


def test_a_precedent_can_be_taken_out(assistant: Assistant) -> None:
    draft = assistant.draft(ISSUE, without=["方案.txt#一（一）2"])
    assert (draft.measures, draft.basis) == ((), ())
    assert draft.missing is not None


def test_a_precedent_can_be_put_in(assistant: Assistant) -> None:
    draft = assistant.draft("公车私用问题突出。", also=["方案.txt#一（一）1"])
    assert [basis.id for basis in draft.basis] == ["方案.txt#一（一）1"]
    assert "倒排工期，每周调度一次" in draft.text


def test_nothing_is_borrowed_where_nothing_fits(assistant: Assistant) -> None:
    draft = assistant.draft("小学食堂食品留样不足。", "县教育局", "2026年6月底前")
    assert draft.measures == ()
    assert draft.text.startswith(
        "# 整改措施（未拟）\n\n## 一、问题描述\n\n小学食堂食品留样不足。\n\n## 二、说明\n\n库中没有"
    )


def test_an_empty_problem_is_refused(assistant: Assistant) -> None:
    with pytest.raises(InputError, match="是空的"):
        assistant.draft(" ")
