"""Pages turned in memory until most of their text stands upright, whatever way it was drawn and whatever /Rotate says.

A table laid across a page has its lines one beside the other in the page's own space: every rule about lines would be wrong
there, and pdfium itself drops what it takes for text without width.
"""

import math
from collections import Counter

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_SAMPLE = 200
"""About how many characters of a page are looked at."""


def turn_upright(document: pdfium.PdfDocument, number: int) -> bool:
    """Turn a page of an open document, and say whether it was; what is read of it afterwards, and drawn, is upright.

    The file stays as it is.
    """
    page = document[number]
    try:
        quarters = _quarters(page)
        if not quarters and not page.get_rotation():
            return False
        _turn(page, quarters)
        return True
    finally:
        page.close()


def _quarters(page: pdfium.PdfPage) -> int:
    """By how many quarters counter-clockwise most characters were drawn; 0 where there are none."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        angles = [
            pdfium_c.FPDFText_GetCharAngle(textpage.raw, index)
            for index in range(0, count, count // _SAMPLE + 1)
            if pdfium_c.FPDFText_GetUnicode(textpage.raw, index) > 0x20
        ]
    finally:
        textpage.close()
    stands = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)  # pdfium counts clockwise
    return max(stands, key=stands.__getitem__, default=0)


def _turn(page: pdfium.PdfPage, quarters: int) -> None:
    left, bottom, right, top = page.get_bbox()
    matrix = (
        (1, 0, 0, 1, -left, -bottom),
        (0, -1, 1, 0, -bottom, right),
        (-1, 0, 0, -1, right, top),
        (0, 1, -1, 0, top, -left),
    )[quarters]
    pdfium_c.FPDFPage_TransFormWithClip(page.raw, pdfium_c.FS_MATRIX(*matrix), None)
    wide, high = right - left, top - bottom
    bounds = (0, 0, high, wide) if quarters % 2 else (0, 0, wide, high)
    page.set_mediabox(*bounds)
    page.set_cropbox(*bounds)
    page.set_rotation(0)
