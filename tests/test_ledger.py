"""A ledger kept by hand: read, checked, and filled without touching anything else."""

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from assistant import Assistant
from assistant.drafting.checking import check
from assistant.drafting.filling import fill
from assistant.drafting.fit import problem_reader
from assistant.drafting.ledger import read_ledger
from assistant.drafting.terms import due, names_no_day
from assistant.errors import InputError

TODAY = datetime.date(2026, 3, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A workbook with a title, a header of two rows, merged cells, a sum, a comment, and sheets that are no ledger."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "整改台账"
    sheet.append(["南山县审计问题整改台账"])
    sheet.append(["序号", "问题", None, "整改措施", "责任", None, "整改时限", "金额", "整改进展"])
    sheet.append([None, "具体问题", "问题描述", None, "责任单位", "责任人", None, None, None])
    for area in ("A1:I1", "A2:A3", "B2:C2", "D2:D3", "E2:F2", "G2:G3", "H2:H3", "I2:I3"):
        sheet.merge_cells(area)
    sheet.append([1, "扶贫车间闲置", "4个扶贫车间空置，租金未收取。", None, "县农业农村局", "", "2026年9月底前", 12])
    sheet.append([2, "食堂管理", "食堂食品留样不足。", None, None, None, "2026年6月底前", 3])
    sheet.append(
        [3, "道路进度慢", "2个道路项目进度滞后，未按期完工。", "尽快整改。", "县交通运输局", None, "2025年12月底前", 5]
    )
    sheet.append(
        [4, "道路进度慢", "2个道路项目进度滞后，未按期完工。", "倒排工期，每周调度。", "县交通运输局", None, None, 5]
    )
    sheet.append(["合计", None, None, None, None, None, None, "=SUM(H4:H7)"])
    sheet["A1"].font = Font(size=20, bold=True)
    sheet["D4"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["D4"].alignment = Alignment(wrap_text=True)
    sheet["B4"].comment = Comment("请核实", "审计")
    sheet.column_dimensions["D"].width = 55
    sheet.row_dimensions[4].height = 80
    notes = book.create_sheet("填表说明")
    notes["A1"], notes["B2"] = "每月25日前报送", "=TODAY()"
    book.create_sheet("隐藏").sheet_state = "hidden"
    path = tmp_path / "台账.xlsx"
    book.save(path)
    return path


def test_reading_finds_the_problems_with_the_cells_that_tell_of_them(ledger: Path) -> None:
    rows = read_ledger(ledger)
    assert [(row.number, row.issue, row.cells["measures"].address, row.text("unit")) for row in rows] == [
        (4, "扶贫车间闲置。4个扶贫车间空置，租金未收取。", "整改台账!D4", "县农业农村局"),
        (5, "食堂管理。食堂食品留样不足。", "整改台账!D5", ""),
        (6, "道路进度慢。2个道路项目进度滞后，未按期完工。", "整改台账!D6", "县交通运输局"),
        (7, "道路进度慢。2个道路项目进度滞后，未按期完工。", "整改台账!D7", "县交通运输局"),
    ]


def test_checking_points_at_cells(ledger: Path) -> None:
    found = check(read_ledger(ledger), problem_reader(), TODAY)
    assert [(finding.cell, finding.kind) for finding in found if finding.kind != "缺责任人"] == [
        ("整改台账!D4", "缺整改措施"),
        ("整改台账!D5", "缺整改措施"),
        ("整改台账!E5", "缺责任单位"),
        ("整改台账!D6", "措施笼统"),
        ("整改台账!G6", "已过时限"),
        ("整改台账!G7", "缺整改时限"),
        ("整改台账!C7", "重复"),
    ]
    assert [finding.cell for finding in found if finding.kind == "缺责任人"] == [
        f"整改台账!F{row}" for row in (4, 5, 6, 7)
    ]
    texts = {(finding.cell, finding.kind): finding.text for finding in found}
    assert texts["整改台账!D6", "措施笼统"] == "“尽快”没有写明做什么、如何检查，请具体化"
    assert texts["整改台账!C7", "重复"] == "与 整改台账!C6 是同一问题，请核对后合并"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026年9月底前", datetime.date(2026, 9, 30)),
        ("2026年12月", datetime.date(2026, 12, 31)),
        ("2026-02-10", datetime.date(2026, 2, 10)),
        ("2026年2月31日", None),
        ("长期坚持", None),
    ],
)
def test_a_deadline_ends_on_its_last_day(text: str, last: datetime.date | None) -> None:
    assert due(text) == last


def test_a_day_that_the_calendar_lacks_is_none() -> None:
    assert [names_no_day(text) for text in ("2026年2月30日", "2026年13月", "2026年2月底", "立行立改")] == [
        True,
        True,
        False,
        False,
    ]


def test_filling_changes_the_listed_cells_alone(assistant: Assistant, ledger: Path, tmp_path: Path) -> None:
    output = tmp_path / "已填.xlsx"
    changes = fill(ledger, output, assistant.draft)
    assert [change.cell for change in changes] == ["整改台账!D4"]
    before, after = openpyxl.load_workbook(ledger), openpyxl.load_workbook(output)
    assert after.sheetnames == [*before.sheetnames, "填写说明"]
    differing = []
    for sheet in before.worksheets:
        other = after[sheet.title]
        assert (sheet.dimensions, sheet.sheet_state) == (other.dimensions, other.sheet_state)
        assert sheet.merged_cells.ranges == other.merged_cells.ranges
        assert {k: v.width for k, v in sheet.column_dimensions.items()} == {
            k: v.width for k, v in other.column_dimensions.items()
        }
        heights, others = (
            {k: v.height for k, v in each.row_dimensions.items() if (sheet.title, k) != ("整改台账", 4)}
            for each in (sheet, other)
        )
        assert heights == others
        for row in sheet.iter_rows():
            for cell in row:
                twin = other[cell.coordinate]
                assert (cell._style, cell.comment and cell.comment.text) == (
                    twin._style,
                    twin.comment and twin.comment.text,
                )
                if cell.value != twin.value:
                    differing.append(f"{sheet.title}!{cell.coordinate}")
    assert differing == ["整改台账!D4"]
    assert after["整改台账"]["D4"].value == changes[0].text
    assert 80 < after["整改台账"].row_dimensions[4].height <= 409
    listed = [row[:3] for row in after["填写说明"].iter_rows(values_only=True)]
    assert listed == [
        ("单元格", "问题", "填写内容"),
        ("整改台账!D4", "扶贫车间闲置。4个扶贫车间空置，租金未收取。", changes[0].text),
        ("整改台账!D5", "食堂管理。食堂食品留样不足。", "（未填写）"),
    ]


def test_what_is_written_breaks_its_lines_in_the_font_of_its_cell(
    assistant: Assistant, ledger: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(ledger)
    sheet = book["整改台账"]
    sheet["D4"].alignment, sheet["D4"].font = Alignment(), Font(name="仿宋", size=14)
    sheet.row_dimensions[4].height = None
    book.save(ledger)
    fill(ledger, tmp_path / "已填.xlsx", assistant.draft)
    filled = openpyxl.load_workbook(tmp_path / "已填.xlsx")["整改台账"]
    assert (filled["D4"].alignment.wrap_text, filled["D4"].font.name, filled["D4"].font.size) == (True, "仿宋", 14)
    assert filled.row_dimensions[4].height > 14 * 1.35 * len(filled["D4"].value) / 27


def test_a_problem_with_measures_in_rows_of_their_own_is_told_the_next_one(
    assistant: Assistant, tmp_path: Path
) -> None:
    sheet = (book := openpyxl.Workbook()).worksheets[0]
    for row in (
        ["序号", "问题", "整改措施", "责任单位", "整改时限"],
        [1, "扶贫车间闲置，租金未收回", "1.重新招租，盘活资产", "县农业农村局", "2099年6月底前"],
        [None, None, None, "县农业农村局", "2099年9月底前"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "台账.xlsx")
    (change,) = fill(tmp_path / "台账.xlsx", tmp_path / "已填.xlsx", assistant.draft)
    assert (change.cell, change.text[:2], change.text.count("\n")) == ("Sheet!C3", "2.", 0)
    assert "重新招租" not in change.text


def test_chosen_rows_are_drafted_anew(assistant: Assistant, ledger: Path, tmp_path: Path) -> None:
    changes = fill(ledger, tmp_path / "已填.xlsx", assistant.draft, {6})
    assert [change.cell for change in changes] == ["整改台账!D6"]
    assert "倒排工期，每周调度一次" in changes[0].text


def test_a_formula_is_never_overwritten(assistant: Assistant, ledger: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(ledger)
    book["整改台账"]["D4"] = "=B4"
    book.save(ledger)
    output = tmp_path / "已填.xlsx"
    assert fill(ledger, output, assistant.draft) == []
    assert openpyxl.load_workbook(output)["整改台账"]["D4"].value == "=B4"


def test_what_is_no_ledger_is_refused(tmp_path: Path, ledger: Path, assistant: Assistant) -> None:
    with pytest.raises(InputError, match="不存在"):
        read_ledger(tmp_path / "无.xlsx")
    with pytest.raises(InputError, match="不是台账能用的格式"):
        read_ledger(Path(__file__))
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    with pytest.raises(InputError, match="没有找到台账"):
        read_ledger(tmp_path / "空.xlsx")
    with pytest.raises(InputError, match="就是原文件"):
        fill(ledger, ledger, assistant.draft)
    with pytest.raises(InputError, match="请把 b"):
        fill(ledger, tmp_path / "b.csv", assistant.draft)
    with pytest.raises(InputError, match="第 99 行不是台账中的问题"):
        fill(ledger, tmp_path / "b.xlsx", assistant.draft, {99})
