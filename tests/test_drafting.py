"""A problem in, a draft out, over a plan and a rule of another county."""

from pathlib import Path

import pytest
from conftest import PLAN

from assistant import Assistant
from assistant.drafting import basis
from assistant.drafting.basis import DOUBTFUL, SURE
from assistant.errors import InputError

ISSUE = "南山县4个扶贫车间空置一年，年租金6万元未收取。"


def test_a_draft_says_what_who_when_and_what_proves_it(assistant: Assistant) -> None:
    draft = assistant.draft(ISSUE, "南山县农业农村局", "2026年9月底前")
    assert [(measure.heading, measure.text, measure.evidence) for measure in draft.measures] == [
        (
            "立行立改",
            "立行立改。针对“南山县4个扶贫车间空置一年，年租金6万元未收取”的问题，逐项核实情况，能够立即纠正的立即纠正，"
            "其余限期整改；重新招租，盘活资产。",
            "问题清单、整改前后对比资料、办结凭证",
        ),
        ("追缴资金", "追缴资金。追缴欠缴租金，存入村集体账户。", "资金收回或归垫凭证、银行回单、追缴台账"),
        (
            "建立长效机制",
            "建立长效机制。总结同类问题的整改做法，形成工作制度并定期检查执行情况。",
            "印发的制度文件、制度执行记录",
        ),
        (
            "举一反三排查",
            "举一反三排查。对同类事项开展全面排查，发现问题一并整改。",
            "排查报告、同类问题整改清单",
        ),
    ]
    assert {(measure.unit, measure.deadline) for measure in draft.measures} == {("南山县农业农村局", "2026年9月底前")}
    assert "责任单位：南山县农业农村局\n\n责任人：＿＿\n\n整改时限：2026年9月底前" in draft.text
    assert [(c.number, c.document, c.clause, c.quote) for c in draft.citations] == [
        (1, "方案.txt", "一（一）2", "一是重新招租，盘活资产；"),
        (2, "方案.txt", "一（一）2", "二是追缴欠缴租金，存入村集体账户。"),
    ]
    assert [basis.id for basis in draft.basis] == ["方案.txt#一（一）2"]
    assert draft.basis[0].probability >= SURE
    assert draft.basis[0].why == f"同类问题（把握 {draft.basis[0].probability:.0%}）"
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
        "追缴欠缴租金，存入村集体账户", "目前租金收缴率为九成"
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


def test_what_may_fit_is_shown_and_can_be_put_in(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basis, "SURE", 0.9)
    draft = assistant.draft("2条通村路未按期完工。", "南山县交通运输局")
    assert (draft.measures, draft.basis) == ((), ())
    (near,) = draft.doubtful
    assert (near.id, DOUBTFUL <= near.probability < 0.9) == ("方案.txt#一（一）1", True)
    assert near.why.startswith("可参考：未能确认是同类问题")
    assert draft.missing and draft.missing.endswith(
        "可参考、但不能确认适用的有：方案.txt#一（一）1（道路项目进度滞后。）。"
    )
    put_in = assistant.draft("2条通村路未按期完工。", "南山县交通运输局", also=[near.id])
    assert [one.id for one in put_in.basis] == [near.id]
    assert "倒排工期，每周调度一次" in put_in.text


def test_nothing_is_borrowed_where_nothing_fits(assistant: Assistant) -> None:
    draft = assistant.draft("小学食堂食品留样不足。", "县教育局", "2026年6月底前")
    assert draft.measures == ()
    assert draft.text.startswith(
        "# 整改措施（未拟）\n\n## 一、问题描述\n\n小学食堂食品留样不足。\n\n## 二、说明\n\n库中没有"
    )


def test_an_empty_problem_is_refused(assistant: Assistant) -> None:
    with pytest.raises(InputError, match="是空的"):
        assistant.draft(" ")
