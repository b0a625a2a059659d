"""Drafts as Word and Excel files, and the commands that write them."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from assistant import Assistant
from assistant.cli import main
from assistant.drafting import Draft
from assistant.drafting.sheet import COLUMNS, write_sheet
from assistant.drafting.word import write_word

ISSUE = "南山县4个扶贫车间空置一年，年租金6万元未收取。"


@pytest.fixture
def draft(assistant: Assistant) -> Draft:
    return assistant.draft(ISSUE, "南山县农业农村局", "2026年9月底前")


def test_word_has_the_layout_and_footnotes(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "措施.docx"
    write_word(draft, path)
    document = Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:4] == ["南山县农业农村局问题整改措施", "一、问题描述", ISSUE, "二、整改措施"]
    assert lines[4].startswith("（一）立行立改。针对“南山县4个扶贫车间空置一年")
    assert [run.font.name for run in document.paragraphs[4].runs[:2]] == ["楷体", "仿宋"]
    assert document.paragraphs[1].runs[0].font.name == "黑体"
    with zipfile.ZipFile(path) as parts:
        notes = parts.read("word/footnotes.xml").decode()
        body = parts.read("word/document.xml").decode()
    assert body.count("<w:footnoteReference ") == sum(len(measure.citations) for measure in draft.measures)
    assert all(citation.quote in notes for citation in draft.citations)
    assert [comment.text for comment in document.comments] == ["责任人没有给出，已写作＿＿"]
    assert not any("已写作" in line for line in lines)
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    assert section.footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert section.even_page_footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_word_opens_in_libreoffice(draft: Draft, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    path = tmp_path / "措施.docx"
    write_word(draft, path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (tmp_path / "措施.pdf").read_bytes().startswith(b"%PDF")


def test_sheet_has_a_row_a_draft(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    write_sheet([draft], path)
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows[1] == tuple(name for name, _ in COLUMNS)
    row = dict(zip(rows[1], rows[2], strict=True))
    assert (row["序号"], row["问题"], row["涉及金额"], row["牵头单位"]) == (1, ISSUE, "6万元", "南山县农业农村局")
    assert (row["整改时限"], row["整改进展"], row["是否销号"]) == ("2026年9月底前", None, None)
    assert row["佐证材料"] == "、".join(draft.evidence)
    assert [part.partition(".")[0] for part in str(row["整改措施"]).split("\n")] == ["1", "2", "3", "4"]
    doubts = list(openpyxl.load_workbook(path).worksheets[1].iter_rows(values_only=True))
    assert doubts == [("序号", "事项"), (1, "责任人没有给出，已写作＿＿")]
    fonts = [row[1].font.name for row in openpyxl.load_workbook(path).worksheets[1].iter_rows()]
    assert fonts == ["黑体", "仿宋"]


def test_batch_has_the_fields_of_the_contract(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, issues, output = tmp_path / "data", tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    main(["add", "--data", str(data), str(documents)])
    issues.write_text(
        json.dumps({"id": "a", "issue": ISSUE, "unit": "县农业农村局", "deadline": "2026年9月底前"}), encoding="utf-8"
    )
    assert main(["draft", "--data", str(data), "--issues", str(issues), "--output", str(output)]) == 0
    (row,) = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert {"id", "text", "measures", "warnings", "seconds"} <= row.keys()
    assert row["id"] == "a"
    assert row["measures"][0]["citations"] == [
        {
            "number": 1,
            "document": "方案.txt",
            "title": "河东县审计发现问题整改方案",
            "document_number": None,
            "clause": "一（一）2",
            "page": None,
            "quote": "一是重新招租，盘活资产；",
            "start": row["measures"][0]["citations"][0]["start"],
            "end": row["measures"][0]["citations"][0]["end"],
            "state": "不明",
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["draft"], "错误：请给出问题，或用 --issues 指定问题文件\n"),
        (["draft", "--issues", "a.jsonl"], "错误：批量拟写需要用 --output 指定写入的文件\n"),
        (["ledger", "fill", "a.xlsx"], "错误：填写台账需要用 --output 指定另存的文件，原文件不会改动\n"),
        (["ledger", "fill", "a.xlsx", "--output", "b.xlsx", "--rows", "五"], "错误：--rows 五 不是行号，应为以逗号分隔的数字，如 5,6,9\n"),
    ],
)  # fmt: skip
def test_wrong_use_says_what_to_do(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--data", str(tmp_path / "data")]) == 1
    assert capsys.readouterr().err == message
