"""PDF by pdfium: lines with their places, ruled tables, and the pictures of pages that hold no text."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.errors import UnreadableFileError
from corpus.readers.beside import beside_pages
from corpus.readers.columns import unfolded
from corpus.readers.form import filled_in
from corpus.readers.frames import LONG_SIDE
from corpus.readers.layout import Line, Page, in_reading_order
from corpus.readers.paragraphs import compose
from corpus.readers.quality import is_unusable
from corpus.readers.reading import PageDone, Reading, ReadingWarning, nothing
from corpus.readers.rulings import Box, RuledTable, Ruling, find_ruled_tables
from corpus.readers.running import without_running_lines
from corpus.readers.upright import turn_upright

if TYPE_CHECKING:
    from corpus.readers.ocr import Scan

_PAGES = 3000
"""Pages of a file that is read: more than any volume has."""

_SHARPEST = 3.0
"""Pixels for a point, 216 an inch: enlarging a small page further adds time and no detail."""

_FEW_CHARACTERS = 8
"""Characters below which a page that holds a picture is taken for a scan: scanners stamp page numbers and dates."""

_TALLEST = 1.15
"""Height of a line in Chinese characters at most: some fonts claim half as much again above them, which nothing fills."""

_SQUEEZED = 0.35
"""Width of a character in parts of its height below which a line must hold characters printed over each other."""

_NEAR = 0.3
"""Share of its width by which a character printed again may have moved: more, and it is another one beside it."""

_OBJECTS = 20_000
"""Drawn objects looked at for table borders on a page; maps and charts have more, and no table."""

_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u4e00-\u9fff])")
_SPREAD = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u200b-\u200f\u2060\ufeff]")


def read(path: Path, page_done: PageDone = nothing) -> Reading:
    """Read the text layer of every page, and recognise the pages that have a picture instead.

    Raises:
        UnreadableFileError: if the file is damaged or asks for a password.
    """
    document = _open(path)
    scans: dict[int, Scan] = {}
    pages = []
    try:
        values = filled_in(path) if document.get_formtype() != pdfium_c.FORMTYPE_NONE else {}
        beside = tuple(beside_pages(path, document))
        if len(document) > _PAGES:
            raise UnreadableFileError(f"{path.name} 有 {len(document)} 页，超过上限 {_PAGES} 页，请拆分后再收录")
        for number in range(len(document)):
            turned = turn_upright(document, number)
            page = _page(document, number)
            # Where a page was turned nobody knows any more where its fields stand: they follow its text.
            pages.append(replace(page, lines=(*page.lines, *_placed(values.get(number, []), page, turned))))
            if _has_picture_instead(document, number, pages[-1]):
                scans[number], pages[-1] = _scan(document, number, pages[-1])
            page_done(number + 1, len(document))
        printed = without_running_lines(pages)
        pages = [page if n in scans else _with_tables(document, n, page) for n, page in enumerate(printed)]
    except (pdfium.PdfiumError, ctypes.ArgumentError) as error:
        raise UnreadableFileError(
            f"{path.name} 的第 {len(pages) + 1} 页已损坏，无法读取，请用原软件重新导出"
        ) from error
    finally:
        document.close()
    reading = compose(pages)
    return replace(reading, warnings=(*_scan_warnings(scans), *_loss_warnings(printed, reading), *beside))


def _has_picture_instead(document: pdfium.PdfDocument, number: int, page: Page) -> bool:
    """Whether a page shows something and its text layer says nothing that can be used."""
    text = "".join(line.text for line in page.lines)
    if len(re.sub(r"\W", "", text)) >= _FEW_CHARACTERS and not is_unusable(text):
        return False
    opened = document[number]
    try:
        wanted = None if is_unusable(text) or not text else [pdfium_c.FPDF_PAGEOBJ_IMAGE]
        return next(iter(opened.get_objects(filter=wanted, max_depth=3)), None) is not None
    finally:
        opened.close()


def _scan(document: pdfium.PdfDocument, number: int, page: Page) -> tuple["Scan", Page]:
    """The recognised page in place of its text layer; where nothing is recognised the layer stays."""
    from corpus.readers.ocr import recognise  # heavy: only pages without text need it

    opened = document[number]
    try:
        scale = min(_SHARPEST, LONG_SIDE / max(page.width, page.height, 1))
        picture = opened.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3]
    finally:
        opened.close()
    scan = recognise(picture)
    return scan, scan.page.scaled(1 / scale) if scan.page.lines or scan.page.tables else page


def _scan_warnings(scans: dict[int, "Scan"]) -> tuple[ReadingWarning, ...]:
    if not scans:
        return ()
    from corpus.readers.ocr import scan_warnings

    return scan_warnings({number + 1: scan for number, scan in scans.items()})


def _placed(values: list[Line], page: Page, turned: bool) -> list[Line]:
    """What was filled in, where it stands; below everything on a page that was turned."""
    if not turned:
        return values
    return [
        replace(value, top=page.height + 20 * n, bottom=page.height + 20 * n + 12) for n, value in enumerate(values)
    ]


def _loss_warnings(printed: list[Page], reading: Reading) -> Iterator[ReadingWarning]:
    """A warning for each page of which a printed character is not in the text: what is lost must never be silent."""
    ends = (*reading.pages[1:], len(reading.text))
    for number, (page, start, end) in enumerate(zip(printed, reading.pages, ends, strict=True), 1):
        lost = Counter("".join(line.text for line in page.lines)) - Counter(reading.text[start:end])
        if any(not character.isspace() for character in lost):
            yield ReadingWarning(number, f"第 {number} 页有文字没有读出，引用前请核对原件")


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
        outside = [line for line in page.lines if not any(_inside(line, table.box) for table in tables)]
        lines = unfolded(outside, lambda: _pieces(textpage, page.height))
    finally:
        textpage.close()
        opened.close()
    return Page(page.width, page.height, tuple(in_reading_order(lines)), tuple(table.block() for table in tables))


def _pieces(textpage: pdfium.PdfTextPage, height: float) -> list[Line]:
    """The stretches of text that were drawn in one go, with their places."""
    boxes = [textpage.get_rect(number) for number in range(textpage.count_rects())]
    drawn = [
        Line(_clean(textpage.get_text_bounded(*box)), box[0], box[2], height - box[3], height - box[1]) for box in boxes
    ]
    return [piece for piece in drawn if piece.text]


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
        length = _units(line)
        if _clean(line):
            lead = len(line) - len(line.lstrip())
            first = _box(textpage, position + lead)
            last = _box(textpage, position + _units(line.rstrip()) - 1)
            top, bottom = height - max(first[3], last[3]), height - min(first[1], last[1])
            left, right = min(first[0], last[0]), max(first[2], last[2])
            top = max(top, bottom - _TALLEST * _em(line.strip(), first, last, bottom - top))
            if len(line) > 3 and right - left < _SQUEEZED * len(line) * (bottom - top):
                line = _without_overprints(textpage, position, line)
            yield Line(_clean(line), left, right, top, bottom)
        position += length + 2


def _em(line: str, first: Sequence[float], last: Sequence[float], height: float) -> float:
    """The width of a Chinese character at an end of a line; its height where there is none, or they lie on their side."""
    ends = ((line[0], first), (line[-1], last))
    widths = [box[2] - box[0] for character, box in ends if unicodedata.east_asian_width(character) == "W"]
    return max(widths, default=0.0) or height


def _units(text: str) -> int:
    """Length as pdfium counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _without_overprints(textpage: pdfium.PdfTextPage, position: int, line: str) -> str:
    """The line without characters printed again on their own place, as some programs make bold and shadowed text.

    A place is a point of the page, and near is near for the width of the character: digits of a narrow face stand close, and
    in a line that runs down the page all stand equally far to the right.
    """
    kept = ""
    printed: dict[str, list[tuple[float, float]]] = {}
    for character in line:
        left, bottom, right, top = _box(textpage, position)
        places = printed.setdefault(character, [])
        near = _NEAR * min(right - left, top - bottom)
        if character.isspace() or not any(math.dist((left, top), place) < near for place in places):
            kept += character
            places.append((left, top))
        position += _units(character)
    return kept


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
    """Without what cannot be seen, without the gaps between Chinese and digits, and without those of a spread-out line.

    The soft hyphen is how many PDF files write the hyphen.
    """
    plain = _INVISIBLE.sub("", line.replace("\u00ad", "-").replace("\ufffe", "-").replace("\t", " "))
    if len(_SPREAD.findall(plain)) > 0.6 * sum(c > "\x7f" for c in plain):
        plain = _SPREAD.sub("", plain)
    return _GAP.sub("", plain).strip()
