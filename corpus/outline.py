"""The numbering of official documents, scanned into sections with addresses.

Official documents number by families that nest in a known order (GB/T 9704-2012, 7.3.3, for 一、（一）1.（1）; the
Legislation Law, article 65, for 编章节条款项目), and reports add their own (问题1：, 针对第一项). What looks like a number
at the start of a line is often not one: a cross-reference (依照第十九条), a year, a table of contents. So a marker counts
only when it is the next number of a series that is open, or the first of a new one.
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.numerals import NUMERAL, parse_numeral
from corpus.tables import Table

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Family:
    """One way of numbering: its place in the nesting order, and how a person cites a member of it."""

    name: str
    rank: int
    pattern: str
    label: str


_NUMBER = rf"(?P<number>[{NUMERAL}\d０-９]+(?:\s[{NUMERAL}\d０-９]+)*)"
_CHINESE = rf"(?P<number>[{NUMERAL}]+)"
_ARABIC = r"(?P<number>[\d０-９]{1,3})"

FAMILIES = (
    Family("编", 0, rf"第\s*{_NUMBER}\s*编(?=[\s　]|$)", "第{}编"),
    Family("章", 1, rf"第\s*{_NUMBER}\s*章(?![程的])", "第{}章"),
    Family("节", 2, rf"第\s*{_NUMBER}\s*节(?![的])", "第{}节"),
    # What follows a cross-reference (第十九条的规定, 第三条、第四条) never follows a heading.
    Family("条", 3, rf"第\s*{_NUMBER}\s*条(?P<sub>之[{NUMERAL}]+)?(?![的和至及或、，,之款]|第|规定|所)", "第{}条"),
    Family("一、", 4, rf"{_CHINESE}\s*[、．](?!\s*[、．])", "{}"),
    Family("问题", 5, rf"问题\s*{_NUMBER}\s*[:：、.．]", "问题{}"),
    Family("第一项", 5, rf"(?:针对|关于|对于?)第\s*{_CHINESE}\s*[项个条]", "第{}项"),
    Family("（一）", 6, rf"[（(]\s*{_CHINESE}\s*[)）]", "（{}）"),
    Family("1.", 7, rf"{_ARABIC}\s*[.．、](?!\s*[\d０-９])", "{}"),
    Family("（1）", 8, rf"[（(]\s*{_ARABIC}\s*[)）]", "（{}）"),
    Family("①", 9, rf"(?P<number>[{CIRCLED}])", "{}"),
)

ARTICLE = 3
"""Rank of 条. Articles are numbered through a document, so an article is cited without its chapter."""

LIST_RANK = 6
"""From this rank down, numbered items may be the members of one sentence instead of sections."""

_EXCERPTED = ("章", "条", "一、")
"""Families whose series an excerpt may begin amid; others number lists too often."""

_AHEAD = 200
"""Candidates looked at beyond one that is out of turn."""

_PREFIX = r"[ \t　\xa0]*+(?:#{1,6}[ \t]*+)?(?:\*\*|__)?[ \t　]*+"  # possessive: a line of spaces must not be tried again and again
_LINE_START = rf"^{_PREFIX}"
_INSIDE_LINE = rf"(?:^{_PREFIX}|(?<=[\s　。；;：:！!？?）)]))"
_ANNEX = re.compile(rf"^{_PREFIX}附\s*(?:件|录|表)?\s*(?P<number>[{NUMERAL}\d]*)\s*[:：]?\s*$", re.MULTILINE)
_SENTENCE_END = re.compile(r"[。；;！!？?]")


@dataclass(frozen=True)
class Marker:
    """A number that may open a section: where it starts and ends, its family, its value and its label as cited."""

    family: Family
    number: int
    sub: str
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Section:
    """A stretch of text under one number, up to where the next section begins.

    `address` is how a person cites it, `headings` the headings above it and its own, outermost first. `start` and `end`
    are offsets into the document; `body` is where the text after the marker begins (`start` for what has no number).
    `parent` tells that the next section belongs under this one.
    """

    address: str
    headings: tuple[str, ...]
    start: int
    body: int
    end: int
    parent: bool


def outline(text: str, tables: Sequence[Table] = ()) -> list[Section]:
    """Cut `text` into sections that follow each other without a gap; the first has an empty address if unnumbered.

    Numbers in the first cells of `tables` number rows, not sections.
    """
    rows = {start for table in tables for start in (*(row.start for row in table.rows), *(a for a, _ in table.headers))}
    annexes = list(_ANNEX.finditer(text))
    candidates = [marker for marker in _candidates(text) if marker.start not in rows]
    markers = _accept(text, candidates, [annex.start() for annex in annexes])
    return list(_sections(text, markers, annexes))


def lost_line_breaks(text: str) -> bool:
    """Whether the text came without its line breaks, as web pages often do: then numbers stand inside the lines."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and len(text) / len(lines) > 400


def _candidates(text: str) -> list[Marker]:
    """All that looks like a number at the start of a line, or inside lines whose breaks were lost, in order."""
    start = _INSIDE_LINE if lost_line_breaks(text) else _LINE_START
    found = [
        _marker(family, match)
        for family in FAMILIES
        for match in re.finditer(start + family.pattern, text, re.MULTILINE)
    ]
    return sorted(found, key=lambda marker: marker.start)


def _marker(family: Family, match: re.Match[str]) -> Marker:
    written = re.sub(r"\s", "", match["number"])
    number = CIRCLED.index(written) + 1 if written in CIRCLED else parse_numeral(written)
    sub = match.groupdict().get("sub") or ""
    return Marker(family, number, sub, family.label.format(written) + sub, match.start(), match.end())


def _accept(text: str, candidates: list[Marker], annexes: list[int]) -> list[list[Marker]]:
    """The candidates that continue or open a series, each as the path of markers from the outermost to itself.

    A series may go on under the next parent (articles through chapters), so its last number outlives its parent. Below
    an article, items belong to the article. Members of one sentence (1.…；2.…；) stay with the sentence.
    """
    path: list[Marker] = []
    last: dict[str, Marker] = {}
    accepted: list[list[Marker]] = []
    for position, marker in enumerate(candidates):
        if accepted and marker.start < accepted[-1][-1].end:
            continue
        inside_article = any(m.family.rank == ARTICLE for m in path) and marker.family.rank > ARTICLE
        if inside_article and not _opens_annex(annexes, path[-1], marker):
            continue
        if not _follows(marker, last.get(marker.family.name), candidates, position):
            continue
        if (
            marker.number == 1
            and marker.family.rank >= LIST_RANK
            and _is_list(text, marker, candidates[position + 1 : position + _AHEAD])
        ):
            continue
        if inside_article:
            path = []
        path = [m for m in path if m.family.rank < marker.family.rank]
        path.append(marker)
        last[marker.family.name] = marker
        accepted.append(list(path))
    return _without_contents(text, accepted)


def _follows(marker: Marker, last: Marker | None, candidates: list[Marker], position: int) -> bool:
    """Whether the marker is the next of its series, or the first of a new one, or goes on after a number was lost."""
    if marker.number == 1 and not marker.sub:
        return True
    if last is None:
        return _begins_amid(marker, candidates, position)
    if marker.sub:
        return marker.number == last.number
    return marker.number == last.number + 1 or _goes_on_after_gap(marker, last, candidates, position)


def _begins_amid(marker: Marker, candidates: list[Marker], position: int) -> bool:
    """Whether a text that is an excerpt begins with this number: no series of its family begins, and this one goes on."""
    if marker.family.name not in _EXCERPTED or marker.sub:
        return False
    series = [other.number for other in candidates if other.family is marker.family]
    return 1 not in series and marker.number + 1 in _coming(marker, candidates, position)


def _goes_on_after_gap(marker: Marker, last: Marker, candidates: list[Marker], position: int) -> bool:
    """Whether one or two numbers were lost, as a scan or a broken page loses them: none of them comes, the next does."""
    if not 2 <= marker.number - last.number <= 3 or marker.sub:
        return False
    coming = _coming(marker, candidates, position)
    return marker.number + 1 in coming and last.number + 1 not in coming


def _coming(marker: Marker, candidates: list[Marker], position: int) -> list[int]:
    """Numbers of the same family that follow, up to where it begins anew."""
    following = (
        other.number for other in candidates[position + 1 : position + _AHEAD] if other.family is marker.family
    )
    return list(itertools.takewhile(lambda number: number != 1, following))


def _opens_annex(annexes: list[int], before: Marker, marker: Marker) -> bool:
    """Whether an annex line stands between an article and a number that is not its own."""
    place = bisect.bisect_left(annexes, before.end)
    return marker.number == 1 and place < len(annexes) and annexes[place] < marker.start


def _is_list(text: str, first: Marker, later: list[Marker]) -> bool:
    """Whether a first item ends like a member of a sentence: then the series is a list and no sections."""
    following = next((m for m in later if m.family is first.family and m.number == first.number + 1), None)
    if following is None:
        return False
    return text[first.end : following.start].rstrip().endswith(("；", ";", "，", ",", "、"))


def _without_contents(text: str, accepted: list[list[Marker]]) -> list[list[Marker]]:
    """Drop a table of contents: headings without bodies whose series begins again further down."""
    first_article_like = [path for path in accepted if path[-1].number == 1 and len(path) == 1]
    if len(first_article_like) < 2 or not re.search(r"目\s*[录次]", text[: accepted[0][0].start + 1]):
        return accepted
    restart = first_article_like[1][-1]
    head = [path for path in accepted if path[-1].start < restart.start]
    same_series = head[0][-1].family == restart.family
    bodies = [text[a[-1].end : b[-1].start] for a, b in itertools.pairwise(head)]
    if same_series and all(len(body.strip()) < 40 and not _SENTENCE_END.search(body) for body in bodies):
        return accepted[len(head) :]
    return accepted


def _sections(text: str, paths: list[list[Marker]], annexes: list[re.Match[str]]) -> Iterator[Section]:
    """Sections from accepted markers; an annex line opens a part of its own, named in the addresses that clash."""
    starts = [path[-1].start for path in paths]
    breaks = [m.start() for m in annexes if starts and m.start() > starts[0]]
    cuts = sorted({0, *starts, *breaks, len(text)})
    by_start = {path[-1].start: path for path in paths}
    parents = {path[-2].start for path in paths if len(path) > 1}
    flat = lost_line_breaks(text)
    annex_at = {m.start(): m for m in annexes}
    part = ""
    seen: dict[str, int] = {}
    for start, end in itertools.pairwise(cuts):
        path = by_start.get(start, [])
        if start in annex_at:
            part = f"附件{annex_at[start]['number']}"
        address = _address(path) or part
        if address in seen and part and path:
            address = f"{part} {address}"
        seen[address] = seen.get(address, 0) + 1
        if path and seen[address] > 1:
            address = f"{address}〔{seen[address]}〕"
        headings = tuple(_heading(text, marker, flat) for marker in path)
        yield Section(address, headings, start, path[-1].end if path else start, end, start in parents)


def _address(path: list[Marker]) -> str:
    """The path as cited: an article or a numbered problem stands for itself, chapters go unnamed above articles."""
    for depth, marker in enumerate(path):
        if marker.family.rank == ARTICLE or marker.family.name in ("问题", "第一项"):
            return "".join(m.label for m in path[depth:])
    return "".join(m.label for m in path)


def _heading(text: str, marker: Marker, flat: bool) -> str:
    """The number and the words that head its section: to the end of the first sentence, or of the line.

    A quotation that a page turn broke (关于“…” 的问题) goes on in the next line; where line breaks were lost (`flat`) a
    space ends the heading.
    """
    sentence = _SENTENCE_END.split(text[marker.start : marker.end + 200], maxsplit=1)[0]
    line = sentence.lstrip().split("\n", maxsplit=1)[0]
    whole = sentence if line.count("“") > line.count("”") else line
    if flat:
        whole = "".join(re.findall(r"^\s*\S{1,5}[、.．）)章节条]\s*\S*|^.*$", whole)[:1])
    return re.sub(r"\n+", "", re.sub(r"[#*　 ]+", " ", whole)).strip()[:80]
