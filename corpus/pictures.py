"""Pages of a PDF as pictures, with words marked where they stand: what a reader trusts most is the page itself."""

import io
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFileError

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner."""

_SCALE = 1.6
"""Pixels a point: readable at the width of a panel, small enough to send."""

_MARK = (255, 214, 0, 90)

# pdfium must not be entered by two threads at once.
_PDFIUM = threading.Lock()


def page_picture(path: Path, number: int, words: str = "") -> bytes:
    """Page `number`, counted from 1, as PNG; `words` are marked if the page has them as text.

    Raises:
        UnreadableFileError: if the file is no PDF or has no such page.
    """
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError) as error:
            raise UnreadableFileError(f"{path.name} 不能作为 PDF 打开，请查看文字") from error
        with document:
            if not 1 <= number <= len(document):
                raise UnreadableFileError(f"{path.name} 没有第 {number} 页，共 {len(document)} 页")
            page = document[number - 1]
            return _png(page.render(scale=_SCALE).to_pil(), list(_boxes(page, words)), page.get_height())


def _boxes(page: Any, words: str) -> Iterator[Box]:
    """A box for each line of `words` on the page, however the page breaks them."""
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


def _png(picture: Any, boxes: Sequence[Box], height: float) -> bytes:
    from PIL import Image, ImageDraw

    layer = Image.new("RGBA", picture.size)
    draw = ImageDraw.Draw(layer)
    for left, bottom, right, top in boxes:
        draw.rectangle(
            [left * _SCALE - 1, (height - top) * _SCALE - 2, right * _SCALE + 1, (height - bottom) * _SCALE + 2], _MARK
        )
    written = io.BytesIO()
    Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB").save(written, "PNG", optimize=True)
    return written.getvalue()
