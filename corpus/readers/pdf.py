"""PDF by pdfium: lines with their places, ruled tables, and the pictures of pages that hold no text."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.errors import UnreadableFileError
from corpus.readers.layout import Line, Page, in_reading_order
from corpus.readers.paragraphs import compose
from corpus.readers.reading import Reading
from corpus.readers.rulings import Box, RuledTable, Ruling, find_ruled_tables
from corpus.readers.running import without_running_lines

_OBJECTS = 20_000
"""Drawn objects looked at for table borders on a page; maps and charts have more, and no table."""

_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u200b-\u200f\u2060\ufeff]")


def read(path: Path) -> Reading:
    """Read the text layer of every page.

    Raises:
        UnreadableFileError: if the file is damaged or asks for a password.
    """
    document = _open(path)
    try:
        pages = without_running_lines([_page(document, number) for number in range(len(document))])
        pages = [_with_tables(document, number, page) for number, page in enumerate(pages)]
    finally:
        document.close()
    text, starts = compose(pages)
    return Reading(text, starts)


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFileError(f"{path.name} 有打开密码，请去掉密码后再收录") from error
        raise UnreadableFileError(f"{path.name} 不是完好的 PDF，无法打开，请用原软件重新导出") from error


def _page(document: pdfium.PdfDocument, number: int) -> Page:
    """The lines of a page, its tables still among them."""
    page = document[number]
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        return Page(width, height, tuple(_lines(textpage, height)))
    finally:
        textpage.close()
        page.close()


def _with_tables(document: pdfium.PdfDocument, number: int, page: Page) -> Page:
    """The page with its ruled tables taken out of its lines, and its lines in reading order."""
    opened = document[number]
    textpage = opened.get_textpage()
    try:
        tables = [table for table in _tables(opened, textpage, page) if _complete(table, page)]
    finally:
        textpage.close()
        opened.close()
    outside = [line for line in page.lines if not any(_inside(line, table.box) for table in tables)]
    return Page(page.width, page.height, tuple(in_reading_order(outside)), tuple(table.block() for table in tables))


def _tables(opened: pdfium.PdfPage, textpage: pdfium.PdfTextPage, page: Page) -> list[RuledTable]:
    """Ruled tables; borders may run on under the page number, so cells end where the page's own lines do."""
    if not page.lines:
        return []
    top, bottom = min(line.top for line in page.lines), max(line.bottom for line in page.lines)

    def read_box(box: Box) -> str:
        return _box_text(textpage, Box(box.left, max(box.top, top), box.right, min(box.bottom, bottom)), page.height)

    return find_ruled_tables(*_rulings(opened, page.height), read_box)


def _lines(textpage: pdfium.PdfTextPage, height: float) -> Iterator[Line]:
    """The lines that pdfium divides by \\r\\n, with the boxes of their first and last characters."""
    position = 0
    for line in textpage.get_text_range().split("\r\n"):
        length = len(line.encode("utf-16-le")) // 2  # pdfium counts UTF-16 units
        content = _clean(line)
        if content:
            lead = len(line) - len(line.lstrip())
            first = _box(textpage, position + lead)
            last = _box(textpage, position + len(line.rstrip().encode("utf-16-le")) // 2 - 1)
            top, bottom = height - max(first[3], last[3]), height - min(first[1], last[1])
            yield Line(content, min(first[0], last[0]), max(first[2], last[2]), top, bottom)
        position += length + 2


def _box(textpage: pdfium.PdfTextPage, unit: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the character at a place in the text."""
    index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage.raw, unit)
    left, bottom, right, top = textpage.get_charbox(max(index, 0), loose=True)
    return left, bottom, right, top


def _rulings(page: pdfium.PdfPage, height: float) -> tuple[list[Ruling], list[Ruling]]:
    """Drawn lines and thin or framed rectangles, as horizontal and vertical rulings."""
    across: list[Ruling] = []
    down: list[Ruling] = []
    for count, drawn in enumerate(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=2)):
        if count > _OBJECTS:
            return [], []
        left, bottom, right, top = drawn.get_bounds()
        wide, high = right - left, top - bottom
        y0, y1 = height - top, height - bottom
        if high < 3 and wide > 8:
            across.append(Ruling((y0 + y1) / 2, left, right))
        elif wide < 3 and high > 8:
            down.append(Ruling((left + right) / 2, y0, y1))
        elif wide > 8 and high > 8 and _framed(drawn):
            across += [Ruling(y0, left, right), Ruling(y1, left, right)]
            down += [Ruling(left, y0, y1), Ruling(right, y0, y1)]
    return across, down


def _framed(drawn: pdfium.PdfObject) -> bool:
    """Whether a rectangle is drawn with its outline: one that is only filled colours the ground of text."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(drawn.raw, fill, stroke)
    return bool(stroke.value)


def _box_text(textpage: pdfium.PdfTextPage, box: Box, height: float) -> str:
    """Text of a table cell, its printed lines joined as a paragraph's are."""
    if box.bottom <= box.top:
        return ""
    text = textpage.get_text_bounded(box.left, height - box.bottom, box.right, height - box.top)
    lines = [_clean(line) for line in text.split("\r\n")]
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", " ".join(line for line in lines if line))


def _complete(table: RuledTable, page: Page) -> bool:
    """Whether the cells hold the text of their lines, each character once: what is no border cuts through lines."""
    printed = Counter(re.sub(r"\s", "", "".join(line.text for line in page.lines if _inside(line, table.box))))
    read = Counter(re.sub(r"\s", "", "".join(cell.text for cell in table.cells)))
    return bool(printed) and printed == read


def _inside(line: Line, box: Box) -> bool:
    return box.top <= line.middle <= box.bottom and line.left < box.right and line.right > box.left


def _clean(line: str) -> str:
    """Without what cannot be seen; the soft hyphen is how many PDF files write the hyphen."""
    return _INVISIBLE.sub("", line.replace("\u00ad", "-").replace("\ufffe", "-").replace("\t", " ")).strip()
