"""From an address as a person cites it to the text: whole clauses, sections of several clauses, and the finer parts of
one (款, 项, 目), which are cited but too small to be found by themselves.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from llama_index.core.schema import TextNode

from corpus.numerals import NUMERAL, parse_numeral, write_numeral

_SPACE = re.compile(r"[\s　]+")
_ARTICLE = re.compile(rf"第([\d{NUMERAL}]+)(编|章|节|条|款|项|目|行|段)")
_STEP = re.compile(
    rf"第(?P<paragraph>[\d{NUMERAL}]+)款|第?[（(](?P<item>[{NUMERAL}]+)[)）]项?|第(?P<named>[\d{NUMERAL}]+)项|"
    rf"第?[（(](?P<digit>\d+)[)）]目?|第(?P<point>[\d{NUMERAL}]+)目|(?P<number>\d+)[.．、]?|(?P<last>最后一)款"
)
_BREAK = re.compile(r"(?<=[。：；:;！？”）)])[ \t　]*\n\s*|[ \xa0]{2,}|　{2,}")
_ITEM_LINE = re.compile(rf"[\s　]*(?:[（(][{NUMERAL}\d]+[)）]|\d{{1,2}}[.．、]|[①-⑳])")
_MARKS = {
    "item": rf"[（(]([{NUMERAL}]+)[)）]",
    "digit": r"[（(](\d+)[)）]",
    "point": r"(?<!\d)(\d{1,2})[.．、](?!\d)",
}


@dataclass(frozen=True)
class Passage:
    """A stretch of a document by its address; `clause` is the clause that holds it, or its first clause."""

    address: str
    start: int
    end: int
    clause: str


def find_passage(text: str, clauses: Sequence[TextNode], address: str) -> Passage | None:
    """The passage that an address names, None if the document has no such place.

    The longest beginning of the address that is a clause or a section is found first, the rest inside of it.
    """
    wanted = plain_address(address)
    for length in range(len(wanted), 0, -1):
        if wanted[length:] and not _steps(wanted[length:]):
            continue
        section = _section(clauses, wanted[:length])
        if section is None:
            continue
        start, end, clause = section
        found = _descend(text, start, end, _steps(wanted[length:]) or [])
        if found is not None:
            return Passage(wanted, *found, clause)
    return None


def plain_address(address: str) -> str:
    """An address in the form that clauses have: 第19条 → 第十九条, 二(三)2. → 二（三）2, without spaces."""
    compact = _SPACE.sub("", unicodedata.normalize("NFKC", address)).replace("(", "（").replace(")", "）")
    compact = _ARTICLE.sub(lambda m: f"第{_in_form(m[1], m[2])}{m[2]}", compact)
    return re.sub(rf"(?<=[\d{NUMERAL}])[.、](?=$|[（\d])|[、.]$", "", compact)


def paragraph_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The 款 of an article: its paragraphs, with the items that a paragraph introduces belonging to it."""
    bounds = [start, *(match.end() for match in _BREAK.finditer(text, start, end)), end]
    spans: list[tuple[int, int]] = []
    for first, last in itertools.pairwise(bounds):
        if not text[first:last].strip():
            continue
        if spans and _ITEM_LINE.match(text, first, last):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans


def _in_form(number: str, unit: str) -> str:
    """Numbers of rows and paragraphs stand in digits in addresses, all others in Chinese."""
    value = parse_numeral(number)
    return str(value) if unit in "行段" else write_numeral(value) if value < 10_000 else number


def _section(clauses: Sequence[TextNode], address: str) -> tuple[int, int, str] | None:
    """Where a clause stands, or all clauses of a section that was cut further."""
    inside = [node for node in clauses if _belongs(str(node.metadata["address"]), address)]
    exact = [node for node in inside if node.metadata["address"] == address and node.metadata["kind"] != "heading"]
    chosen = exact or inside
    if not chosen:
        return None
    first, last = chosen[0], chosen[-1]
    assert first.start_char_idx is not None and last.end_char_idx is not None  # ClauseParser sets them
    return first.start_char_idx, last.end_char_idx, str(first.metadata["address"])


def _belongs(address: str, section: str) -> bool:
    """Whether an address is that of a section or of a part of it: 二（三） is part of 二, 二十 is not, nor 二〔2〕."""
    if not address.startswith(section):
        return False
    rest = address[len(section) :]
    if not rest:
        return True
    return rest[0] in "（①②③④⑤⑥⑦⑧⑨第 " or (rest[0].isdigit() and not section[-1].isdigit())


def _steps(rest: str) -> list[tuple[str, int]] | None:
    """The finer parts that an address names, from the outside in; None if it names anything else."""
    steps = []
    position = 0
    while position < len(rest):
        match = _STEP.match(rest, position)
        if not match or match.end() == position:
            return None
        kind = str(match.lastgroup)
        steps.append((kind, 0 if kind == "last" else parse_numeral(match[kind])))
        position = match.end()
    return steps


def _descend(text: str, start: int, end: int, steps: list[tuple[str, int]]) -> tuple[int, int] | None:
    for kind, number in steps:
        if kind in ("paragraph", "last"):
            spans = paragraph_spans(text, start, end)
            place = len(spans) if kind == "last" else number
            if not 1 <= place <= len(spans):
                return None
            start, end = spans[place - 1]
            continue
        marks = {"named": "item", "number": "point"}.get(kind, kind)
        spans = item_spans(text, start, end, _MARKS[marks])
        if not 1 <= number <= len(spans):
            return None
        start, end = spans[number - 1]
    return start, end


def item_spans(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """Items counted from one, each from its mark to the next; a mark out of turn is a reference and no item.

    The last item ends with its paragraph: what follows is no part of it.
    """
    found: list[int] = []
    for match in re.finditer(mark, text[start:end]):
        before = text[start : start + match.start()].rstrip(" \t　")
        opens = (
            not before or before[-1] in "\n。：；:;，,、" or before == text[start : start + match.start()].strip()[:0]
        )
        if opens and parse_numeral(match[1]) == len(found) + 1:
            found.append(start + match.start())
    if not found:
        return []
    tail = _BREAK.search(text, found[-1], end)
    last = tail.end() if tail and text[tail.start() - 1] not in "：:" else end
    return list(zip(found, [*found[1:], last], strict=True))
