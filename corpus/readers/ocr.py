"""Scans and pictures by local OCR: RapidOCR brings PP-OCRv6 in its package, nothing is fetched."""

import functools
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.readers.frames import count_frames, frames
from corpus.readers.layout import Line, Page, in_reading_order
from corpus.readers.paragraphs import compose
from corpus.readers.reading import PageDone, Reading, ReadingWarning, nothing
from corpus.readers.rulings import Box, find_ruled_tables
from corpus.readers.running import without_running_lines
from corpus.readers.scan import drawn_lines

Picture = npt.NDArray[np.uint8]
Recognised = tuple[Line, float]
"""A line, and how sure the recogniser is of it."""

_DOUBTFUL = 0.85
"""Mean confidence below which a page is marked: clean prints stay above 0.95."""

_WIDE = str.maketrans(",:;?!()", "，：；？！（）")


@dataclass(frozen=True)
class Scan:
    """A page that was recognised, and how sure the recogniser was, from 0 to 1."""

    page: Page
    confidence: float


def read(path: Path, page_done: PageDone = nothing) -> Reading:
    """Read a picture, or every picture of a TIFF file, as a page each.

    Raises:
        UnreadableFileError: if the file is damaged or too large.
    """
    scans = []
    count = count_frames(path)
    for number, frame in enumerate(frames(path), 1):
        scans.append(recognise(np.asarray(frame)))
        page_done(number, max(number, count))
    reading = compose(without_running_lines([scan.page for scan in scans]))
    return replace(reading, warnings=scan_warnings(dict(enumerate(scans, 1))))


def recognise(picture: Picture) -> Scan:
    """The lines and ruled tables of one page; a page that lies on its side or on its head is turned."""
    turned, found = _upright(picture)
    picture = _turned(picture, turned)
    lines = [line for line, _ in found]
    height, width = picture.shape[:2]
    tables = [
        table
        for table in find_ruled_tables(*drawn_lines(picture), _reader(lines))
        if _complete(table.box, table.cells, lines)
    ]
    outside = [line for line in lines if not any(_inside(line, table.box) for table in tables)]
    page = Page(width, height, tuple(in_reading_order(outside)), tuple(table.block() for table in tables), turned)
    return Scan(page, _confidence(found))


def _upright(picture: Picture) -> tuple[int, list[Recognised]]:
    """By how many quarters counter-clockwise a page is to be turned, and its lines then.

    Lines that run down the page say that it lies on its side; what stands on its head is recognised with little confidence.
    """
    found = _lines(picture)
    if not found or (_runs_across(found) and _confidence(found) >= _DOUBTFUL):
        return 0, found
    turns = [(quarters, _lines(_turned(picture, quarters))) for quarters in ((2,) if _runs_across(found) else (1, 3))]
    return max([(0, found), *turns], key=lambda each: (_runs_across(each[1]), _confidence(each[1])))


def _runs_across(found: list[Recognised]) -> bool:
    return sum(line.height > 2 * (line.right - line.left) for line, _ in found) <= 0.6 * len(found)


def _confidence(found: list[Recognised]) -> float:
    """Mean confidence of the characters."""
    weights = [len(line.text) for line, _ in found]
    return float(np.average([score for _, score in found], weights=weights)) if found else 0.0


def scan_warnings(scans: dict[int, Scan]) -> tuple[ReadingWarning, ...]:
    """One note that pages were recognised, and one for each page where that is doubtful; keys are page numbers."""
    read_pages = sorted(number for number, scan in scans.items() if scan.page.lines or scan.page.tables)
    if not read_pages:
        return ()
    pages = "、".join(map(str, read_pages[:10])) + ("等" if len(read_pages) > 10 else "")
    warnings = [ReadingWarning(None, f"第 {pages} 页是图像，文字由本机识别得到，引用前请核对原件")]
    for number in read_pages:
        if scans[number].confidence < _DOUBTFUL:
            text = f"第 {number} 页识别把握只有 {scans[number].confidence:.0%}，文字可能有误，请核对原件"
            warnings.append(ReadingWarning(number, text))
    return tuple(warnings)


@functools.cache
def _engine() -> Any:
    """The recogniser, loaded once: its models take a second."""
    from rapidocr import RapidOCR

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": os.cpu_count() or 1}
    return RapidOCR(params={"Global.log_level": "error", **threads})


def _lines(picture: Picture) -> list[Recognised]:
    """Recognised lines with their confidence, in the page as it lies: no line is turned by itself."""
    result = _engine()(picture[:, :, ::-1], use_cls=False)
    lines = []
    for corners, text, score in zip(
        *(each if each is not None else () for each in (result.boxes, result.txts, result.scores)), strict=True
    ):
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        lines.append((Line(_punctuated(text), min(xs), max(xs), min(ys), max(ys)), float(score)))
    return [(line, score) for line, score in lines if line.text]


def _punctuated(text: str) -> str:
    """Full-width punctuation beside Chinese characters, as it is printed: the recogniser writes either."""
    return re.sub(
        r"(?<=[\u3000-\u9fff\uff00-\uffef])[,:;?!()]|[,:;?!()](?=[\u3000-\u9fff])",
        lambda m: m[0].translate(_WIDE),
        text,
    ).strip()


def _turned(picture: Picture, quarters: int) -> Picture:
    return np.ascontiguousarray(np.rot90(picture, quarters))


def _reader(lines: list[Line]) -> Callable[[Box], str]:
    return lambda box: "".join(line.text for line in in_reading_order([line for line in lines if _inside(line, box)]))


def _complete(box: Box, cells: list[Any], lines: list[Line]) -> bool:
    """Whether each line inside the table stands in one cell: drawn lines that are no borders cut through text."""
    printed = Counter("".join(line.text for line in lines if _inside(line, box)))
    read_cells = Counter("".join(cell.text for cell in cells))
    del printed[" "], read_cells[" "]
    return bool(printed) and printed == read_cells


def _inside(line: Line, box: Box) -> bool:
    return box.top <= line.middle <= box.bottom and box.left <= (line.left + line.right) / 2 <= box.right
