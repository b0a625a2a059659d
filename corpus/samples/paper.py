"""A source as pages of paper: a PDF with text, running header and page numbers, or the picture of a page as scanned.

Needs the font below (Debian: fonts-wqy-microhei, Apache-2.0) and, for the PDF with text, `reportlab`.
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from corpus.samples.archive import EPOCH
from corpus.samples.source import Line

FONT = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
WIDTH, HEIGHT = 595.0, 842.0
MARGIN = 72.0
_SIZES = {"head": 26.0, "title": 18.0, "chapter": 15.0}
_SIZE = 14.0
_NO_START = "，。；：、！？）〕》”%"
_NO_END = "（〔《“"


@dataclass(frozen=True)
class Placed:
    """A printed line: its page, the point where it begins (from the top left), its size and kind."""

    page: int
    x: float
    y: float
    size: float
    kind: str
    text: str


def write_pdf(path: Path, lines: Sequence[Line], header: str) -> None:
    """Write the lines as a PDF whose text can be selected, `header` at the top of every page."""
    fonts = import_module("reportlab.pdfbase.pdfmetrics")
    fonts.registerFont(import_module("reportlab.pdfbase.ttfonts").TTFont("wqy", str(FONT), subfontIndex=0))
    canvas = import_module("reportlab.pdfgen.canvas").Canvas(str(path), (WIDTH, HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(path.stem)
    placed = list(_place(lines, lambda text, size: float(fonts.stringWidth(text, "wqy", size))))
    for page in range(placed[-1].page + 1):
        canvas.setFont("wqy", 9)
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 40, header)
        canvas.drawCentredString(WIDTH / 2, 36, f"— {page + 1} —")
        for line in placed:
            if line.page == page:
                canvas.setFont("wqy", line.size)
                canvas.setFillColorRGB(0.75 if line.kind == "head" else 0, 0, 0)
                canvas.drawString(line.x, HEIGHT - line.y, line.text)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.showPage()
    canvas.save()


def write_scan(path: Path, lines: Sequence[Line], dots: int = 170) -> None:
    """Write the lines as pictures of pages, a little turned and grainy, at so many dots an inch."""
    scale = dots / 72
    placed = list(_place(lines, lambda text, size: _font(size * 10).getlength(text) / 10))
    pages = []
    noise = np.random.default_rng(7)
    for page in range(placed[-1].page + 1):
        picture = Image.new("L", (round(WIDTH * scale), round(HEIGHT * scale)), 250)
        draw = ImageDraw.Draw(picture)
        for line in placed:
            if line.page == page:
                draw.text((line.x * scale, line.y * scale), line.text, 30, _font(line.size * scale), anchor="ls")
        turned = picture.rotate(0.4, Image.Resampling.BICUBIC, fillcolor=250)
        grain = noise.normal(0, 4, (turned.height, turned.width))
        pages.append(Image.fromarray(np.clip(np.asarray(turned) + grain, 0, 255).astype(np.uint8)))
    moment = time.struct_time((*EPOCH, 2, 1, 0))
    pages[0].save(
        path, "PDF", resolution=dots, quality=40, save_all=True, append_images=pages[1:], title=path.stem,
        creationDate=moment, modDate=moment,
    )  # fmt: skip


def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


def _place(lines: Sequence[Line], measure: Callable[[str, float], float]) -> Iterator[Placed]:
    """The lines broken to the width of the page and put one under the other."""
    page, y = 0, MARGIN
    for line in lines:
        size = _SIZES.get(line.kind, _SIZE)
        indent = 2 * size if line.kind == "text" and not line.text.endswith(("：", "号")) else 0.0
        if line.kind == "page":
            page, y = page + 1, MARGIN
            continue
        for number, piece in enumerate(_wrap(line.text, size, WIDTH - 2 * MARGIN, indent, measure)):
            y += 1.7 * size
            if y > HEIGHT - MARGIN:
                page, y = page + 1, MARGIN + 1.7 * size
            spare = WIDTH - 2 * MARGIN - measure(piece, size)
            left = {"signature": spare, "text": indent if number == 0 else 0.0}.get(line.kind, spare / 2)
            yield Placed(page, MARGIN + left, y, size, line.kind, piece)


def _wrap(text: str, size: float, width: float, indent: float, measure: Callable[[str, float], float]) -> Iterator[str]:
    """The text in pieces no wider than the line: none begins with a mark that closes or ends with one that opens, and
    no number is broken."""
    piece, room = "", width - indent
    for character in text:
        if measure(piece + character, size) > room and character not in _NO_START:
            kept = re.sub(r"[\d.]+$", "", piece) if character.isdigit() else piece.rstrip(_NO_END)
            yield kept
            piece, room = piece[len(kept) :], width
        piece += character
    yield piece
