"""The report on how rectification stands: what a ledger says of each problem, and what is counted from which cells."""

import datetime
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from assistant.cli import main
from assistant.drafting.checking import check
from assistant.drafting.fit import problem_reader
from assistant.drafting.ledger import read_ledger
from assistant.drafting.progress import State, Told, standings, state_of, total
from assistant.drafting.report import Report, write_report

ROWS = (
    ("白沙县2025年审计发现问题整改台账",),
    ("序号", "问题类别", "存在问题", "涉及金额（万元）", "整改措施", "责任单位", "责任人", "整改时限", "整改进展", "佐证材料"),
    (1, "资金", "场租未上缴国库", 9.7, "上缴国库", "县文化馆", "何静", "2025年6月底", "已上缴9.7万元，已销号", "缴款书"),
    (2, "资金", "重复列支培训费3.2万元", 3.2, "追回培训费", "县农广校", "吴越", "2025年9月底", "已追回1.2万元，其余正在追缴", None),
    (3, "制度", "公务用车没有管理制度", None, "制定制度", "县水文站", None, "2025年10月10日", "已完成，印发《县水文站公务用车管理办法》", None),
    (4, "制度", "固定资产未盘点", None, None, "县气象局", "郑强", "2026年3月底", None, None),
    (None, None, None, None, "补记账簿", "县财政局", "王敏", "2026年4月底", None, None),
    ("合计", None, None, 12.9, None, None, None, None, None, None),
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    sheet = (book := openpyxl.Workbook()).active
    assert sheet is not None
    sheet.title = "台账"
    for row in ROWS:
        sheet.append(row)
    for area in ("A1:J1", "A6:A7", "B6:B7", "C6:C7", "D6:D7"):
        sheet.merge_cells(area)
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


@pytest.mark.parametrize(
    ("progress", "state"),
    [
        ("已销号", State.DONE),
        ("是", State.DONE),
        ("100%", State.DONE),
        ("已完成60%", State.UNDER_WAY),
        ("正在申请销号", State.UNDER_WAY),
        ("部分已完成，剩余2笔未追回", State.UNDER_WAY),
        ("未销号", State.OPEN),
        ("尚未启动", State.OPEN),
        ("", State.OPEN),
    ],
)
def test_states_by_the_words_of_progress(progress: str, state: State) -> None:
    assert state_of(progress) is state


def test_each_problem_stands_once_with_its_sums_and_their_cells(ledger: Path) -> None:
    found = standings(read_ledger(ledger))
    assert [(one.number, len(one.rows), one.state, one.amount, one.recovered, one.issued) for one in found] == [
        (1, 1, State.DONE, Told(Decimal(97000), ("台账!D3",)), Told(Decimal(97000), ("台账!I3",)), ()),
        (2, 1, State.UNDER_WAY, Told(Decimal(32000), ("台账!D4",)), Told(Decimal(12000), ("台账!I4",)), ()),
        (3, 1, State.DONE, None, None, ("《县水文站公务用车管理办法》",)),
        (4, 2, State.OPEN, None, None, ()),
    ]
    assert total(one.amount for one in found) == Told(Decimal(129000), ("台账!D3", "台账!D4"))
    assert total([None]) is None


def test_the_report_counts_and_names_its_cells(ledger: Path, tmp_path: Path) -> None:
    day = datetime.date(2025, 12, 1)
    report = Report("白沙县2025年审计发现问题整改台账", "白沙县审计局", day, tuple(standings(read_ledger(ledger))))
    assert [standing.number for standing in report.overdue] == [2]
    write_report(report, tmp_path / "报告.docx")
    document = Document(str(tmp_path / "报告.docx"))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "白沙县审计局关于白沙县2025年审计发现问题整改情况的报告",
        "一、总体情况",
        "《白沙县2025年审计发现问题整改台账》共列问题4个。截至2025年12月1日，已完成整改2个，正在推进1个，尚未完成1个，整改完成率50.0%。",
        "涉及金额12.9万元。",
        "其中已完成整改的问题涉及金额9.7万元。",
        "已追回、收缴、退还资金10.9万元。",
        "二、已完成整改的问题",
        "1.场租未上缴国库。",
        "整改措施：上缴国库。进展情况：已上缴9.7万元，已销号。佐证材料：缴款书。",
        "3.公务用车没有管理制度。",
        "整改措施：制定制度。进展情况：已完成，印发《县水文站公务用车管理办法》。",
        "三、正在推进的问题",
        "2.重复列支培训费3.2万元。",
        "整改措施：追回培训费。进展情况：已追回1.2万元，其余正在追缴。责任单位：县农广校。整改时限：2025年9月底（已超期）。",
        "四、尚未完成的问题",
        "4.固定资产未盘点。",
        "整改措施：补记账簿。责任单位：县气象局、县财政局。整改时限：2026年4月底。",
        "五、制度建设",
        "整改中印发或修订制度1项：《县水文站公务用车管理办法》。",
        "六、下一步安排",
        "已超过整改时限的第2项问题，由责任单位说明原因，重新报批完成时间。",
        "2026年4月30日前：第4项问题，由县气象局、县财政局完成整改并提交佐证材料。",
        "白沙县审计局",
        "＿＿年＿＿月＿＿日",
    ]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["类别", "问题数", "已完成整改", "正在推进", "尚未完成", "涉及金额"],
        ["资金", "2", "1", "1", "0", "12.9万元"],
        ["制度", "2", "1", "0", "1", "—"],
        ["合计", "4", "2", "1", "1", "12.9万元"],
    ]
    with zipfile.ZipFile(tmp_path / "报告.docx") as parts:
        notes = parts.read("word/footnotes.xml").decode()
    assert "据台账单元格台账!D3、台账!D4（共2格）" in notes


def test_the_command_writes_it(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "报告.docx"
    arguments = ["report", "--data", str(tmp_path / "d"), str(ledger), "--docx", str(output), "--today", "2025-12-01"]
    assert main(arguments) == 0
    assert capsys.readouterr().out == (f"共 4 个问题：已完成整改 2，正在推进 1，尚未完成 1，超期 1；写入 {output}\n")
    assert Document(str(output)).paragraphs[0].text == "关于白沙县2025年审计发现问题整改情况的报告"


def test_checking_asks_for_persons_evidence_and_what_is_due_soon(ledger: Path) -> None:
    found = check(read_ledger(ledger), problem_reader(), datetime.date(2026, 3, 20))
    assert [(finding.cell, finding.kind) for finding in found if finding.kind != "措施与问题不对应"] == [
        ("台账!H4", "已过时限"),
        ("台账!G5", "缺责任人"),
        ("台账!J5", "缺佐证材料"),
        ("台账!E6", "缺整改措施"),
        ("台账!H6", "临近时限"),
    ]
