"""Ledgers as tables of a Word document. A text that is written takes the form that the cell had; the list is a last page."""

import copy
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Pt
from lxml import etree

from assistant.drafting.files import LISTING, Listing
from assistant.drafting.grid import Cell, Grid, Line
from corpus.errors import UnreadableFileError
from corpus.readers.archive import check_archive
from corpus.readers.wordtable import Places, cell_places

_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " "}
_TRACKED = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))
_SHARES = (10, 20, 34, 22, 14)
"""Widths of the columns of the list, in percent."""


def read(path: Path) -> list[Grid]:
    """The tables of the document, in order.

    Raises:
        UnreadableFileError: if the file is damaged, encrypted or unpacks beyond the limits.
    """
    return [_grid(number, places) for number, places in _tables(_open(path))]


def write(path: Path, output: Path, texts: Mapping[str, str], listing: Listing) -> set[str]:
    """Copy the document with these texts in their cells and the list at its end.

    Raises:
        UnreadableFileError: as `read`.
    """
    document = _open(path)
    cells = {
        address: cell
        for number, places in _tables(document)
        for cell, (_, address) in _addresses(number, places).items()
        if address in texts
    }
    for address, cell in cells.items():
        _set_text(cell, texts[address])
    _add_listing(document, listing)
    document.save(str(output))
    return set(cells)


def _open(path: Path) -> Any:
    check_archive(path, "Word")
    try:
        return docx.Document(str(path))
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError) as error:
        raise UnreadableFileError(f"{path.name} 不是完好的 Word 文件，无法打开，请用 Word 或 WPS 重新保存") from error


def _tables(document: Any) -> Iterator[tuple[int, Places]]:
    """The tables of the body with their numbers, as a reader counts them: one within a cell of another counts too."""
    tables = (table for table in document.element.body.iter(qn("w:tbl")) if not _in_box(table))
    return ((number, cell_places(table)) for number, table in enumerate(tables, 1))


def _in_box(table: Any) -> bool:
    """Whether a table stands in a text box, which Word writes twice."""
    return next(table.iterancestors(qn("w:txbxContent")), None) is not None


def _addresses(number: int, places: Places) -> dict[Any, tuple[int, str]]:
    """The first row and the address of each cell: cells are counted in the row where they begin, as they are seen there."""
    found: dict[Any, tuple[int, str]] = {}
    for row, line in enumerate(places, 1):
        for column, cell in enumerate((cell for cell, _ in itertools.groupby(line) if cell is not None), 1):
            found.setdefault(cell, (row, f"表{number}第{row}行第{column}列"))
    return found


def _grid(number: int, places: Places) -> Grid:
    cells: dict[Any, Cell] = {
        cell: Cell(address, _text(cell), row) for cell, (row, address) in _addresses(number, places).items()
    }
    width = max(map(len, places), default=0)
    nothing = Cell("", "", 0)
    lines = (
        Line(row, tuple(cells.get(cell, nothing) for cell in [*line, *[None] * (width - len(line))]))
        for row, line in enumerate(places, 1)
    )
    return [line for line in lines if any(cell.text for cell in line.cells)]


def _text(cell: Any) -> str:
    paragraphs = ("".join(map(_said, paragraph.iter())) for paragraph in cell.iter(qn("w:p")))
    return "\n".join(paragraphs).strip()


def _said(element: Any) -> str:
    return element.text or "" if element.tag == qn("w:t") else _BREAKS.get(element.tag, "")


def _set_text(cell: Any, text: str) -> None:
    """Put a text into a cell, a paragraph a line, each formed as the cell's first paragraph and its first run were."""
    first = next(cell.iter(qn("w:p")), None)
    layout = None if first is None else first.find(qn("w:pPr"))
    run = next((run for run in cell.iter(qn("w:r")) if run.find(qn("w:t")) is not None), None)
    # Where nothing was written yet, the paragraph's own mark has the form that typing there would take.
    source = run if run is not None else layout
    font = None if source is None else source.find(qn("w:rPr"))
    for child in list(cell):
        if child.tag != qn("w:tcPr"):
            cell.remove(child)
    for line in text.split("\n"):
        cell.append(_paragraph(line, _formed(layout, "w:pPr"), _formed(font, "w:rPr")))


def _formed(properties: Any, tag: str) -> Any:
    """A copy of properties without the marks of tracked changes, which belong to what stood there."""
    if properties is None:
        return OxmlElement(tag)
    own = copy.deepcopy(properties)
    for mark in [element for element in own.iter() if element.tag in _TRACKED]:
        mark.getparent().remove(mark)
    return own


def _paragraph(line: str, layout: Any, font: Any) -> Any:
    paragraph, run, words = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    words.text = line
    words.set(qn("xml:space"), "preserve")
    run.extend([font, words])
    paragraph.extend([layout, run])
    return paragraph


def _add_listing(document: Any, listing: Listing) -> None:
    heading = document.add_paragraph()
    heading.paragraph_format.page_break_before = True
    heading.add_run(LISTING).bold = True
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    heading._p.pPr.append(level)
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [Length(room * share // 100) for share in _SHARES]
    table = document.add_table(rows=len(listing), cols=len(_SHARES))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(_borders())
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, values in zip(table.rows, listing, strict=True):
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.first_line_indent = Pt(0)
            paragraph.paragraph_format.line_spacing = 1.0
            paragraph.add_run(value).font.size = Pt(9)


def _borders() -> Any:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>")
