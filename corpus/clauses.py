"""Documents cut into clauses: the smallest numbered units that a person would cite, each a verbatim slice.

A clause is a section of the outline, a row of a table, or, where nothing is numbered, a paragraph. Put one after the
other they give the document back, so nothing a reader saw can be lost, and every clause knows where it stands.
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, NodeRelationship, RelatedNodeInfo, TextNode

from corpus.bodies import is_body
from corpus.outline import Section, outline
from corpus.record import TAKEN_UP
from corpus.tables import Table, find_tables

PARAGRAPH = 400
"""Characters up to which unnumbered paragraphs are joined: enough for a fact with its context, little enough to cite."""

LONG = 1500
"""Characters above which a numbered section is cut at its paragraphs. Articles never are: they are cited whole."""

CAPTION = 40
"""Characters of a line that names the table below it."""

_SHEET = re.compile(r"^【(.+)】$", re.MULTILINE)
_TABLE_UNIT = re.compile(r"(?:计量)?单位[:：]\s*[^\s，。；]*[元人户个亩吨%％里米]")
_FILLED_IN = re.compile(r"单位[:：]|填[报表制][^，。]{0,4}[:：]|日期[:：]")

_TAIL = re.compile(
    r"^[ \t　*]*(?:附\s*件\s*[:：]|抄\s*送\s*[:：]|联\s*系\s*(?:人|单位|电话)[^\n。]{0,8}[:：]|-{3,}\s*$"
    r"|特此(?:公告|通告|通知|报告|函[复告]?|复函|批复|说明)|此[复致]\s*[。.]?\s*$|[^\n]{0,30}\d{4}年\d{1,2}月\d{1,2}日\s*印[发制]\s*$)",
    re.MULTILINE,
)
# A line that ends within a sentence was broken by a page turn, not by a paragraph.
_PARAGRAPH_BREAK = re.compile(
    r"(?<=[。！？；：!?;:”」》）)*])[ \t　]*\n\s*|[ \xa0]{2,}|　+|\n\s*\n\s*(?=[^\n]{0,30}\n)"
)
_DATE = re.compile(
    r"(?:\d{4}|[〇○零一二三四五六七八九Oo]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日(?:印发)?"
)
_NO_LINE = re.compile(r"^(?:\*+|[（(]此件[^（）()]*[)）])?$")
_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’」』）)]*\s*|[^。！？!?；;]+$")


@dataclass(frozen=True)
class Slice:
    """A clause before it becomes a node: address, headings above it, offsets, and its kind.

    `kind` is "text", "heading" (a heading with nothing of its own under it, not worth finding) or "row".
    `columns` are the names of the table's columns for a row.
    """

    address: str
    headings: tuple[str, ...]
    start: int
    end: int
    kind: str = "text"
    columns: tuple[str, ...] = ()


class ClauseParser(NodeParser):
    """llama-index node parser: one `TextNode` a clause, with its address, page and exact offsets."""

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:
        return [node for document in nodes if isinstance(document, Document) for node in clause_nodes(document)]

    def _postprocess_parsed_nodes(self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]) -> list[BaseNode]:
        """Leave the nodes alone: the base class would look for their offsets by their text, and short clauses repeat."""
        return nodes


def clause_nodes(document: Document) -> list[TextNode]:
    """The clauses of one document as nodes, in reading order. `document.metadata["pages"]` holds page starts, if any."""
    pages: list[int] = document.metadata.get("pages", [])
    return [
        clause_node(
            document.text[piece.start : piece.end],
            piece.start,
            {
                "document": document.id_,
                "address": piece.address,
                "headings": list(piece.headings),
                "kind": piece.kind,
                "columns": list(piece.columns),
                "page": bisect.bisect_right(pages, _first_ink(document.text, piece)) or None,
            },
        )
        for piece in cut(document.text)
    ]


def clause_node(text: str, start: int, metadata: dict[str, Any]) -> TextNode:
    """The node of a clause with this text, from offset `start` on; `metadata` names its document and address."""
    return TextNode(
        id_=f"{metadata['document']}#{metadata['address']}",
        text=text,
        start_char_idx=start,
        end_char_idx=start + len(text),
        metadata=metadata,
        # llama-index puts metadata into the text it embeds unless told not to.
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=metadata["document"])},
    )


def cut(text: str) -> list[Slice]:
    """Cut a document into slices that follow each other without a gap, each with an address of its own."""
    tables = find_tables(text)
    sections = outline(text, tables)
    slices = [piece for section in sections for piece in _cut_section(text, section, sections, tables)]
    return _unique(slices)


def _cut_section(text: str, section: Section, sections: list[Section], tables: list[Table]) -> Iterator[Slice]:
    """One section as slices: its prose, its table rows, the end matter (attachments, contacts, copies) apart.

    A table inside an article is part of it, for articles are cited whole; one that follows the last article is not.
    """
    inside = [table for table in tables if any(section.start <= row.start < section.end for row in table.rows)]
    if "条" in section.address and section is not sections[-1]:
        inside = [table for table in inside if table.is_ledger]
    lines = sorted(
        [(start, end, "heading", table, 0) for table in inside for start, end in table.headers]
        + [(row.start, row.end, "row", table, row.number) for table in inside for row in table.rows]
    )
    position, above = section.start, section.headings
    sheets: list[str] = []
    for start, end, kind, table, number in lines:
        if not section.start <= start < section.end:
            continue
        if (between := text[position:start]).strip():
            sheet = _SHEET.search(between)
            sheets = [sheet[1]] if sheet else sheets
            above = (*section.headings, *sheets, *_caption(text, max(position, section.body), start))
            if position and _only_names(between):
                yield Slice(section.address or "表名", section.headings, position, start, "heading")
            else:
                yield from _prose(text, section, sections, position, start)
            position = start
        address = f"{table.name}第{number}行" if kind == "row" else f"{table.name}表头"
        yield Slice(address, above, position, end, kind, table.columns)
        position = end
    if position < section.end:
        yield from _prose(text, section, sections, position, section.end)


def _only_names(between: str) -> bool:
    """Whether what stands between two tables only names the next: its sheet, its title, its unit."""
    lines = [line.strip() for line in between.splitlines() if line.strip()]
    return len(lines) <= 3 and all(
        _SHEET.fullmatch(line) or _TABLE_UNIT.search(line) or (len(line) <= CAPTION and line[-1] not in "。；;，,：:")
        for line in lines
    )


def _caption(text: str, start: int, end: int) -> Iterator[str]:
    """What stands right above a table and names it, 附表2 补助标准, and the unit that is told there for all of it."""
    bare = (line.strip(" \t　*#") for line in text[start:end].splitlines())
    lines = [line for line in bare if line][-2:]
    unit = next((found[0] for line in lines if (found := _TABLE_UNIT.search(line))), None)
    named = [
        line for line in lines if len(line) <= CAPTION and line[-1] not in "。；;，," and not _FILLED_IN.search(line)
    ]
    yield from [*named[-1:], *([unit] if unit else [])]


def _prose(text: str, section: Section, sections: list[Section], start: int, end: int) -> Iterator[Slice]:
    last = section is sections[-1]
    tail = _TAIL.search(text, max(start, section.body), end) if last else None
    foot = _signature(text, max(start, section.body), end) if last else None
    stop = min(tail.start() if tail else end, end if foot is None else foot) if section.headings else end
    address = section.address or ("文首" if len(sections) > 1 else "")
    if start < stop:
        yield from _paragraphs(text, address, section, start, stop)
    if stop < end:
        yield Slice("文尾", (), stop, end)


def _signature(text: str, start: int, end: int) -> int | None:
    """Where the signature begins that ends a text: bodies, a line each, over a date. It is of no article."""
    lines = [(match.start(), match[0].strip(" \t　\xa0")) for match in re.finditer(r"[^\n]+", text[start:end])]
    while lines and _NO_LINE.match(lines[-1][1]):
        lines.pop()
    if not lines or not _DATE.fullmatch(lines[-1][1]):
        return None
    signed = list(itertools.takewhile(lambda line: _is_signer(line[1]), reversed(lines[:-1])))
    return start + signed[-1][0] if signed else None


def _is_signer(line: str) -> bool:
    names = [name for name in re.split(r"[ \t　\xa0]+", re.sub(r"[（(][^（）()]{0,6}[)）]$", "", line)) if name]
    return bool(names) and len(line) <= 60 and all(is_body(name) for name in names)


def _paragraphs(text: str, address: str, section: Section, start: int, end: int) -> Iterator[Slice]:
    """Prose whole where it is short or an article, else cut at paragraphs."""
    limit = LONG if section.headings else 2 * PARAGRAPH
    body = text[section.body : end] if section.body >= start else text[start:end]
    if address and (end - start <= limit or "条" in address):
        yield Slice(address, section.headings, start, end, "heading" if _says_nothing(body, section) else "text")
        return
    for number, (first, last) in enumerate(_paragraph_spans(text, start, end), 1):
        yield Slice(f"{address}第{number}段", section.headings, first, last)


def _says_nothing(body: str, section: Section) -> bool:
    """Whether a section is no more than the heading of those under it."""
    return section.parent and len(body.strip()) <= 60 and len(_SENTENCE.findall(body.strip(" \t　*#\n"))) <= 1


def _paragraph_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of about `PARAGRAPH` characters that end where paragraphs end; longer paragraphs break between sentences."""
    cuts = [match.end() for match in _PARAGRAPH_BREAK.finditer(text, start, end)]
    units: list[tuple[int, int]] = []
    for first, last in zip([start, *cuts], [*cuts, end], strict=True):
        if last - first > PARAGRAPH:
            units += [(first + m.start(), first + m.end()) for m in _SENTENCE.finditer(text[first:last])]
        elif first < last:
            units.append((first, last))
    spans: list[tuple[int, int]] = []
    for first, last in units:
        takes_up = TAKEN_UP.match(text[first:last])  # what is said of a problem is a clause of its own
        if spans and not takes_up and (last - spans[-1][0] <= PARAGRAPH or not text[first:last].strip()):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans


def _unique(slices: list[Slice]) -> list[Slice]:
    """Give the second and later holders of one address a mark, so that every address names one clause."""
    seen: dict[str, int] = {}
    result = []
    for piece in slices:
        seen[piece.address] = count = seen.get(piece.address, 0) + 1
        address = piece.address if count == 1 else f"{piece.address}〔{count}〕"
        result.append(Slice(address, piece.headings, piece.start, piece.end, piece.kind, piece.columns))
    return result


def _first_ink(text: str, piece: Slice) -> int:
    """Offset of the first character that is not white space: a clause begins on the page where it can be seen."""
    content = text[piece.start : piece.end]
    return piece.start + len(content) - len(content.lstrip())
