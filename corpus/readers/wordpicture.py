"""Pictures inside Word files: their text is recognised, or it is said that it was not read."""

import io
import re
from collections.abc import Iterator

import numpy as np
from docx.opc.part import Part
from lxml import etree
from PIL import Image, ImageOps, UnidentifiedImageError

from corpus.readers.frames import LARGEST, LONG_SIDE
from corpus.readers.reading import ReadingWarning

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"

_SMALLEST = (160, 40)
"""Pixels of width and height below which a picture is a mark or a line, and holds no sentence."""

_MOST = 20
"""Pictures of a file that are read; recognising one takes a second or two."""

_SURE = 0.8
"""Confidence below which a picture shows something else than text."""


class Pictures:
    """The pictures of one document as they are met, each read once."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._read: dict[str, list[str]] = {}
        self._unread = 0

    def lines(self, drawing: etree._Element) -> Iterator[str]:
        """The lines of text in the pictures of a drawing."""
        for blip in drawing.iter(_BLIP):
            name = blip.get(_EMBED)
            if name and name not in self._read:
                self._read[name] = self._recognised(name)
                yield from self._read[name]

    def warnings(self) -> Iterator[ReadingWarning]:
        """That text was recognised in pictures, and that there are others in which none was."""
        if any(self._read.values()):
            count = sum(map(bool, self._read.values()))
            yield ReadingWarning(None, f"文件里有 {count} 张图片的文字由本机识别得到，引用前请核对原件")
        if self._unread:
            yield ReadingWarning(None, f"文件里有 {self._unread} 张图片没有读到文字，图中如有规定请另行核对")

    def _recognised(self, name: str) -> list[str]:
        picture = self._opened(name)
        if picture is not None and (picture.width < _SMALLEST[0] or picture.height < _SMALLEST[1]):
            return []
        if picture is None or len(self._read) >= _MOST:
            self._unread += 1
            return []
        from corpus.readers.ocr import recognise  # heavy: only files with pictures need it
        from corpus.readers.paragraphs import compose

        picture.thumbnail((LONG_SIDE, LONG_SIDE))
        scan = recognise(np.asarray(picture))
        text = compose([scan.page]).text if scan.confidence >= _SURE else ""
        lines = [line for line in text.split("\n") if re.search(r"[\u4e00-\u9fff]", line)]
        self._unread += not lines
        return lines

    def _opened(self, name: str) -> Image.Image | None:
        relation = self._part.rels.get(name)
        if relation is None or relation.is_external:
            return None
        try:
            with Image.open(io.BytesIO(relation.target_part.blob)) as image:
                return ImageOps.exif_transpose(image).convert("RGB") if image.width * image.height <= LARGEST else None
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None  # a drawing of another program: Word itself shows it by that
