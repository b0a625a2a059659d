"""PDF forms that were filled in, and what a file holds beside its pages."""

from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.readers import read
from corpus.readers.reading import ReadingWarning


def form(path: Path) -> Path:
    """A form of three labels with a field beside each, the last one a box."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("STSong-Light", 12)
    for place, label in enumerate(["补助申请表", "申请人：", "申请金额（元）：", "是否低保户："]):
        canvas.drawString(60, 780 - 40 * place, label)
    for place, name in enumerate(["applicant", "sum"], 1):
        canvas.acroForm.textfield(name=name, x=180, y=774 - 40 * place, width=120, height=18, fontSize=10)
    canvas.acroForm.checkbox(name="low", x=180, y=654, size=16)
    canvas.save()
    return path


def test_what_was_filled_in_stands_beside_its_label(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(form(tmp_path / "空.pdf")))
    writer.update_page_form_field_values(
        writer.pages[0], {"applicant": "He Min", "sum": "1100", "low": "/Yes"}, auto_regenerate=False
    )
    writer.write(tmp_path / "表.pdf")
    assert read(tmp_path / "表.pdf").text.split("\n") == [
        "补助申请表",
        "申请人：  He Min",
        "申请金额（元）：  1100",
        "是否低保户：  ☑",
    ]


def test_an_empty_form_tells_its_labels_alone(tmp_path: Path) -> None:
    assert read(form(tmp_path / "空.pdf")).text.split("\n") == [
        "补助申请表",
        "申请人：",
        "申请金额（元）：",
        "是否低保户：",
    ]


def test_attachments_and_comments_are_said_to_be_left_out(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(form(tmp_path / "空.pdf")))
    writer.add_attachment("明细.csv", b"a,b")
    writer.add_annotation(0, FreeText(text="check", rect=(300, 700, 380, 720)))
    writer.write(tmp_path / "附.pdf")
    assert read(tmp_path / "附.pdf").warnings == (
        ReadingWarning(None, "文件内嵌 1 个附件（明细.csv），没有收录，需要时请另存后收录"),
        ReadingWarning(None, "文件有 1 条批注，批注不是正文，没有收录"),
    )
