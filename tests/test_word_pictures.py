"""Pictures and formulas inside Word files."""

from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from docx.oxml import parse_xml
from test_pdf import write_pdf

from corpus.readers import read
from corpus.readers.reading import ReadingWarning

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
NOTICE = ["遗体接运每次二百八十元", "冷藏存放每天六十元"]


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two lines of text as a picture."""
    folder = tmp_path_factory.mktemp("picture")
    drawn = [(60.0, 60.0 + 40 * place, 20.0, line) for place, line in enumerate(NOTICE)]
    document = pdfium.PdfDocument(write_pdf(folder / "图.pdf", [drawn]))
    document[0].render(scale=3).to_pil().crop((100, 90, 1500, 420)).save(folder / "图.png")
    document.close()
    return folder / "图.png"


def test_text_in_a_picture_is_recognised_where_the_picture_stands(picture: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、收费标准如下：")
    document.add_picture(str(picture))
    document.add_paragraph("三、自公布之日起执行。")
    document.save(str(tmp_path / "价.docx"))
    reading = read(tmp_path / "价.docx")
    assert ("".join(reading.text.split()), reading.warnings) == (
        f"一、收费标准如下：{''.join(NOTICE)}三、自公布之日起执行。",
        (ReadingWarning(None, "文件里有 1 张图片的文字由本机识别得到，引用前请核对原件"),),
    )


def test_a_picture_without_text_is_said_to_be_unread(picture: Path, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (600, 400), "white").save(tmp_path / "空.png")
    document = docx.Document()
    document.add_paragraph("一、现场照片：")
    document.add_picture(str(tmp_path / "空.png"))
    document.save(str(tmp_path / "照.docx"))
    reading = read(tmp_path / "照.docx")
    assert (reading.text, reading.warnings) == (
        "一、现场照片：",
        (ReadingWarning(None, "文件里有 1 张图片没有读到文字，图中如有规定请另行核对"),),
    )


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("<m:r><m:t>300+40×n</m:t></m:r>", "300+40×n"),
        ("<m:f><m:num><m:r><m:t>a+1</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>", "(a+1)/b"),
        ("<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "x^2"),
    ],
)
def test_a_formula_is_read_as_it_would_be_typed(tmp_path: Path, formula: str, told: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("第三条 罚款为")
    paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{MATH}">{formula}</m:oMath>'))
    paragraph.add_run("元。")
    document.save(str(tmp_path / "式.docx"))
    assert read(tmp_path / "式.docx").text == f"第三条 罚款为{told}元。"
