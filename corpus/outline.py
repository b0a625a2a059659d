"""The numbering of official documents, scanned into sections with addresses.

What looks like a number at the start of a line is often not one: a cross-reference (依照第十九条), a year, a table of
contents. So a marker counts only when it is the next number of a series that is open, or the first of a new one.
"""

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.numbering import LINE_START, LIST_RANK, Marker, candidates, lost_line_breaks
from corpus.numerals import NUMERAL
from corpus.tables import Table

_EXCERPTED = ("章", "条", "一、")
"""Families whose series an excerpt may begin amid; others number lists too often."""

_WHOLES = ("章", "1.", "1 ")
"""Families whose numbers decimals are counted under."""

_AHEAD = 200
"""Candidates looked at beyond one that is out of turn."""

_ANNEX = re.compile(rf"{LINE_START}附\s*(?:件|录|表)?\s*(?P<number>[{NUMERAL}\d]*)\s*[:：]?\s*$", re.MULTILINE)
_SENTENCE_END = re.compile(r"[。；;！!？?]")


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
    found = [marker for marker in candidates(text) if marker.start not in rows]
    markers = _accept(text, found, [annex.start() for annex in annexes])
    return list(_sections(text, markers, annexes))


def _accept(text: str, found: list[Marker], annexes: list[int]) -> list[list[Marker]]:
    """The candidates that continue or open a series, each as the path of markers from the outermost to itself.

    A series may go on under the next parent (articles through chapters), so its last number outlives its parent. Below
    an article or a question, items belong to it. Members of one sentence (1.…；2.…；) stay with the sentence.
    """
    path: list[Marker] = []
    last: dict[str, Marker] = {}
    accepted: list[list[Marker]] = []
    for position, marker in enumerate(found):
        later = found[position + 1 : position + _AHEAD]
        if accepted and marker.start < accepted[-1][-1].end:
            continue
        inside = any(m.family.whole and m.family.rank < marker.family.rank for m in path)
        if inside and not _opens_annex(annexes, path[-1], marker):
            continue
        if not _is_under(marker, path, last.values()) or not _follows(marker, last.get(marker.series), found, later):
            continue
        if marker.number == 1 and marker.family.rank >= LIST_RANK and _is_list(text, marker, later):
            continue
        path = [] if inside else [m for m in path if m.family.rank < marker.family.rank]
        path.append(marker)
        last[marker.series] = marker
        accepted.append(list(path))
    return _without_contents(text, accepted)


def _is_under(marker: Marker, path: list[Marker], counted: Iterable[Marker]) -> bool:
    """Whether what a decimal is counted under is open: 2.1 under 第2章, 2 or 2.; where nothing has such numbers, any may be."""
    if not marker.above:
        return True
    if "." in marker.above:
        # 1.0.1 stands right under 1: there is no 1.0.
        above = marker.above.removesuffix(".0")
        return any(
            each.label in (marker.above, above) or (each.family.name in _WHOLES and above == str(each.number))
            for each in path
        )
    wholes = [each for each in path if each.family.name in _WHOLES]
    return any(each.number == int(marker.above) for each in wholes) or not any(
        each.family.name in _WHOLES for each in counted
    )


def _follows(marker: Marker, last: Marker | None, found: list[Marker], later: list[Marker]) -> bool:
    """Whether the marker is the next of its series, or the first of a new one, or goes on after a number was lost."""
    if marker.number == 1 and not marker.sub:
        return True
    if last is None:
        return _begins_amid(marker, found, later)
    if marker.sub:
        return marker.number == last.number
    return marker.number == last.number + 1 or _goes_on_after_gap(marker, last, later)


def _begins_amid(marker: Marker, found: list[Marker], later: list[Marker]) -> bool:
    """Whether a text that is an excerpt begins with this number: no series of its family begins, and this one goes on."""
    if marker.family.name not in _EXCERPTED or marker.sub:
        return False
    series = [other.number for other in found if other.family is marker.family]
    return 1 not in series and marker.number + 1 in _coming(marker, later)


def _goes_on_after_gap(marker: Marker, last: Marker, later: list[Marker]) -> bool:
    """Whether one or two numbers were lost, as a scan or a broken page loses them: none of them comes, the next does."""
    if not 2 <= marker.number - last.number <= 3 or marker.sub:
        return False
    coming = _coming(marker, later)
    return marker.number + 1 in coming and last.number + 1 not in coming


def _coming(marker: Marker, later: list[Marker]) -> list[int]:
    """Numbers of the same series that follow, up to where it begins anew."""
    numbers = (other.number for other in later if other.series == marker.series)
    return list(itertools.takewhile(lambda number: number != 1, numbers))


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
    """The path as cited: an article, a numbered problem or a decimal stands for itself, chapters go unnamed above it."""
    alone = max((depth for depth, marker in enumerate(path) if marker.family.alone), default=0)
    return "".join(marker.label for marker in path[alone:])


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
