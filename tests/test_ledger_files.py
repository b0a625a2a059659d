"""Ledgers kept as separated text and as tables of Word documents: the same rows, and nothing changed but what is listed."""

import csv
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt
from lxml import etree

from assistant import Assistant
from assistant.cli import main
from assistant.drafting.checking import check
from assistant.drafting.files import read_grids, write_texts
from assistant.drafting.filling import fill
from assistant.drafting.fit import problem_reader
from assistant.drafting.ledger import read_ledger
from assistant.errors import InputError, UnreadableFileError

ISSUE = "扶贫车间闲置。4个扶贫车间空置，租金未收取。"
TEXT = (
    "南山县审计问题整改台账,,,,,\r\n"
    "序号,问题,,整改措施,责任,\r\n"
    ",具体问题,问题描述,,责任单位,整改时限\r\n"
    "\r\n"
    '01,"扶贫车间闲置","4个扶贫车间空置，租金未收取。", ,县农业农村局,2026年9月底前\r\n'
    "02,道路进度慢,2个道路项目进度滞后，未按期完工。,尽快整改。\r\n"
    "合计,,,,,\r\n"
)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separated_text_is_read_in_any_encoding(encoding: str, mark: str, tmp_path: Path) -> None:
    rows = read_ledger(written(tmp_path / "台账.csv", TEXT.replace(",", mark), encoding))
    assert [(row.number, row.issue, row.cells["measures"].address, row.text("unit")) for row in rows] == [
        (5, ISSUE, "D5", "县农业农村局"),
        (6, "道路进度慢。2个道路项目进度滞后，未按期完工。", "D6", ""),
    ]


def test_checking_separated_text_points_at_cells_as_excel_names_them(tmp_path: Path) -> None:
    found = check(read_ledger(written(tmp_path / "台账.csv", TEXT)), problem_reader())
    assert [(finding.cell, finding.kind) for finding in found if finding.kind != "已过时限"] == [
        ("D5", "缺整改措施"),
        ("E6", "缺责任单位"),
        ("F6", "缺整改时限"),
        ("D6", "措施笼统"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_filling_separated_text_keeps_every_other_byte(encoding: str, assistant: Assistant, tmp_path: Path) -> None:
    path, output = written(tmp_path / "台账.csv", TEXT, encoding), tmp_path / "已填.csv"
    [change] = fill(path, output, assistant.draft)
    assert (change.cell, change.issue) == ("D5", ISSUE)
    assert "重新招租" in change.text
    quoted = '"' + change.text.replace('"', '""') + '"'
    assert output.read_bytes() == TEXT.replace(", ,", f",{quoted},").encode(encoding)
    listing = (tmp_path / "已填-填写说明.csv").read_bytes().decode(encoding)
    listed = list(csv.reader(io.StringIO(listing)))
    assert [row[:3] for row in listed] == [["单元格", "问题", "填写内容"], ["D5", ISSUE, change.text]]
    assert listed[1][3] == "\n".join(change.basis)


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("a,b,c\n1\n", {"B2": "x", "C2": "y"}, 'a,b,c\n1,"x","y"\n'),
        ("a,b,c\n1\n", {"C2": "y"}, 'a,b,c\n1,,"y"\n'),
        ('a;b\n"1;\n""2""";\n3;4', {"B2": 'say "x"', "B3": "z"}, 'a;b\n"1;\n""2""";"say ""x"""\n3;"z"'),
        ('a,b\n"open,1\n', {"B2": "x"}, 'a,b\n"open,"x"\n'),
    ],
)
def test_texts_are_put_into_rows_that_are_short_quoted_or_broken(
    text: str, cells: dict[str, str], expected: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "a.csv", text)
    assert write_texts(path, tmp_path / "b.csv", cells, []) == set(cells)
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == expected
    assert {cell.address for grid in read_grids(path) for line in grid for cell in line.cells} >= set(cells)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A Word document with text around a ledger that has a header of two rows, merged cells and a formed blank cell."""
    made = docx.Document()
    made.styles["Normal"].font.name = "仿宋"
    made.add_heading("整改情况", 1)
    made.add_table(rows=2, cols=2).cell(0, 0).text = "不是台账"
    made.add_paragraph("截至目前，整改台账如下。").runs[0].bold = True
    table = made.add_table(rows=6, cols=7, style="Table Grid")
    rows = (
        ("序号", "问题", "问题", "整改措施", "责任", "责任", "整改时限"),
        ("序号", "具体问题", "问题描述", "整改措施", "责任单位", "责任人", "整改时限"),
        ("1", "扶贫车间闲置", "4个扶贫车间空置，租金未收取。", "", "县农业农村局", "", "2099年9月底前"),
        ("2", "食堂管理", "食堂食品留样不足。", "", "", "", "2099年6月底前"),
        ("3", "道路进度慢", "2个道路项目进度滞后，未按期完工。", "尽快整改。", "县交通运输局", "", "2099年6月底前"),
        ("备注：每月25日前报送。",) * 7,
    )
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    for first, last in (((0, 1), (0, 2)), ((0, 4), (0, 5)), ((4, 4), (4, 5)), ((5, 0), (5, 6))):
        text = table.cell(*first).text
        table.cell(*first).merge(table.cell(*last)).text = text
    for column in (0, 3, 6):
        text = table.cell(0, column).text
        table.cell(0, column).merge(table.cell(1, column)).text = text
    blank = table.cell(2, 3).paragraphs[0]
    blank.paragraph_format.first_line_indent = Pt(21)
    mark = blank._p.get_or_add_pPr()
    mark.append(docx.oxml.parse_xml(f'<w:rPr xmlns:w="{W[1:-1]}"><w:color w:val="FF0000"/><w:sz w:val="18"/></w:rPr>'))
    run = table.cell(4, 3).paragraphs[0].runs[0]
    run.font.size, run.font.italic = Pt(8), True
    made.add_paragraph("特此报告。")
    path = tmp_path / "台账.docx"
    made.save(str(path))
    return path


def test_a_word_table_is_read_with_its_merged_cells(document: Path) -> None:
    rows = read_ledger(document)
    assert [(row.number, row.issue, row.cells["measures"].address, row.text("unit")) for row in rows] == [
        (3, ISSUE, "表2第3行第4列", "县农业农村局"),
        (4, "食堂管理。食堂食品留样不足。", "表2第4行第4列", ""),
        (5, "道路进度慢。2个道路项目进度滞后，未按期完工。", "表2第5行第4列", "县交通运输局"),
    ]
    assert [row.cells["deadline"].address for row in rows] == ["表2第3行第7列", "表2第4行第7列", "表2第5行第6列"]


def test_checking_a_word_table_points_at_rows_and_columns(document: Path) -> None:
    found = check(read_ledger(document), problem_reader())
    assert [(finding.cell, finding.kind) for finding in found if finding.kind != "缺责任人"] == [
        ("表2第3行第4列", "缺整改措施"),
        ("表2第4行第4列", "缺整改措施"),
        ("表2第4行第5列", "缺责任单位"),
        ("表2第5行第4列", "措施笼统"),
    ]


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a package but for its body, in one form of XML."""
    with zipfile.ZipFile(path) as package:
        read = {name: package.read(name) for name in package.namelist() if name != "word/document.xml"}
    return {
        name: etree.tostring(etree.fromstring(data), method="c14n") if data[:1] == b"<" else data
        for name, data in read.items()
    }


def blocks(path: Path) -> list[Any]:
    return list(docx.Document(str(path)).element.body)


def test_filling_a_word_table_changes_the_listed_cells_alone(
    assistant: Assistant, document: Path, tmp_path: Path
) -> None:
    output = tmp_path / "已填.docx"
    [change, chosen] = fill(document, output, assistant.draft, {3, 5})
    assert (change.cell, chosen.cell) == ("表2第3行第4列", "表2第5行第4列")
    assert parts(output) == parts(document)
    before, after = blocks(document), blocks(output)
    for element, row, column in ((element, row, 3) for element in (before[3], after[3]) for row in (2, 4)):
        cell = element.findall(f"{W}tr")[row].findall(f"{W}tc")[column]
        cell.getparent().remove(cell)
    same = [etree.tostring(element, method="c14n") for element in before]
    assert [etree.tostring(element, method="c14n") for element in [*after[:5], after[-1]]] == same
    assert len(after) == len(before) + 2


def test_what_is_written_into_a_word_table_has_the_form_of_its_cell(
    assistant: Assistant, document: Path, tmp_path: Path
) -> None:
    output = tmp_path / "已填.docx"
    [change, chosen] = fill(document, output, assistant.draft, {3, 5})
    table = docx.Document(str(output)).tables[1]
    blank, former = table.cell(2, 3), table.cell(4, 3)
    assert (blank.text, former.text) == (change.text, chosen.text)
    first = blank.paragraphs[0]
    assert [(p.paragraph_format.first_line_indent, p.runs[0].font.size) for p in blank.paragraphs] == [
        (Pt(21), Pt(9))
    ] * len(blank.paragraphs)
    assert str(first.runs[0].font.color.rgb) == "FF0000"
    assert {(p.runs[0].font.size, p.runs[0].font.italic) for p in former.paragraphs} == {(Pt(8), True)}


def test_the_list_of_changes_is_the_last_table(assistant: Assistant, document: Path, tmp_path: Path) -> None:
    output = tmp_path / "已填.docx"
    [change] = fill(document, output, assistant.draft)
    made = docx.Document(str(output))
    assert made.paragraphs[-1].text == "填写说明"
    assert [[cell.text for cell in row.cells][:3] for row in made.tables[-1].rows] == [
        ["单元格", "问题", "填写内容"],
        ["表2第3行第4列", ISSUE, change.text],
        ["表2第4行第4列", "食堂管理。食堂食品留样不足。", "（未填写）"],
    ]
    assert made.tables[-1].cell(1, 3).text == "\n".join(change.basis)


def test_a_filled_word_table_opens_in_libreoffice(assistant: Assistant, document: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    fill(document, tmp_path / "已填.docx", assistant.draft)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "已填.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "已填.pdf").read_bytes().startswith(b"%PDF")


def test_files_that_hold_no_ledger_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有找到台账"):
        read_ledger(written(tmp_path / "a.csv", "姓名,电话\n张三,123\n"))
    with pytest.raises(UnreadableFileError, match="不是完好的 Word 文件"):
        read_ledger(written(tmp_path / "a.docx", "不是文档"))
    with pytest.raises(UnreadableFileError, match="不是完好的 Excel 文件"):
        read_ledger(written(tmp_path / "a.xlsx", "不是工作簿"))
    (tmp_path / "b.csv").write_bytes(b"\x00\xff\x00\x81")
    with pytest.raises(UnreadableFileError, match="编码不是"):
        read_ledger(tmp_path / "b.csv")


def test_the_command_line_fills_what_it_is_given(
    documents: Path, document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, output = ["--data", str(tmp_path / "d")], tmp_path / "已填.docx"
    main(["add", *data, str(documents)])
    capsys.readouterr()
    assert main(["ledger", "check", *data, str(document)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "表2第3行第4列\t缺整改措施\t没有填写，请补充"
    assert main(["ledger", "fill", *data, str(document), "--output", str(output)]) == 0
    assert capsys.readouterr().out.endswith(f"已填写 1 格，写入 {output}\n")
