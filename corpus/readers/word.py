"""Word documents: paragraphs with the numbers that Word generates, tables, text boxes, footnotes, accepted changes."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from lxml import etree

from corpus.errors import UnreadableFileError
from corpus.readers.archive import check_archive
from corpus.readers.formula import M, linear
from corpus.readers.grid import EMPTY, GridCell, cell_of, table_lines
from corpus.readers.numbering import Numbering, W
from corpus.readers.reading import Reading, ReadingWarning
from corpus.readers.wordpicture import Pictures
from corpus.readers.wordtable import cell_places

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_DELETED = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "tblPr")}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}
_CONTENTS_STYLE = re.compile(r"^toc\s*\d|^table of figures|^目录", re.IGNORECASE)


def read(path: Path) -> Reading:
    """Read a .docx file as Word shows it with all changes accepted.

    Raises:
        UnreadableFileError: if the file is damaged, encrypted or unpacks beyond the limits.
    """
    check_archive(path, "Word")
    try:
        document = docx.Document(str(path))
        body = document.element.body
        walk = _Walk(document.part)
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError) as error:
        raise UnreadableFileError(f"{path.name} 不是完好的 Word 文件，无法打开，请用 Word 或 WPS 重新保存") from error
    lines = list(walk.blocks(body)) + walk.notes()
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return Reading(text, warnings=walk.warnings())


class _Walk:
    """One pass through a document: numbers count on and notes are gathered as they are met."""

    def __init__(self, part: Part) -> None:
        self._parts = {relation.reltype.rsplit("/", 1)[-1]: _tree(relation) for relation in part.rels.values()}
        self._numbering = Numbering(self._parts.get("numbering"), self._parts.get("styles"))
        self._contents = _contents_styles(self._parts.get("styles"))
        self._notes: list[tuple[str, str]] = []
        self._pictures = Pictures(part)

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """The lines of the paragraphs and tables under an element, in order."""
        joined = ""
        for child in parent:
            if child.tag == f"{W}p":
                if self._is_contents(child):
                    continue
                boxes, text = self._paragraph(child)
                yield from boxes
                joined += text
                # A deleted paragraph mark joins the paragraph with the next one.
                if child.find(f"{W}pPr/{W}rPr/{W}del") is None:
                    yield joined
                    joined = ""
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag"):
                yield from self.blocks(child)
        if joined:
            yield joined

    def notes(self) -> list[str]:
        """Footnotes and endnotes, each after its mark, as lines that follow the body."""
        lines = []
        for mark, (kind, note_id) in enumerate(self._notes, 1):
            tree = self._parts.get(kind)
            found = tree.find(f"{W}{kind[:-1]}[@{W}id='{note_id}']") if tree is not None else None
            if found is not None:
                lines.append(f"［注{mark}］" + " ".join(line.strip() for line in self.blocks(found) if line.strip()))
        return lines

    def warnings(self) -> tuple[ReadingWarning, ...]:
        """What the file holds that is no part of its text."""
        comments = self._parts.get("comments")
        count = 0 if comments is None else len(comments.findall(f"{W}comment"))
        told = (ReadingWarning(None, f"文件有 {count} 条批注，批注不是正文，没有收录"),) if count else ()
        return (*told, *self._pictures.warnings())

    def _is_contents(self, paragraph: etree._Element) -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style is not None and style.get(f"{W}val") in self._contents

    def _paragraph(self, paragraph: etree._Element) -> tuple[list[str], str]:
        """The lines of the text boxes that hang on a paragraph, and its own text after its number."""
        boxes: list[str] = []
        text = "".join(self._inline(paragraph, boxes))
        label = self._numbering.label(paragraph) if text.strip() else ""
        return boxes, label + text if label else text

    def _inline(self, element: etree._Element, boxes: list[str]) -> Iterator[str]:
        for child in element:
            if child.tag in _DELETED or not isinstance(child.tag, str) or _hidden(child):
                continue
            if child.tag == _FALLBACK and child.getparent().find(_CHOICE) is not None:
                continue
            if child.tag == f"{W}t":
                yield re.sub(r"[\t\r\n]", " ", child.text or "")
            elif child.tag in _BREAKS:
                yield "" if child.get(f"{W}type") in ("page", "column") else _BREAKS[child.tag]
            elif child.tag == f"{M}oMath":
                yield linear(child)
            elif child.tag == f"{W}drawing":
                boxes += self._pictures.lines(child)
                yield from self._inline(child, boxes)
            elif child.tag == f"{W}txbxContent":
                boxes += [line for line in self.blocks(child) if line.strip()]
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = "footnotes" if child.tag == f"{W}footnoteReference" else "endnotes"
                self._notes.append((kind, child.get(f"{W}id", "")))
                yield f"［注{len(self._notes)}］"
            else:
                yield from self._inline(child, boxes)

    def _table(self, table: etree._Element) -> Iterator[str]:
        """A table as lines; one of a single row or column only lays paragraphs out, and they come as they are."""
        places = cell_places(table)
        if max((len(set(line) - {None}) for line in places), default=0) < 2 or len(places) < 2:
            for cell in dict.fromkeys(cell for line in places for cell in line if cell is not None):
                yield from self.blocks(cell)
            return
        read: dict[etree._Element | None, GridCell] = {None: EMPTY}
        for cell in (cell for line in places for cell in line):
            if cell is not None and cell not in read:
                read[cell] = cell_of("\n".join(line for line in self.blocks(cell) if line.strip()))
        yield from table_lines([[read[cell] for cell in line] for line in places])


def _hidden(element: etree._Element) -> bool:
    """Whether a run is formatted as hidden: it is on no page that Word prints."""
    vanish = element.find(f"{W}rPr/{W}vanish") if element.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false")


def _contents_styles(styles: etree._Element | None) -> set[str]:
    """Styles of generated tables of contents: they repeat the headings and are no text of their own."""
    if styles is None:
        return set()
    names = ((style.get(f"{W}styleId", ""), style.find(f"{W}name")) for style in styles.findall(f"{W}style"))
    return {key for key, name in names if name is not None and _CONTENTS_STYLE.match(name.get(f"{W}val", ""))}


def _tree(relation: object) -> etree._Element | None:
    """The XML of a related part, without entities and without what lies outside of the file."""
    part = None if getattr(relation, "is_external", True) else getattr(relation, "target_part", None)
    if not isinstance(part, Part) or not part.blob.lstrip().startswith(b"<"):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    return etree.fromstring(part.blob, parser)
