"""Spreadsheets, CSV: rows as records with their column names."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from corpus import UnreadableFileError, parse_file
from corpus.readers import Reading, ReadingWarning, read
from corpus.readers.sheet import shown


def ledger(path: Path) -> Path:
    """A ledger with a title, a header of two lines, merged cells, a date, a percentage and a hidden row."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "整改台账"
    for row in [
        ["青禾县整改台账", None, None, None, None, None],
        ["序号", "存在问题", "整改措施", "责任", None, "完成时限"],
        [None, None, None, "责任单位", "责任人", None],
        [1, "账目不清", "一是核对；\n二是补记", "县财政局、县审计局", "张某", datetime.datetime(2023, 12, 31)],
        [2, "进度慢", "加快开工", "县水务局", "李某", "立行立改"],
        [3, "利用率低", "盘活", None, "王某", 0.5],
    ]:
        sheet.append(row)
    for area in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "D5:D6"):
        sheet.merge_cells(area)
    sheet["F4"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["F6"].number_format = "0.0%"
    sheet.row_dimensions[5].hidden = True
    book.create_sheet("选项").append(["甲", "乙"])
    book["选项"].sheet_state = "hidden"
    book.save(path)
    return path


def test_a_ledger(tmp_path: Path) -> None:
    assert read(ledger(tmp_path / "台账.xlsx")) == Reading(
        "青禾县整改台账\n"
        "序号\t存在问题\t整改措施\t责任单位\t责任人\t完成时限\n"
        "1\t账目不清\t一是核对； 二是补记\t县财政局、县审计局\t张某\t2023年12月31日\n"
        "2\t进度慢\t加快开工\t县水务局\t李某\t立行立改\n"
        "3\t利用率低\t盘活\t县水务局\t王某\t50.0%",
        warnings=(
            ReadingWarning(None, "隐藏的工作表 选项 没有收录，需要时请取消隐藏后再收录"),
            ReadingWarning(None, "工作表 整改台账 有 1 个隐藏行（第 5 行等），已一并收录"),
        ),
    )


def test_rows_are_records_with_deadline_and_units(tmp_path: Path) -> None:
    parsed = parse_file(ledger(tmp_path / "台账.xlsx"))
    told = [
        (
            r.address,
            r.problem.text,
            [m.text for m in r.measures],
            [u.text for u in r.units],
            r.deadline and r.deadline.text,
        )
        for r in parsed.records
    ]
    assert told == [
        ("台账第1行", "账目不清", ["一是核对；", "二是补记"], ["县财政局", "县审计局"], "2023年12月31日"),
        ("台账第2行", "进度慢", ["加快开工"], ["县水务局"], "立行立改"),
        ("台账第3行", "利用率低", ["盘活"], ["县水务局"], "50.0%"),
    ]


def test_each_sheet_is_headed_by_its_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title in ("一季度", "二季度"):
        sheet = book.create_sheet(title)
        sheet.append(["序号", "问题", "整改措施"])
        sheet.append([1, f"{title}问题", "整改"])
    path = tmp_path / "台账.xlsx"
    book.save(path)
    parsed = parse_file(path)
    assert (
        parsed.text
        == "【一季度】\n序号\t问题\t整改措施\n1\t一季度问题\t整改\n\n【二季度】\n序号\t问题\t整改措施\n1\t二季度问题\t整改"
    )
    assert [c.metadata["address"] for c in parsed.clauses if c.metadata["kind"] == "row"] == ["台账第1行", "台账2第1行"]


def test_a_formula_without_a_saved_value_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["项目", "金额", "备注"], ["合计", "=SUM(B1:B1)", "无"]):
        book.active.append(row)
    book.save(tmp_path / "甲.xlsx")
    assert read(tmp_path / "甲.xlsx").warnings == (
        ReadingWarning(None, "有 1 个公式没有保存计算结果，读成了空格，请用 Excel 打开后保存再收录"),
    )


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (8.04, "0.00", "8.04"),
        (1234567, "#,##0", "1234567"),
        (0.978, "0.0%", "97.8%"),
        (datetime.datetime(2023, 6, 1), "yyyy-mm-dd", "2023-06-01"),
        (datetime.datetime(2023, 6, 1), 'yyyy"年"m"月"', "2023年6月"),
        (True, "General", "TRUE"),
    ],
)
def test_values_as_excel_shows_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize(("name", "mark"), [("甲.csv", ","), ("甲.tsv", "\t"), ("乙.csv", ";")])
def test_separated_values(tmp_path: Path, name: str, mark: str) -> None:
    path = tmp_path / name
    path.write_text(f'序号{mark}问题{mark}措施\n1{mark}"账目{mark}不清"{mark}补记\n', encoding="gb18030")
    inner = " " if mark == "\t" else mark
    assert read(path).text == f"序号\t问题\t措施\n1\t账目{inner}不清\t补记"


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(UnreadableFileError, match=r"坏\.xlsx 不是完好的 Excel 文件"):
        read(path)
