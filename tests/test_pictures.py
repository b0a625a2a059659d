"""Pictures of pages with the cited words marked, beside a PDF file that tells where they stand."""

import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from corpus import ParsedDocument, UnreadableFileError, from_json, parse_file, to_json
from corpus.pictures import has_pictures, page_picture

REPORT = Path(__file__).parents[1] / "corpus/documents/示例-清岚县审计反馈问题整改情况报告.pdf"
WORDS = "收回结余资金86.40万元"
TWO_LINES = "截至2024年12月15日，完成整改9个"
TOP, BOTTOM = 0.32, 0.62
"""The part of the page that is scanned: less to recognise."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Strip:
    """A part of a page of known text as a picture, and where words are printed on it, in parts of its size."""

    picture: Image.Image
    text: str
    boxes: tuple[Box, ...]

    def box(self, words: str) -> Box:
        """Around the words, wherever they are printed."""
        start = self.text.index(words)
        lefts, tops, rights, bottoms = zip(*self.boxes[start : start + len(words)], strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


@pytest.fixture(scope="module")
def strip() -> Strip:
    document = pdfium.PdfDocument(REPORT)
    page = document[0]
    width, height = page.get_size()
    picture = page.render(scale=150 / 72).to_pil()
    text = page.get_textpage()
    ink = [(text.get_text_range(i, 1), text.get_charbox(i)) for i in range(text.count_chars())]
    ink = [(character, box) for character, box in ink if character.strip()]
    boxes = tuple(
        (left / width, _down(1 - top / height), right / width, _down(1 - bottom / height))
        for _, (left, bottom, right, top) in ink
    )
    cut = picture.crop((0, round(TOP * picture.height), picture.width, round(BOTTOM * picture.height)))
    document.close()
    return Strip(cut.convert("L"), "".join(character for character, _ in ink), boxes)


def _down(y: float) -> float:
    return (y - TOP) / (BOTTOM - TOP)


def marked(path: Path, parsed: ParsedDocument, words: str) -> tuple[Image.Image, Box]:
    """The picture of the first page, and the box around what is marked on it, in parts of its size."""
    start = parsed.text.index(words)
    unmarked, picture = page_picture(path, parsed, 1), page_picture(path, parsed, 1, start, start + len(words))
    plain, shown = (Image.open(io.BytesIO(each.png)) for each in (unmarked, picture))
    box = ImageChops.difference(plain, shown).getbbox()
    assert box is not None
    assert unmarked.marked_at is None
    assert picture.marked_at is not None
    assert abs(picture.marked_at - box[1] / shown.height) < 0.01
    return shown, (box[0] / shown.width, box[1] / shown.height, box[2] / shown.width, box[3] / shown.height)


def assert_near(found: Box, true: Box) -> None:
    """Within one hundredth of the page's width and, of a strip a third as high, a fortieth of the height."""
    assert all(abs(a - b) < limit for a, b, limit in zip(found, true, (0.01, 0.025, 0.01, 0.025), strict=True)), (
        found,
        true,
    )


def test_words_of_a_text_page_are_marked(tmp_path: Path) -> None:
    parsed = parse_file(REPORT)
    assert parsed.regions == ()
    document = pdfium.PdfDocument(REPORT)
    height = document[0].get_height()
    text = document[0].get_textpage()
    printed = text.get_text_range()
    _, bottom, _, top = text.get_charbox(printed.index(WORDS))
    document.close()
    _, box = marked(REPORT, parsed, WORDS)
    assert abs(box[1] - (1 - top / height)) < 0.01
    assert abs(box[3] - (1 - bottom / height)) < 0.01


def test_words_of_a_scan_are_marked_even_across_lines(strip: Strip, tmp_path: Path) -> None:
    path = tmp_path / "扫描件.pdf"
    strip.picture.save(path, resolution=150)
    parsed = parse_file(path)
    assert from_json(to_json(parsed)).regions == parsed.regions
    assert_near(marked(path, parsed, WORDS)[1], strip.box(WORDS))
    assert_near(marked(path, parsed, TWO_LINES)[1], strip.box(TWO_LINES))


def test_a_picture_that_lies_on_its_side_is_shown_upright_and_marked(strip: Strip, tmp_path: Path) -> None:
    path = tmp_path / "横.png"
    strip.picture.rotate(90, expand=True).save(path)
    parsed = parse_file(path)
    assert {region.turned for region in parsed.regions} == {3}
    shown, box = marked(path, parsed, WORDS)
    assert shown.width > shown.height
    assert_near(box, strip.box(WORDS))


def test_a_page_that_is_not_there_is_refused(strip: Strip, tmp_path: Path) -> None:
    strip.picture.save(tmp_path / "一页.png")
    parsed = parse_file(REPORT)
    with pytest.raises(UnreadableFileError, match=r"^一页\.png 没有第 2 页$"):
        page_picture(tmp_path / "一页.png", parsed, 2)
    with pytest.raises(UnreadableFileError, match="没有第 9 页，共 3 页"):
        page_picture(REPORT, parsed, 9)


def test_which_files_have_pictures() -> None:
    names = ("甲.PDF", "甲.tif", "甲.docx", "甲")
    assert [name for name in names if has_pictures(name)] == ["甲.PDF", "甲.tif"]
