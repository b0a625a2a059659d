"""Web pages: the document without the page around it, tables as rows."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from corpus.errors import UnreadableFileError
from corpus.readers.furniture import STATED, without_furniture
from corpus.readers.grid import EMPTY, GridCell, cell_of, table_lines
from corpus.readers.reading import Reading
from corpus.readers.text import decode_bytes

_SKIPPED = {
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select", "input",
    "textarea", "iframe", "object", "svg", "canvas", "video", "audio", "head",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd",
    "table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "blockquote", "pre", "body", "center", "figure", "hr", "fieldset",
}  # fmt: skip
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_MAIN_SHARE = 0.85
"""Share of a page's text (links aside) that one element must hold to be the document inside the page."""


def read(path: Path) -> Reading:
    """Read the main text of a page; menus, forms, scripts and lists of links are left out.

    Raises:
        UnreadableFileError: if the page cannot be parsed.
    """
    data = path.read_bytes()
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _decoded(path, data))
    try:
        root = lxml_html.document_fromstring(text.replace("\x00", ""), parser=lxml_html.HTMLParser(huge_tree=False))
    except (etree.ParserError, ValueError) as error:
        raise UnreadableFileError(f"{path.name} 不是完好的网页，无法读取，请在浏览器中另存为网页后再收录") from error
    body = root.find("body")
    main = _main(body if body is not None else root)
    lines = [line.strip() for line in "".join(_text(main)).split("\n")]
    title = _title(root)
    content = "\n".join(without_furniture([line for line in lines if line]))
    if title and re.sub(r"\s", "", title) not in re.sub(r"\s", "", content):
        content = f"{title}\n{content}"
    return Reading(content)


def _decoded(path: Path, data: bytes) -> str:
    """The page in the encoding that it declares, else in the one that loses least: browsers show broken pages too."""
    declared = _CHARSET.search(data[:4096])
    try:
        return decode_bytes(path, data, declared[1].decode("ascii") if declared else None)
    except UnreadableFileError:
        tried = [data.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030")]
        return min(tried, key=lambda text: text.count("\ufffd"))


def _main(element: etree._Element) -> etree._Element:
    """The innermost element that still holds nearly all text that is no link."""
    whole = _weight(element)
    while whole:
        inner = next(
            (c for c in element if _is_shown(c) and c.tag in _BLOCKS and _weight(c) >= _MAIN_SHARE * whole), None
        )
        if inner is None or inner.tag in ("p", "tr", "td", "tbody"):
            break
        element = inner
    return element


def _weight(element: etree._Element) -> int:
    """Characters of shown text outside of links."""
    total = len((element.text or "").strip())
    for child in element:
        if _is_shown(child) and child.tag != "a":
            total += _weight(child)
        total += len((child.tail or "").strip())
    return total


def _title(root: etree._Element) -> str | None:
    """The document's own title, which often stands outside of the text's element; the title tag adds the site's name."""
    stated = [
        meta.get("content") or "" for meta in root.iter("meta") if (meta.get("name") or "").lower() == "articletitle"
    ]
    headings = [each.text_content() for each in root.iter("h1")]
    found = [
        title for each in (*stated, *(headings if len(headings) == 1 else [])) if (title := re.sub(r"\s+", "", each))
    ]
    return found[0] if found else None


def _is_shown(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return False
    return element.get("hidden") is None and not _HIDDEN.search(element.get("style") or "")


def _text(element: etree._Element) -> Iterator[str]:
    """The text under an element, blocks on lines of their own."""
    if element.tag == "table" and (lines := _table(element)):
        yield "\n" + "\n".join(lines) + "\n"
        return
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    yield _inline(element.text)
    for child in element:
        if _is_shown(child) and not _is_menu(child):
            yield "\n" if child.tag == "br" else ""
            yield from _text(child)
        yield _inline(child.tail)
    if block:
        yield "\n"


def _inline(text: str | None) -> str:
    """White space as a browser shows it; the ideographic space that indents paragraphs stays."""
    return re.sub(r"[ \t\r\n\f\xa0]+", " ", text or "")


def _is_menu(element: etree._Element) -> bool:
    """A block that is nearly all links: a menu, a path, a list of other pages."""
    if element.tag not in ("ul", "ol", "div", "dl", "p"):
        return False
    links = [link for link in element.iter("a") if (link.text_content() or "").strip()]
    if len(links) < 3:
        return False
    return sum(len(link.text_content().strip()) for link in links) > 2 * _weight(element)


def _table(table: etree._Element) -> list[str]:
    """Lines of a data table; none for a table that lays out the page."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    if next(table.iterdescendants("table"), None) is not None:
        return []
    matrix = _matrix(rows)
    if pairs := _labelled(matrix):
        return pairs
    if len(rows) < 2:
        return []
    if max(len(row) for row in matrix) < 2 or max(len(cell.text) for row in matrix for cell in row) > 3000:
        return []
    return table_lines(matrix)


def _labelled(matrix: list[list[GridCell]]) -> list[str]:
    """The lines of a table that gives names and values side by side, as pages tell of a document; none for any other."""
    cells = [re.sub(r"\s+", " ", cell.text).strip() for row in matrix for cell in row]
    names, values = [re.sub(r"\s", "", cell) for cell in cells[::2]], cells[1::2]
    named = [name for name in names if name]
    known = sum(name.rstrip("：:") in STATED for name in named)
    marked = all(name.endswith(("：", ":")) and len(name) <= 10 for name in named)
    if len(cells) % 2 or not named or not (marked or known > len(named) / 2):
        return []
    return [f"{name.rstrip('：:')}：{value}" for name, value in zip(names, values, strict=True) if name and value]


def _matrix(rows: list[etree._Element]) -> list[list[GridCell]]:
    """Cells at every place that they span; spans are bounded, for pages claim any number."""
    places: dict[tuple[int, int], GridCell] = {}
    for r, row in enumerate(rows):
        column = 0
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while (r, column) in places:
                column += 1
            cell = cell_of("".join(_text(element)).strip())
            for i in range(_span(element, "rowspan", len(rows) - r)):
                for j in range(_span(element, "colspan", 50)):
                    places.setdefault((r + i, column + j), cell)
            column += 1
    width = max((column for _, column in places), default=0) + 1
    return [[places.get((r, column), EMPTY) for column in range(width)] for r in range(len(rows))]


def _span(element: etree._Element, name: str, most: int) -> int:
    value = (element.get(name) or "1").strip()
    return max(1, min(int(value), most)) if value.isdigit() and len(value) < 6 else 1
