"""Pages whose text lies across, upside down or aslant: every character is read, whatever way the page is turned."""

import math
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter, Transformation
from test_pdf import Text, write_pdf

from corpus.readers import read
from corpus.readers.layout import Line, Page
from corpus.readers.pdf import _loss_warnings
from corpus.readers.reading import Reading, ReadingWarning

PLAN: list[Text] = [
    (180.0, 80.0, 22.0, "南平县2022年修路计划"),
    (80.0, 130.0, 16.0, "一、改造村道11公里，投资1100万元，其中2022年完成220万元。"),
    (80.0, 160.0, 16.0, "二、人人参与，层层落实，10月10日前开工。"),
    (80.0, 190.0, 16.0, "三、2022年12月22日前全部完工。"),
]
PLAN_TEXT = "\n".join(text for *_, text in PLAN)


def turned(path: Path, drawn: float, rotate: int, scale: tuple[float, float] = (1.0, 1.0), page: int = 0) -> Path:
    """The file with what its page shows drawn at an angle (degrees, counter-clockwise), and /Rotate set."""
    writer = PdfWriter(clone_from=PdfReader(path))
    turning = writer.pages[page]
    turning.add_transformation(
        Transformation().translate(-297.5, -421).scale(*scale).rotate(drawn).translate(421, 421), expand=False
    )
    turning.mediabox.lower_left, turning.mediabox.upper_right = (0, 0), (842, 842)
    turning.rotation = rotate
    writer.write(path)
    return path


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn", [0, 90, 180, 270])
def test_a_turned_page_reads_as_an_upright_one(tmp_path: Path, drawn: int, rotate: int) -> None:
    reading = read(turned(write_pdf(tmp_path / "路.pdf", [PLAN]), drawn, rotate))
    assert (reading.text, reading.warnings) == (PLAN_TEXT, ())


def test_a_table_laid_across_a_page_is_a_table(tmp_path: Path) -> None:
    texts = [
        (100.0, 120.0, 12.0, "项目"), (250.0, 120.0, 12.0, "投资"), (400.0, 120.0, 12.0, "单位"),
        (100.0, 160.0, 12.0, "村道"), (250.0, 160.0, 12.0, "1100"), (400.0, 160.0, 12.0, "县交通局"),
    ]  # fmt: skip
    rulings = [(90.0, y, 500.0, y) for y in (100.0, 140.0, 180.0)] + [
        (x, 100.0, x, 180.0) for x in (90.0, 240.0, 390.0, 500.0)
    ]
    upright = [(80.0, 80.0, 16.0, "附件：项目表")]
    path = write_pdf(tmp_path / "表.pdf", [upright, texts], rulings)
    assert read(turned(path, 90, 90, page=1)).text == "附件：项目表\n项目\t投资\t单位\n村道\t1100\t县交通局\n"


WORDS = st.text("人人县万元年月一二投资", min_size=5, max_size=12)
FIGURES = st.text("0123.、〔〕％", max_size=10)
LINES = st.lists(st.builds("{}{}{}".format, WORDS, FIGURES, WORDS), min_size=1, max_size=6, unique=True)
"""Words around figures: the font is not embedded, and pdfium knows no size of digits that stand alone."""


@settings(max_examples=25, deadline=None)
@given(
    lines=LINES,
    drawn=st.one_of(st.sampled_from([0, 90, 180, 270]), st.floats(0, 360)),
    rotate=st.sampled_from([0, 90, 180, 270]),
    scale=st.tuples(st.floats(0.4, 1.0), st.floats(0.4, 1.0)),
)
def test_no_character_is_lost_or_doubled(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[str],
    drawn: float,
    rotate: int,
    scale: tuple[float, float],
) -> None:
    """Turned, scaled, squeezed or aslant: the same characters as were printed."""
    texts: list[Text] = [(150.0, 250.0 + 40 * i, 14.0, line) for i, line in enumerate(lines)]
    path = write_pdf(tmp_path_factory.mktemp("pdf") / "页.pdf", [texts])
    reading = read(turned(path, math.degrees(math.radians(drawn)), rotate, scale))
    assert Counter(re.sub(r"\s", "", reading.text)) == Counter("".join(lines))


def test_a_line_printed_twice_is_read_once_on_a_turned_page(tmp_path: Path) -> None:
    texts = [(x, 120.0, 16.0, "一、投资1100万元，人人参与。") for x in (80.0, 80.6)]
    reading = read(turned(write_pdf(tmp_path / "双.pdf", [texts]), 90, 90))
    assert reading.text == "一、投资1100万元，人人参与。"


def test_a_page_of_which_something_is_lost_is_marked() -> None:
    pages = [Page(595, 842, (Line(text, 80, 300, 80, 96),)) for text in ("投资1100万元", "人人参与")]
    reading = Reading("投资1100万元\n人参与", (0, 9))
    assert list(_loss_warnings(pages, reading)) == [ReadingWarning(2, "第 2 页有文字没有读出，引用前请核对原件")]
