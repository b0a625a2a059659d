"""A document as HTML: its letterhead, then its text clause by clause, with the cited words marked and tables as tables."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from llama_index.core.schema import TextNode

from assistant.page.markup import button, script_button
from assistant.page.wording import Say
from corpus import ParsedDocument
from corpus.pictures import has_pictures


@dataclass(frozen=True)
class Place:
    """What is to be seen of a document: the clause at `address`, and in it the words from `start` to `end` of the text."""

    document: str
    address: str | None = None
    start: int = 0
    end: int = 0

    @property
    def query(self) -> str:
        """The place as the query of a link."""
        return urlencode({"document": self.document, **({"clause": self.address} if self.address else {})})


def missing(name: str, say: Say) -> str:
    """What is shown in place of a document that is not in the library."""
    told = say("库中没有文件 {name}，可能已被移除。").format(name=escape(name))
    shut = button(say("关闭"), "shut", "action close")
    return f'<div class="source" role="region" aria-label="{say("原文")}" tabindex="-1"><header><p>{told}</p>{shut}</header></div>'


def source(parsed: ParsedDocument, place: Place, say: Say, closable: bool = True) -> str:
    """The whole document; what `place` names is marked and is what the page scrolls to."""
    return (
        f'<div class="source" role="region" aria-label="{say("原文")}" tabindex="-1">'
        f"{_head(parsed, place, say, closable)}"
        f"{_picture(parsed, place, say)}"
        f'<div class="text">{_doubts(parsed)}{_body(parsed, place)}</div></div>'
    )


def outline(parsed: ParsedDocument, say: Say) -> str:
    """The addresses of a document's clauses, each leading to it."""
    items = "".join(
        f"<li>{script_button(_entry(node), 'entry', scroll=_anchor(node))}</li>"
        for node in parsed.clauses
        if node.text.strip()
    )
    return f'<nav class="outline" aria-label="{say("目录")}"><ol>{items}</ol></nav>'


def _entry(node: TextNode) -> str:
    first = re.split(r"[\n。；\t]", node.text.strip("#* \n　"), maxsplit=1)[0]
    return f"<b>{escape(node.metadata['address'])}</b> <span>{escape(first[:24])}</span>"


def _head(parsed: ParsedDocument, place: Place, say: Say, closable: bool) -> str:
    head = parsed.letterhead
    facts = [head.number, head.issuer, head.date or head.printed, head.kind, parsed.name]
    shown = "".join(f"<li>{escape(fact)}</li>" for fact in facts if fact)
    link = urlencode({"name": parsed.name})
    tools = (
        script_button(say("复制链接"), "action", link=place.query, done=say("已复制"))
        + f'<a class="action" href="file?{link}" download>{say("下载原件")}</a>'
        + (button(say("关闭"), "shut", "action close") if closable else "")
    )
    return f'<header><h3>{escape(head.title or parsed.name)}</h3><ul class="facts">{shown}</ul><div class="tools">{tools}</div></header>'


def _picture(parsed: ParsedDocument, place: Place, say: Say) -> str:
    """The page that holds the place as a picture, for formats that have pages to show."""
    cited = next((node for node in parsed.clauses if _is_cited(node, place)), None)
    page = cited.metadata["page"] if cited else None
    if not page or not has_pictures(parsed.name):
        return ""
    query = urlencode({"name": parsed.name, "page": page, "start": place.start, "end": place.end})
    label = say("第 {page} 页原样").format(page=page)
    return (
        f'<details class="picture" open><summary>{label}</summary>'
        f'<div class="page" role="region" aria-label="{label}" tabindex="0"><img data-picture="picture?{query}" alt="{label}"></div></details>'
    )


def _doubts(parsed: ParsedDocument) -> str:
    """What was doubtful when the document was read."""
    return "".join(f'<p class="notice">⚠ {escape(warning.text)}</p>' for warning in parsed.warnings)


def _body(parsed: ParsedDocument, place: Place) -> str:
    runs = itertools.groupby(parsed.clauses, lambda node: bool(node.metadata["columns"]))
    return "".join(_table(nodes, place) if tabular else _prose(nodes, place) for tabular, nodes in runs)


def _prose(nodes: Iterator[TextNode], place: Place) -> str:
    return "".join(
        f'<section class="clause{" cited" if _is_cited(node, place) else ""}" id="{_anchor(node)}">'
        f"{_label(node)}"
        f"<p>{_marked(node, 0, len(node.text), place)}</p></section>"
        for node in nodes
        if node.text.strip()
    )


def _label(node: TextNode) -> str:
    """The clause's address, unless its text begins with it anyway."""
    address = node.metadata["address"]
    begins = re.sub(r"[\s*#]", "", node.text[: 2 * len(address) + 8]).startswith(address)
    return "" if begins else f'<span class="address">{escape(address)}</span>'


def _table(nodes: Iterator[TextNode], place: Place) -> str:
    rows = "".join(_row(node, place) for node in nodes)
    return f'<div class="table"><table>{rows}</table></div>'


def _row(node: TextNode, place: Place) -> str:
    cell = "td" if node.metadata["kind"] == "row" else "th"
    lines = [line for line in re.finditer(r"[^\n]+", node.text) if line.group().strip()]
    cells = [
        "".join(
            f"<{cell}>{_marked(node, line.start() + part.start(), line.start() + part.end(), place)}</{cell}>"
            for part in re.finditer(r"[^\t]*(?:\t|$)", line.group())
            if part.start() < len(line.group())
        )
        for line in lines
    ]
    cited = ' class="cited"' if _is_cited(node, place) else ""
    return "".join(f'<tr{cited} id="{_anchor(node)}">{row}</tr>' for row in cells)


def _marked(node: TextNode, first: int, last: int, place: Place) -> str:
    """The stretch of a clause, escaped, with the cited words in it marked."""
    offset = node.start_char_idx or 0
    text = node.text[first:last].rstrip()
    start = min(max(place.start - offset - first, 0), len(text))
    end = min(max(place.end - offset - first, 0), len(text))
    if start >= end:
        return escape(text)
    return f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"


def _is_cited(node: TextNode, place: Place) -> bool:
    if place.end:
        offset = node.start_char_idx or 0
        return offset < place.end and place.start < offset + len(node.text)
    return place.address is not None and bool(node.metadata["address"] == place.address)


def _anchor(node: TextNode) -> str:
    return f"clause-{node.start_char_idx}"
