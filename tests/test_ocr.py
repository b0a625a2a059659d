"""Scans and pictures."""

import re
import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from corpus import UnreadableFileError, parse_file
from corpus.readers import read
from corpus.readers.layout import Line, Page
from corpus.readers.ocr import Scan, scan_warnings
from corpus.readers.reading import ReadingWarning

REGULATION = Path(__file__).parents[2] / "shared/bench/nfra/documents/个人贷款管理办法.pdf"


def plain(text: str) -> str:
    """Text without white space, punctuation of either width as one: the PDF writes it narrow, the print is wide."""
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", text))


def errors(read_text: str, true_text: str) -> int:
    """Characters to insert, delete or change."""
    row = list(range(len(true_text) + 1))
    for i, a in enumerate(read_text, 1):
        new = [i]
        for j, b in enumerate(true_text, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (a != b)))
        row = new
    return row[-1]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A printed page as a picture at 150 dots an inch, and its true text without running lines."""
    if not REGULATION.is_file():
        pytest.skip(f"{REGULATION} is not here: it is the page of known text")
    document = pdfium.PdfDocument(REGULATION)
    path = tmp_path_factory.mktemp("scan") / "扫描件.png"
    document[2].render(scale=150 / 72).to_pil().save(path)
    text = document[2].get_textpage().get_text_range()
    document.close()
    return path, re.sub(r"国家金融监督管理总局(?:规章|发布)\s*|- \d+ -\s*", "", text)


def test_a_page_of_known_text_has_under_two_percent_errors(page: tuple[Path, str]) -> None:
    path, text = page
    parsed = parse_file(path)
    true = plain(text)
    found = re.sub(r"国家金融监督管理总局(?:规章|发布)|-\d+-", "", plain(parsed.text))
    assert len(true) > 350
    assert errors(found, true) < 0.02 * len(true)
    assert parsed.warnings == (ReadingWarning(None, "第 1 页是图像，文字由本机识别得到，引用前请核对原件"),)
    assert parsed.clauses[-1].metadata["page"] == 1


def test_a_pdf_without_text_is_recognised(page: tuple[Path, str], tmp_path: Path) -> None:
    with Image.open(page[0]) as picture:
        strip = picture.convert("L").crop((0, 220, picture.width, 460))
        strip.save(tmp_path / "扫描件.pdf", resolution=150)
    first = plain(page[1])[:8]
    reading = read(tmp_path / "扫描件.pdf")
    assert first in plain(reading.text)
    assert reading.pages == (0,)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_read_upright(page: tuple[Path, str], tmp_path: Path, degrees: int) -> None:
    with Image.open(page[0]) as picture:
        lines = picture.crop((0, 220, picture.width, 460))
        lines.save(tmp_path / "正.png")
        lines.rotate(degrees, expand=True).save(tmp_path / "转.png")
    upright = plain(read(tmp_path / "正.png").text)
    assert (plain(read(tmp_path / "转.png").text), plain(page[1])[:8] in upright) == (upright, True)


def test_an_empty_page_is_refused(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "white").save(tmp_path / "白.png")
    with pytest.raises(UnreadableFileError, match=r"白\.png 中没有读到文字"):
        read(tmp_path / "白.png")


def test_a_damaged_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "坏.jpg").write_bytes(b"\xff\xd8 broken")
    with pytest.raises(UnreadableFileError, match=r"坏\.jpg 不是完好的图片"):
        read(tmp_path / "坏.jpg")


def test_a_doubtful_page_is_marked() -> None:
    page = Page(100, 100, (Line("甲", 0, 10, 0, 10),))
    assert scan_warnings({1: Scan(page, 0.99), 2: Scan(page, 0.7)}) == (
        ReadingWarning(None, "第 1、2 页是图像，文字由本机识别得到，引用前请核对原件"),
        ReadingWarning(2, "第 2 页识别把握只有 70%，文字可能有误，请核对原件"),
    )
    assert scan_warnings({1: Scan(Page(100, 100, ()), 0.0)}) == ()
