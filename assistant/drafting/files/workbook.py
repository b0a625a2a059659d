"""Writing texts into cells of a workbook so that nothing else of it changes.

A library that reads a workbook and writes it anew loses what it does not know: pictures, shapes, charts, the styles of
comments. So the parts of the file (ECMA-376, SpreadsheetML) are copied byte by byte, and only the sheets that gain a
text, and what names the sheet that is added, are edited.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from assistant.drafting.files import LISTING, Listing
from assistant.drafting.files.heights import make_room
from assistant.drafting.grid import Cell, Grid, Line
from corpus.errors import UnreadableFileError
from corpus.readers.archive import check_archive
from corpus.readers.sheet import DAMAGED, shown

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES = "xl/styles.xml"
_WIDTHS = (18, 40, 80, 80, 40)


def read(path: Path) -> list[Grid]:
    """The visible sheets of a workbook, with the values that its formulas had when it was saved.

    Raises:
        UnreadableFileError: if the file is damaged, encrypted or unpacks beyond the limits.
    """
    check_archive(path, "Excel")
    try:
        book = openpyxl.load_workbook(path, data_only=True)
        return [_grid(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except (SyntaxError, *DAMAGED) as error:  # openpyxl lets XML parse errors through, which are SyntaxErrors
        raise UnreadableFileError(f"{path.name} 不是完好的 Excel 文件，请用 Excel 或 WPS 重新保存后再试") from error


def write(path: Path, output: Path, texts: Mapping[str, str], listing: Listing) -> set[str]:
    """Copy a workbook with these texts in their cells, which get the room they need, and one more sheet that holds the list.

    A cell with a formula keeps it and is not written.
    """
    with zipfile.ZipFile(path) as source:
        parts = {info.filename: source.read(info) for info in source.infolist()}
        order = source.infolist()
    files, written = _sheet_files(parts), set[str]()
    styles = etree.fromstring(parts[_STYLES]) if _STYLES in parts else None
    for sheet, cells in _by_sheet(texts).items():
        root = etree.fromstring(parts[files[sheet]])
        for cell, text in cells.items():
            if _set_text(root, cell, text):
                written.add(f"{sheet}!{cell}")
                if styles is not None:
                    make_room(root, styles, cell, text)
        parts[files[sheet]] = _xml(root)
    if styles is not None:
        parts[_STYLES] = _xml(styles)
    added = _add_sheet(parts, _free_name(LISTING, files), listing)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for info in order:
            target.writestr(info, parts[info.filename], compress_type=info.compress_type)
        target.writestr(added, parts[added])
    return written


def _grid(sheet: Any) -> Grid:
    """The rows with something written in them, and only those: a sheet may claim a million because of one colour."""
    written = {place for place, cell in sheet._cells.items() if cell.value is not None}
    rows = sorted({row for row, _ in written})
    width = max((column for _, column in written), default=0)
    homes = _merged_homes(sheet, rows, width)
    cells: dict[tuple[int, int], Cell] = {}
    lines = []
    for row in rows:
        places = [homes.get((row, column), (row, column)) for column in range(1, width + 1)]
        lines.append(Line(row, tuple(cells.setdefault(place, _cell(sheet, place)) for place in places)))
    return lines


def _merged_homes(sheet: Any, rows: list[int], width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """The first cell of the merged area that each covered place belongs to."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in rows
        if area.min_row <= row <= area.max_row
        for column in range(area.min_col, min(area.max_col, width) + 1)
    }


def _cell(sheet: Any, place: tuple[int, int]) -> Cell:
    cell = sheet._cells.get(place)  # asking the sheet for a cell that is not there would make it
    text = shown(cell.value, cell.number_format).strip() if cell is not None and cell.value is not None else ""
    return Cell(f"{sheet.title}!{get_column_letter(place[1])}{place[0]}", text, place[0])


def _by_sheet(texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for address, text in texts.items():
        sheet, _, cell = address.rpartition("!")
        found.setdefault(sheet, {})[cell] = text
    return found


def _sheet_files(parts: dict[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by its name."""
    links = {link.get("Id"): link.get("Target") for link in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])}
    book = etree.fromstring(parts["xl/workbook.xml"])
    return {sheet.get("name"): _part(links[sheet.get(f"{{{_LINK}}}id")]) for sheet in book.find(f"{{{_MAIN}}}sheets")}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _set_text(root: Any, address: str, text: str) -> bool:
    """Put a text into a cell, making the cell where the sheet has none; False for a cell with a formula."""
    column, number = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]
    row = _placed(root.find(f"{{{_MAIN}}}sheetData"), "row", number, lambda r: int(r), number)
    cell = _placed(row, "c", address, _column, column)
    if cell.find(f"{{{_MAIN}}}f") is not None:
        return False
    style = cell.get("s")
    cell.clear()
    cell.set("r", address)
    if style:
        cell.set("s", style)
    cell.append(_inline(cell, text))
    return True


def _column(address: str) -> int:
    number: int = column_index_from_string(re.sub(r"\d", "", address))
    return number


def _placed(parent: Any, tag: str, name: str, place: Any, own: str) -> Any:
    """The child of that name, made at its place in order where there is none."""
    for i, child in enumerate(parent):
        if child.get("r") == name:
            return child
        if place(child.get("r")) > place(own):
            made = etree.Element(f"{{{_MAIN}}}{tag}", r=name)
            parent.insert(i, made)
            return made
    return etree.SubElement(parent, f"{{{_MAIN}}}{tag}", r=name)


def _inline(cell: Any, text: str) -> Any:
    cell.set("t", "inlineStr")
    inline = etree.Element(f"{{{_MAIN}}}is")
    words = etree.SubElement(inline, f"{{{_MAIN}}}t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return inline


def _add_sheet(parts: dict[str, bytes], name: str, table: Listing) -> str:
    """Add a sheet and name it where the workbook, its links and the content types want it; returns its part."""
    numbers = [int(n) for part in parts for n in re.findall(r"xl/worksheets/sheet(\d+)\.xml$", part)]
    file = f"worksheets/sheet{max(numbers, default=0) + 1}.xml"
    parts[f"xl/{file}"] = _xml(_sheet(table))
    links = etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    known = {link.get("Id") for link in links}
    link = next(f"rId{n}" for n in range(1, len(known) + 2) if f"rId{n}" not in known)
    etree.SubElement(links, f"{{{_PACKAGE}}}Relationship", Id=link, Type=f"{_LINK}/worksheet", Target=file)
    parts["xl/_rels/workbook.xml.rels"] = _xml(links)
    book = etree.fromstring(parts["xl/workbook.xml"])
    sheets = book.find(f"{{{_MAIN}}}sheets")
    number = max(int(sheet.get("sheetId")) for sheet in sheets) + 1
    entry = etree.SubElement(sheets, f"{{{_MAIN}}}sheet", name=name, sheetId=str(number))
    entry.set(f"{{{_LINK}}}id", link)
    parts["xl/workbook.xml"] = _xml(book)
    types = etree.fromstring(parts["[Content_Types].xml"])
    etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/xl/{file}", ContentType=_SHEET_TYPE)
    parts["[Content_Types].xml"] = _xml(types)
    return f"xl/{file}"


def _sheet(table: Listing) -> Any:
    root = etree.Element(f"{{{_MAIN}}}worksheet", nsmap={None: _MAIN})
    columns = etree.SubElement(root, f"{{{_MAIN}}}cols")
    for number, width in enumerate(_WIDTHS, 1):
        etree.SubElement(
            columns, f"{{{_MAIN}}}col", min=str(number), max=str(number), width=str(width), customWidth="1"
        )
    data = etree.SubElement(root, f"{{{_MAIN}}}sheetData")
    for number, values in enumerate(table, 1):
        row = etree.SubElement(data, f"{{{_MAIN}}}row", r=str(number))
        for column, value in enumerate(values, 1):
            cell = etree.SubElement(row, f"{{{_MAIN}}}c", r=f"{get_column_letter(column)}{number}")
            cell.append(_inline(cell, value))
    return root


def _free_name(name: str, taken: Iterable[str]) -> str:
    names = set(taken)
    return next(n for n in (name, *(f"{name}{i}" for i in range(2, len(names) + 3))) if n not in names)


def _xml(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
