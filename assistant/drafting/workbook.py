"""Writing texts into cells of a workbook so that nothing else of it changes.

A library that reads a workbook and writes it anew loses what it does not know: pictures, shapes, charts, the styles of
comments. So the parts of the file (ECMA-376, SpreadsheetML) are copied byte by byte, and only the sheets that gain a
text, and what names the sheet that is added, are edited.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WIDTHS = (14, 10, 40, 80, 80, 40)
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class CellText:
    """A text for a cell of a sheet."""

    sheet: str
    address: str
    text: str


def write_cells(
    path: Path, output: Path, cells: Iterable[CellText], listing: str, table: Sequence[Sequence[str]]
) -> set[tuple[str, str]]:
    """Copy a workbook with these texts in their cells and one more sheet that holds `table`; returns what was written.

    A cell with a formula keeps it and is not written.
    """
    with zipfile.ZipFile(path) as source:
        parts = {info.filename: source.read(info) for info in source.infolist()}
        order = source.infolist()
    files = _sheet_files(parts)
    written = set()
    wanted: dict[str, list[CellText]] = {}
    for cell in cells:
        wanted.setdefault(cell.sheet, []).append(cell)
    for sheet, texts in wanted.items():
        root = etree.fromstring(parts[files[sheet]])
        written |= {(sheet, cell.address) for cell in texts if _set_text(root, cell.address, cell.text)}
        parts[files[sheet]] = _xml(root)
    added = _add_sheet(parts, _free_name(listing, files), table)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for info in order:
            target.writestr(info, parts[info.filename], compress_type=info.compress_type)
        target.writestr(added, parts[added])
    return written


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
    words.text = _ILLEGAL.sub("", text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return inline


def _add_sheet(parts: dict[str, bytes], name: str, table: Sequence[Sequence[str]]) -> str:
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


def _sheet(table: Sequence[Sequence[str]]) -> Any:
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
