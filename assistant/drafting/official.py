"""A Word file in the layout of official documents (GB/T 9704-2012).

A4 with a type area of 156 by 225 mm, body in 仿宋 of 三号 (16 pt) at 28 points a line, headings in 黑体 and 楷体, the title in 小标宋 of
二号 (22 pt), page numbers between dashes, on the right of odd pages and the left of even ones.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.drafting.footnotes import Footnotes

BODY, FIRST, SECOND, TITLE = "仿宋", "黑体", "楷体", "方正小标宋简体"
_SIZE, _SMALL = Pt(16), Pt(10.5)
AUTHOR = "整改助手"


class OfficialDocument:
    """A document in the making: a title, headings, paragraphs with footnotes and comments, tables, a signature."""

    def __init__(self, title: str) -> None:
        """Begin a document under a title."""
        self._document = Document()
        self._notes = Footnotes(self._document)
        _page(self._document)
        paragraph = self._document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _spacing(paragraph, Pt(35))
        paragraph.paragraph_format.space_after = Pt(28)
        self._title = _run(paragraph, title, TITLE, Pt(22))

    def line(self, words: str, font: str = BODY, *, indent: bool = True, right: bool = False) -> Any:
        """A paragraph whose first line is set in by two characters, unless it is not to be; its font says what it is."""
        paragraph = self._document.add_paragraph()
        _spacing(paragraph, Pt(28))
        if indent and not right:
            paragraph.paragraph_format.first_line_indent = 2 * _SIZE
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.JUSTIFY
        _run(paragraph, words, font)
        return paragraph

    def add(self, paragraph: Any, words: str, font: str = BODY) -> None:
        """More words of a paragraph."""
        _run(paragraph, words, font)

    def notes(self, paragraph: Any, notes: Iterable[str]) -> None:
        """Footnotes at the end of a paragraph."""
        for number, note in enumerate(notes):
            if number:
                _run(paragraph, "，", BODY).font.superscript = True
            self._notes.add(_run(paragraph, "", BODY), note)

    def comment(self, words: str, paragraph: Any = None) -> None:
        """A comment at a paragraph, or at the title: what those who finish the document must know and nobody signs."""
        runs = [run for run in paragraph.runs if run.text] if paragraph else [self._title]
        self._document.add_comment(runs, words, author=AUTHOR, initials="整")

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """A table with lines, its header repeated on each page; `widths` are millimetres."""
        table = self._document.add_table(rows=1, cols=len(header), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)  # what LibreOffice and WPS go by; Word goes by the cells
        for line, font in ((header, FIRST), *((row, BODY) for row in rows)):
            cells = table.rows[0].cells if line is header else table.add_row().cells
            for cell, words, width in zip(cells, line, widths, strict=True):
                cell.width = Mm(width)
                for number, part in enumerate(words.split("\n")):
                    paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if len(words) <= 6 else WD_ALIGN_PARAGRAPH.LEFT
                    _run(paragraph, part, font, _SMALL)
        mark = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(mark)

    def landscape(self) -> None:
        """What follows stands on pages laid across, as an annex of a broad table does."""
        section = self._document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
        section.left_margin, section.right_margin = Mm(25), Mm(25)

    def save(self, path: Path) -> None:
        """Write it."""
        self._notes.save()
        self._document.save(str(path))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """A page number between dashes, one character in from its side."""
    paragraph.alignment = side
    indents = paragraph.paragraph_format
    indents.left_indent = indents.right_indent = Pt(14)
    _run(paragraph, "— ", "宋体", Pt(14))
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        _field(_run(paragraph, "", "宋体", Pt(14)), kind, text)
    _run(paragraph, " —", "宋体", Pt(14))


def _field(run: Any, kind: str | None, instruction: str | None) -> None:
    if kind:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
    else:
        mark = OxmlElement("w:instrText")
        mark.text = instruction
    run._r.append(mark)


def _spacing(paragraph: Any, height: Any) -> None:
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = height


def _run(paragraph: Any, words: str, font: str, size: Any = _SIZE) -> Any:
    """A run in a font for Chinese; figures in it stand in the same font as the standard wants."""
    run = paragraph.add_run(words)
    run.font.size = size
    run.font.name = font
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run
