"""Pages of a document as pictures, with words marked where they stand: what a reader trusts most is the page itself."""

import base64
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from corpus.errors import UnreadableFileError
from corpus.parsed import ParsedDocument
from corpus.readers import MODULES
from corpus.readers.frames import frames
from corpus.region import regions_of
from corpus.sandbox import call

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in parts of the page's width and height."""

_SCALE = 1.6
"""Pixels a point: readable at the width of a panel, small enough to send."""

_LONG_SIDE = 1400
"""Pixels of the long side of a page that is a picture itself: as large as a page of A4 at that scale."""

_MARK = (255, 214, 0, 90)

_LARGEST = 12_000_000
"""Pixels of a page that is drawn: a page may say that it is ten metres wide."""


@dataclass(frozen=True)
class PagePicture:
    """A page as PNG, and how far down the first mark on it is, in parts of its height; None where nothing is marked."""

    png: bytes
    marked_at: float | None


def has_pictures(name: str) -> bool:
    """Whether the pages of a file of that name can be shown."""
    return MODULES.get(Path(name).suffix.lower()) in ("pdf", "ocr")


def page_picture(path: Path, parsed: ParsedDocument, number: int, start: int = 0, end: int = 0) -> PagePicture:
    """Page `number`, counted from 1, of the document that was read from `path`.

    The words from `start` to `end` of its text are marked; a page that was turned to be read is shown so.

    Raises:
        UnreadableFileError: if the file has no such page.
    """
    recognised = [region for region in parsed.regions if region.page == number]
    regions = regions_of(recognised, parsed.text, start, end)
    boxes = [(region.left, region.top, region.right, region.bottom) for region in regions]
    turned = recognised[0].turned if recognised else 0
    words = "" if recognised else parsed.text[start:end]
    png, marked_at = call(draw_page, path, number, turned, boxes, words)
    return PagePicture(base64.b64decode(png), marked_at)


def draw_page(path: Path, number: int, turned: int, boxes: list[Box], words: str) -> tuple[str, float | None]:
    """The page after so many quarter turns, as PNG in base 64, and how far down the first mark is.

    Marked are the boxes, or, where there are none, the words as they stand in a PDF file as text.

    Raises:
        UnreadableFileError: if the file has no such page.
    """
    if path.suffix.lower() == ".pdf":
        picture, found = _pdf_page(path, number, words)
        return _marked(picture, turned, boxes or found)
    frame = next(itertools.islice(frames(path), number - 1, None), None) if number > 0 else None
    if frame is None:
        raise UnreadableFileError(f"{path.name} 没有第 {number} 页")
    frame.thumbnail((_LONG_SIDE, _LONG_SIDE))
    return _marked(frame, turned, boxes)


def _pdf_page(path: Path, number: int, words: str) -> tuple[Image.Image, list[Box]]:
    """A page of a PDF file, and where it has the words as text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise UnreadableFileError(f"{path.name} 不能作为 PDF 打开，请查看文字") from error
    with document:
        if not 1 <= number <= len(document):
            raise UnreadableFileError(f"{path.name} 没有第 {number} 页，共 {len(document)} 页")
        page = document[number - 1]
        width, height = page.get_size()
        lines = list(_lines(page, words))
        picture = page.render(scale=min(_SCALE, (_LARGEST / max(width * height, 1)) ** 0.5)).to_pil()
    return picture, [
        (left / width, 1 - top / height, right / width, 1 - bottom / height) for left, bottom, right, top in lines
    ]


def _lines(page: Any, words: str) -> Iterator[Box]:
    """Left, bottom, right and top in points of each line of `words` on the page, however the page breaks them."""
    text = page.get_textpage()
    characters = [(text.get_text_range(i, 1)[:1], i) for i in range(text.count_chars())]
    ink = [(c, i) for c, i in characters if c.strip()]
    start, length = _find("".join(c for c, _ in ink), "".join(words.split()))
    line: Box | None = None
    for _, i in ink[start : start + length]:
        left, bottom, right, top = text.get_charbox(i)
        if line and left >= line[0] and bottom < line[3] and top > line[1]:
            line = (line[0], min(line[1], bottom), max(line[2], right), max(line[3], top))
            continue
        if line:
            yield line
        line = (left, bottom, right, top)
    if line:
        yield line


def _find(text: str, words: str) -> tuple[int, int]:
    """Where the words begin and how many of them are there; those that go on overleaf are found by their beginning."""
    for length in (len(words), 40, 20, 10):
        start = text.find(words[:length]) if 0 < length <= len(words) else -1
        if start >= 0:
            return start, length
    return 0, 0


def _marked(picture: Image.Image, turned: int, boxes: list[Box]) -> tuple[str, float | None]:
    """The picture after so many quarter turns counter-clockwise, with the boxes on it marked."""
    page = picture.rotate(90 * turned, expand=True).convert("RGBA")
    layer = Image.new("RGBA", page.size)
    draw = ImageDraw.Draw(layer)
    for left, top, right, bottom in boxes:
        draw.rectangle(
            [left * page.width - 1, top * page.height - 2, right * page.width + 1, bottom * page.height + 2], _MARK
        )
    written = io.BytesIO()
    Image.alpha_composite(page, layer).convert("RGB").save(written, "PNG", optimize=True)
    return base64.b64encode(written.getvalue()).decode("ascii"), min((top for _, top, _, _ in boxes), default=None)
