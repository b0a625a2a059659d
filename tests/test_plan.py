"""A plan for all problems of a report: its Word file, its ledger, and the command that makes both."""

import json
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from assistant import Assistant
from assistant.cli import main
from assistant.drafting.case import BLANK
from assistant.drafting.findings import findings_of
from assistant.drafting.plan import Plan, draft_entries, write_plan
from assistant.drafting.sheet import COLUMNS
from corpus import parse_file

REPORT = """南山县审计局关于2025年度帮扶资金的审计报告

一、审计发现的主要问题
（一）资产管理方面
1.扶贫车间闲置。南山县4个扶贫车间空置一年，年租金6万元未收取。
（二）食堂管理方面
2.食品留样不足。小学食堂食品留样不足48小时。
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_plan_goes_by_category_and_says_what_it_cannot_draft(
    assistant: Assistant, report: Path, tmp_path: Path
) -> None:
    parsed = parse_file(report)
    entries = tuple(draft_entries(findings_of(parsed), "南山县农业农村局", "2026年9月底前", assistant.draft))
    plan = Plan(parsed.letterhead.title or "", "南山县农业农村局", entries)
    assert [(name, [number for number, _ in found]) for name, found in plan.by_category()] == [
        ("资产管理方面", [1]),
        ("食堂管理方面", [2]),
    ]
    assert (plan.undrafted, plan.by_unit()) == ([2], {"南山县农业农村局": [1, 2]})
    write_plan(plan, tmp_path / "方案.docx")
    document = Document(str(tmp_path / "方案.docx"))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "南山县农业农村局关于南山县审计局关于2025年度帮扶资金的审计报告的整改方案"
    assert lines[1].startswith(
        "本方案针对南山县审计局关于2025年度帮扶资金的审计报告指出的2个问题（资产管理方面1个、食堂管理方面1个）"
    )
    assert [line for line in lines if line[:2] in ("一、", "二、", "三、")] == [
        "一、问题和整改措施",
        "二、责任分工",
        "三、工作要求",
    ]
    assert f"整改措施：{BLANK}。" in lines
    assert any("重新招租" in line for line in lines)
    assert "南山县农业农村局：负责第1、2项问题的整改，共2项。" in lines
    assert [cell.text for cell in document.tables[0].rows[0].cells][:3] == ["序号", "问题来源", "问题"]
    assert len(document.tables[0].rows) == 3
    assert document.tables[0].rows[2].cells[4].text == BLANK
    scale = 247 / sum(width for _, width in COLUMNS)
    assert [round(column.width.mm) for column in document.tables[0].columns] == [round(w * scale) for _, w in COLUMNS]
    assert [comment.text for comment in document.comments if "库中没有" in comment.text]


def test_the_command_writes_plan_and_ledger(
    documents: Path, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path / "data")]
    main(["add", *data, str(documents)])
    capsys.readouterr()
    files = ["--docx", str(tmp_path / "p.docx"), "--xlsx", str(tmp_path / "p.xlsx")]
    assert main(["plan", *data, str(report), *files]) == 0
    assert capsys.readouterr().out == "共 2 个问题，其中 1 个没有依据、未拟措施\n"
    rows = list(openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets[0].iter_rows(values_only=True))
    assert [row[:3] for row in rows[2:]] == [
        (
            1,
            "南山县审计局关于2025年度帮扶资金的审计报告",
            "扶贫车间闲置。南山县4个扶贫车间空置一年，年租金6万元未收取。",
        ),
        (2, "南山县审计局关于2025年度帮扶资金的审计报告", "小学食堂食品留样不足48小时。"),
    ]
    assert (tmp_path / "p.docx").is_file()
    assert main(["plan", *data, str(report), "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["id"], row["category"], row["missing"] is None) for row in told] == [
        ("一（一）1", "资产管理方面", True),
        ("一（二）2", "食堂管理方面", False),
    ]
    assert main(["plan", *data, str(report)]) == 1
    assert capsys.readouterr().err == "错误：请用 --docx 或 --xlsx 指定写入的文件，或用 --json 输出\n"
