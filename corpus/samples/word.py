"""A source as a Word document in the layout of official documents, article numbers given by Word where they are marked."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from corpus.samples.archive import EPOCH, write_archive
from corpus.samples.source import Line, blocks, merges, shown

_NUMBERING = 90
_ABSTRACT = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="space"/>
<w:lvlText w:val="第%1条"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>"""
_NUMBER = f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>'

_LOOKS: dict[str, tuple[ALIGN, str, float]] = {
    "head": (ALIGN.CENTER, "方正小标宋简体", 30),
    "title": (ALIGN.CENTER, "方正小标宋简体", 22),
    "chapter": (ALIGN.CENTER, "黑体", 16),
    "signature": (ALIGN.RIGHT, "仿宋_GB2312", 16),
    "text": (ALIGN.JUSTIFY, "仿宋_GB2312", 16),
    "numbered": (ALIGN.JUSTIFY, "仿宋_GB2312", 16),
}


def write_word(path: Path, lines: Sequence[Line]) -> None:
    """Write the lines as a Word document."""
    document: Any = docx.Document()
    document.core_properties.created = document.core_properties.modified = datetime(*EPOCH)
    document.core_properties.author = "示例"
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_ABSTRACT))
    numbering.append(parse_xml(_NUMBER))
    for block in blocks(lines):
        if block[0].kind == "row":
            _table(document, [line.cells for line in block])
        elif block[0].kind == "page":
            document.add_page_break()
        else:
            _paragraph(document, block[0])
    buffer = io.BytesIO()
    document.save(buffer)
    write_archive(path, buffer.getvalue())


def _paragraph(document: Any, line: Line) -> None:
    align, font, size = _LOOKS[line.kind]
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if align is ALIGN.JUSTIFY:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    if line.kind == "numbered":
        paragraph.style = document.styles["List Paragraph"]
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{_NUMBERING}"/></w:numPr>')
        )
    run = paragraph.add_run(line.text)
    run.font.size = Pt(size)
    run.font.name = font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if line.kind == "head":
        run.font.color.rgb = RGBColor(0xC0, 0, 0)


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = shown(text)
    for merge in merges(rows):
        text = rows[merge.top][merge.left]
        table.cell(merge.top, merge.left).merge(table.cell(merge.bottom, merge.right)).text = text
