"""Footnotes of a Word file, which python-docx cannot write: their part, its links, and the marks in the text."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FONT = "仿宋"
_ALTERNATIVES = {"方正小标宋简体": "宋体", "仿宋": "仿宋_GB2312", "楷体": "楷体_GB2312", "黑体": "SimHei"}
"""Fonts that stand in where a machine has not the first: offices have one or the other."""


class Footnotes:
    """The footnotes of one document, numbered as they are added."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._count = 0
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = self._note(number)
            note.set(qn("w:type"), kind)
            run = OxmlElement("w:r")
            run.append(OxmlElement(f"w:{kind}"))
            note[0].append(run)

    def add(self, run: Any, text: str) -> None:
        """Put the mark of a note with this text into an empty run."""
        self._count += 1
        number = self._count
        note = self._note(number)
        note[0].append(_superscript("w:footnoteRef"))
        note[0].append(_words(f" {text}"))
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number))
        run._r.append(reference)

    def save(self) -> None:
        """Add the notes to the document's package, and the fonts that may stand in for its own."""
        package = self._document.part.package
        data = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, data, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        fonts = self._document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
        fonts._blob = _with_alternatives(fonts.blob)

    def _note(self, number: int) -> Any:
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        note.append(parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>'))
        self._root.append(note)
        return note


def _superscript(tag: str) -> Any:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    raised = OxmlElement("w:vertAlign")
    raised.set(qn("w:val"), "superscript")
    properties.append(raised)
    run.append(properties)
    run.append(OxmlElement(tag))
    return run


def _words(text: str) -> Any:
    """A run in small 仿宋."""
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "21")
    properties.append(fonts)
    properties.append(size)
    run.append(properties)
    content = OxmlElement("w:t")
    content.text = text
    content.set(qn("xml:space"), "preserve")
    run.append(content)
    return run


def _with_alternatives(table: bytes) -> bytes:
    root = etree.fromstring(table)
    for name, other in _ALTERNATIVES.items():
        font = etree.SubElement(root, qn("w:font"))
        font.set(qn("w:name"), name)
        etree.SubElement(font, qn("w:altName")).set(qn("w:val"), other)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
