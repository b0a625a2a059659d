"""What begins like a formula is text in what is taken away."""

import csv
from pathlib import Path

import openpyxl
import pytest

from assistant import Assistant
from assistant.drafting.filling import fill
from assistant.drafting.sheet import COLUMNS, write_sheet

BEGINNINGS = ["=", "+", "-", "@", "\t", "\r"]
FORMULA = "1+cmd|' /C calc'!A0"


@pytest.mark.parametrize("mark", BEGINNINGS)
def test_a_ledger_in_excel_holds_text(assistant: Assistant, tmp_path: Path, mark: str) -> None:
    draft = assistant.draft(f"{mark}{FORMULA}扶贫车间闲置\x07", f"={FORMULA}", f"@{FORMULA}")
    write_sheet([draft], tmp_path / "台账.xlsx")
    row = openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0][3]
    assert {(cell.data_type, cell.quotePrefix) for cell in row if cell.value and cell.column > 1} == {("s", True)}
    told = {name: cell.value for (name, _), cell in zip(COLUMNS, row, strict=True)}
    assert (told["牵头单位"], told["整改时限"]) == (f"={FORMULA}", f"@{FORMULA}")


@pytest.mark.parametrize("mark", BEGINNINGS[:4])
def test_what_is_filled_into_a_text_ledger_is_text(assistant: Assistant, tmp_path: Path, mark: str) -> None:
    ledger, filled = tmp_path / "台账.csv", tmp_path / "填写.csv"
    ledger.write_text(f"序号,问题,整改措施,责任单位\r\n1,{mark}扶贫车间闲置,,{mark}单位\r\n", encoding="utf-8")
    fill(ledger, filled, assistant.draft_rows())
    written = [
        field
        for file in tmp_path.glob("填写*")
        for row in csv.reader(file.read_text(encoding="utf-8-sig").splitlines())
        for field in row
        if field != f"{mark}扶贫车间闲置" and field != f"{mark}单位"
    ]
    assert written
    assert [field for field in written if field.startswith(tuple(BEGINNINGS))] == []
