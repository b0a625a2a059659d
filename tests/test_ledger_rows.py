"""Rows of ledgers that are no problems, and names of columns as offices write them."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from assistant.drafting.checking import Finding, check
from assistant.drafting.fit import problem_reader
from assistant.drafting.ledger import read_ledger
from corpus import parse_file
from corpus.ledgers import columns_of, is_entry


@pytest.mark.parametrize(
    ("cells", "entry"),
    [
        (("1", "挂账未清理", "清理"), True),
        (("合计", "", "12.5"), False),
        (("", "总计", "3"), False),
        (("注：金额单位为万元", "", ""), False),
        (("填表单位（盖章）：安溪县审计局", "填报时间：2025年1月2日"), False),
        (("填表人：何敏", "审核人：周强"), False),
        (("备注说明不完整的问题", "补充"), True),
    ],
)
def test_what_sums_up_or_signs_is_no_entry(cells: tuple[str, ...], entry: bool) -> None:
    assert is_entry(cells) is entry


def test_columns_are_known_by_the_names_that_offices_give_them() -> None:
    names = ["序号", "问题描述", "整改举措", "牵头单位", "配合单位", "责任领导", "办结时间", "整改状态", "备注"]
    assert columns_of(names) == {
        "description": 1, "measures": 2, "units": 3, "joint": 4, "person": 5, "deadline": 6, "progress": 7,
    }  # fmt: skip
    assert columns_of(["问题", "整改内容", "责任股室", "销号情况"]) == {
        "problem": 0, "measures": 1, "units": 2, "progress": 3,
    }  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    sheet = (book := openpyxl.Workbook()).active
    assert sheet is not None
    for row in [
        ["序号", "问题", "整改举措", "责任单位", "整改时限", "整改状态"],
        [1, "食堂账目不清", "重建账簿并公示", "县一中", "2024年2月30日", "正在推进"],
        [2, "超标准采购空调6台", "退回4台空调", "县医院", "尽快", "未销号"],
        [3, "房租未上缴财政8.4万元", "补缴8.4万元", "县文旅局", "2024年3月底", "是"],
        [4, "合同未备案", "补办备案3份", "县水利局", "2024年3月底", "已完成60%"],
        ["合计", None, None, None, None, None],
        ["填表人：何敏", None, None, "审核人：周强", None, None],
    ]:
        sheet.append(row)
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def test_only_problems_are_records(ledger: Path) -> None:
    assert [record.problem.text for record in parse_file(ledger).records] == [
        "食堂账目不清", "超标准采购空调6台", "房租未上缴财政8.4万元", "合同未备案",
    ]  # fmt: skip


def test_dates_that_do_not_exist_and_terms_that_bind_nobody_are_found(ledger: Path) -> None:
    assert check(read_ledger(ledger), problem_reader(), datetime.date(2025, 1, 1)) == [
        Finding("Sheet!E2", "日期不存在", "“2024年2月30日”不是日历上的日期，请更正"),
        Finding("Sheet!E3", "时限不明确", "“尽快”没有说到哪一天，请写明日期"),
        Finding("Sheet!E5", "已过时限", "时限为2024年3月底，尚未写明完成，请更新进展或时限"),
    ]


def test_what_is_filled_in_above_a_header_is_no_header(tmp_path: Path) -> None:
    sheet = (book := openpyxl.Workbook()).active
    assert sheet is not None
    for row in [
        ["岑溪县整改台账", None, None, None],
        ["填报单位：岑溪县水利局", None, "截止时间：2025年3月31日", None],
        ["序号", "问题", "整改举措", "牵头单位"],
        [1, "1.账目不清", "重建账簿", "县一中"],
    ]:
        sheet.append(row)
    for area in ("A1:D1", "A2:B2", "C2:D2"):
        sheet.merge_cells(area)
    book.save(tmp_path / "台账.xlsx")
    parsed = parse_file(tmp_path / "台账.xlsx")
    assert parsed.text.split("\n") == [
        "岑溪县整改台账",
        "填报单位：岑溪县水利局　截止时间：2025年3月31日",
        "序号\t问题\t整改举措\t牵头单位",
        "1\t1.账目不清\t重建账簿\t县一中",
    ]
    assert [(record.problem.text, record.units[0].text) for record in parsed.records] == [("账目不清", "县一中")]
