"""Room for a text that is written into a cell of a workbook: its lines are broken, and its row is as high as they need."""

import re
from typing import Any

from lxml import etree
from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import range_boundaries

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

WIDTH, HEIGHT = 8.43, 15.0
"""Characters of a column and points of a row where the sheet does not say."""

LINE = 1.35
"""Height of a line by the size of its font."""

HIGHEST = 409.0
"""Points that a row may have at most (ECMA-376)."""


def make_room(root: Any, styles: Any, address: str, text: str) -> None:
    """Let the cell at `address` of a sheet show all of `text`; rows are made higher where they are too low, never lower."""
    column, number = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]
    first, last, rows = _area(root, column_index_from_string(column), int(number))
    width = sum(_width(root, place) for place in range(first, last + 1))
    cell = root.find(f".//{_MAIN}c[@r='{address}']")
    style = _wrapping(styles, int(cell.get("s") or 0))
    cell.set("s", str(style))
    lines = sum(-(-_characters(line) // max(2, int(width) - 1)) or 1 for line in text.split("\n"))
    needed = lines * _size(styles, style) * LINE + 4
    places = [row for row in root.find(f"{_MAIN}sheetData") if int(row.get("r")) in rows]
    lacking = needed - sum(float(row.get("ht") or HEIGHT) for row in places)
    for row in places if lacking > 0 else ():
        row.set("ht", f"{min(HIGHEST, float(row.get('ht') or HEIGHT) + lacking / len(places)):.1f}")
        row.set("customHeight", "1")


def _area(root: Any, column: int, row: int) -> tuple[int, int, range]:
    """First and last column, and the rows, of the merged area that a cell begins, or of the cell alone."""
    for merged in root.iter(f"{_MAIN}mergeCell"):
        first, top, last, bottom = range_boundaries(merged.get("ref"))
        if (first, top) == (column, row):
            return column, last, range(row, bottom + 1)
    return column, column, range(row, row + 1)


def _width(root: Any, column: int) -> float:
    for named in root.iter(f"{_MAIN}col"):
        if int(named.get("min")) <= column <= int(named.get("max")):
            return float(named.get("width") or WIDTH)
    return WIDTH


def _characters(line: str) -> int:
    """Width of a line in the digits that widths of columns are counted in: a Chinese character is as wide as two."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in line)


def _wrapping(styles: Any, number: int) -> int:
    """The number of a style that is as the one of `number` and breaks lines; made if there is none."""
    formats = styles.find(f"{_MAIN}cellXfs")
    if _breaks(formats[number]):
        return number
    made = etree.fromstring(etree.tostring(formats[number]))
    aligned = made.find(f"{_MAIN}alignment")
    if aligned is None:
        aligned = etree.Element(f"{_MAIN}alignment", vertical="center")
        made.insert(0, aligned)
    aligned.set("wrapText", "1")
    made.set("applyAlignment", "1")
    wanted = etree.tostring(made, method="c14n")
    same = next((place for place, each in enumerate(formats) if etree.tostring(each, method="c14n") == wanted), None)
    if same is None:
        formats.append(made)
        formats.set("count", str(len(formats)))
    return len(formats) - 1 if same is None else same


def _breaks(form: Any) -> bool:
    aligned = form.find(f"{_MAIN}alignment")
    return aligned is not None and aligned.get("wrapText") in ("1", "true")


def _size(styles: Any, number: int) -> float:
    """Points of the font of a style."""
    font = styles.find(f"{_MAIN}fonts")[int(styles.find(f"{_MAIN}cellXfs")[number].get("fontId") or 0)]
    size = font.find(f"{_MAIN}sz")
    return float(size.get("val")) if size is not None else 11.0
