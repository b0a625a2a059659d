"""A draft as a Word file in the layout of official documents (GB/T 9704-2012), its citations as footnotes.

A4 with a type area of 156 by 225 mm, body in 仿宋 of 三号 (16 pt) at 28 points a line, headings in 黑体 and 楷体, the title
in 小标宋 of 二号 (22 pt), and page numbers between dashes.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.drafting.case import BLANK
from assistant.drafting.draft import Draft, Measure, describe
from assistant.drafting.footnotes import Footnotes
from corpus.numerals import write_numeral

BODY, FIRST, SECOND, TITLE = "仿宋", "黑体", "楷体", "方正小标宋简体"
_SIZE = Pt(16)


def write_word(draft: Draft, path: Path) -> None:
    """Write the draft to a Word file."""
    document = Document()
    _page(document)
    notes = Footnotes(document)
    unit = "" if draft.unit == BLANK else draft.unit
    _title(document, f"{unit}问题整改措施")
    for number, (heading, fill) in enumerate(_sections(draft), 1):
        _line(document, f"{write_numeral(number)}、{heading}", FIRST)
        fill(document, notes)
    for words in (unit, f"{BLANK}年{BLANK}月{BLANK}日"):
        if words:
            _line(document, words, BODY, indent=False).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    notes.save()
    document.save(str(path))


def _sections(draft: Draft) -> list[tuple[str, Any]]:
    """Headings with what writes the section under them; what a draft lacks is no section."""
    found: list[tuple[str, Any]] = [("问题描述", lambda document, _: _line(document, draft.issue, BODY))]
    if draft.missing:
        return [*found, ("说明", lambda document, _: _line(document, str(draft.missing), BODY))]
    if draft.cause:
        found.append(("原因分析", lambda document, _: _line(document, str(draft.cause), BODY)))
    found.append(("整改措施", lambda document, notes: _measures(document, notes, draft)))
    people = (f"责任单位：{draft.unit}。", f"责任人：{draft.person}。", f"整改时限：{draft.deadline}。")
    found.append(("责任和时限", lambda document, _: _list(document, people)))
    found.append(("佐证材料", lambda document, _: _line(document, f"{'、'.join(draft.evidence)}。", BODY)))
    if draft.warnings:
        warnings = tuple(f"{warning}。" for warning in draft.warnings)
        found.append(("需核实补充的事项", lambda document, _: _list(document, warnings)))
    return found


def _measures(document: Any, notes: Footnotes, draft: Draft) -> None:
    for number, measure in enumerate(draft.measures, 1):
        paragraph = _line(document, f"（{write_numeral(number)}）{measure.heading}。", SECOND)
        _run(paragraph, measure.text.removeprefix(f"{measure.heading}。"), BODY)
        _cite(paragraph, notes, measure)


def _cite(paragraph: Any, notes: Footnotes, measure: Measure) -> None:
    for number, citation in enumerate(measure.citations):
        if number:
            _run(paragraph, "，", BODY).font.superscript = True
        run = _run(paragraph, "", BODY)
        notes.add(run, describe(citation).partition("] ")[2])


def _list(document: Any, lines: tuple[str, ...]) -> None:
    for number, words in enumerate(lines, 1):
        _line(document, f"{number}.{words}", BODY)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
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


def _title(document: Any, words: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _spacing(paragraph, Pt(35))
    paragraph.paragraph_format.space_after = Pt(28)
    _run(paragraph, words, TITLE, Pt(22))


def _line(document: Any, words: str, font: str, indent: bool = True) -> Any:
    """A paragraph whose first line is set in by two characters."""
    paragraph = document.add_paragraph()
    _spacing(paragraph, Pt(28))
    if indent:
        paragraph.paragraph_format.first_line_indent = 2 * _SIZE
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _run(paragraph, words, font)
    return paragraph


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
