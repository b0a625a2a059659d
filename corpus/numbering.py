"""What may open a section of an official document: numbers of all families, questions, and names of blocks.

Official documents number by families that nest in a known order (GB/T 9704-2012, 7.3.3, for 一、（一）1.（1）; the
Legislation Law, article 65, for 编章节条款项目; GB/T 1.1-2020, 7.2, for 1, 1.1, 1.1.1), and reports add their own (问题1：,
针对第一项). Whether a candidate does open a section is for the outline to say, which sees the series it belongs to.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.numerals import NUMERAL, parse_numeral

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Family:
    """One way of numbering: its place in the nesting order, and how a person cites a member of it.

    A member of a family that stands `alone` is cited without what is above it: 第三条, not 第一章第三条. What is numbered
    inside a `whole` one is a part of it, for it is cited whole.
    """

    name: str
    rank: int
    pattern: str
    label: str
    alone: bool = False
    whole: bool = False


_NUMBER = rf"(?P<number>[{NUMERAL}\d０-９]+(?:\s[{NUMERAL}\d０-９]+)*)"
_CHINESE = rf"(?P<number>[{NUMERAL}]+)"
_ARABIC = r"(?P<number>[\d０-９]{1,3})"

FAMILIES = (
    Family("编", 0, rf"第\s*{_NUMBER}\s*编(?=[\s　]|$)", "第{}编"),
    Family("章", 1, rf"第\s*{_NUMBER}\s*章(?![程的])", "第{}章"),
    Family("节", 2, rf"第\s*{_NUMBER}\s*节(?![的])", "第{}节"),
    # What follows a cross-reference (第十九条的规定, 第三条、第四条) never follows a heading.
    Family(
        "条",
        3,
        rf"第\s*{_NUMBER}\s*条(?P<sub>之[{NUMERAL}]+)?(?![的和至及或、，,之款]|第|规定|所)",
        "第{}条",
        True,
        True,
    ),
    Family("一、", 4, rf"{_CHINESE}\s*[、．](?!\s*[、．])", "{}"),
    Family("问题", 5, rf"问题\s*{_NUMBER}(?:\s*[:：、.．]|[ 　\t])", "问题{}", True),
    Family("第一项", 5, rf"(?:针对|关于|对于?)第\s*{_CHINESE}\s*[项个条]", "第{}项", True),
    Family("（一）", 6, rf"[（(]\s*{_CHINESE}\s*[)）]", "（{}）"),
    Family("1.", 7, rf"{_ARABIC}\s*[.．、](?!\s*[\d０-９])", "{}"),
    Family("（1）", 11, rf"[（(]\s*{_ARABIC}\s*[)）]", "（{}）"),
    Family("①", 12, rf"(?P<number>[{CIRCLED}])", "{}"),
)

LIST_RANK = 6
"""From this rank down, numbered items may be the members of one sentence instead of sections."""

_QUESTION = Family("问", 5, "", "问{}", True, True)
_BLOCK = Family("块", 13, "", "{}", True)
_WHOLE = Family("1 ", 7, "", "{}", True)
_DECIMALS = {depth: Family(".".join("1" * depth), 6 + depth, "", "{}", True) for depth in (2, 3, 4)}

_PREFIX = r"[ \t　\xa0]*+(?:#{1,6}[ \t]*+)?(?:\*\*|__)?[ \t　]*+"  # possessive: a line of spaces must not be tried again and again
LINE_START = rf"^{_PREFIX}"
_INSIDE_LINE = rf"(?:^{_PREFIX}|(?<=[\s　。；;：:！!？?）)]))"

_DECIMAL = re.compile(
    rf"{LINE_START}(?P<number>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})[.．]?(?=[\s　]|[\u4e00-\u9fff])(?!\s*[万亿元吨亩倍个人户年月日号]|\s*[%％])",
    re.MULTILINE,
)
_WHOLE_NUMBER = re.compile(
    rf"{LINE_START}(?P<number>\d{{1,2}})[ 　\t]+(?=[\u4e00-\u9fff][^\n。；，\t]{{0,18}}$)", re.MULTILINE
)
_LEADERS = re.compile(r"(?:…|\.{4}|·{4}|\t)\s*\S{1,4}\s*$")
"""What ends a line of a table of contents: leaders and a page number."""

_ASKED = re.compile(rf"{LINE_START}(?:问|[Qq])\s*(?P<number>[{NUMERAL}\d]{{1,3}})?\s*[:：.．、](?!\s*$)", re.MULTILINE)
_ANSWERED = re.compile(rf"{LINE_START}(?:答|[Aa])\s*\d{{0,3}}\s*[:：.．、]", re.MULTILINE)
_FIELD = re.compile(rf"{LINE_START}(?P<label>[\u4e00-\u9fff]{{2,8}})[:：]", re.MULTILINE)
_FILLED_IN = re.compile(r"单位$|日期$|时间$|来源$|^注|^备注|^附|^说明")
"""What stands under titles of tables and of pages, and is no field of a block."""

_NAME_OF_BLOCK = re.compile(rf"{_PREFIX}(?P<name>[^\s。；，：:？！、\t（(\d][^\n。；，：:？！\t]{{1,19}})$")


@dataclass(frozen=True)
class Marker:
    """What may open a section: where it starts and ends, its family, its value and its label as cited.

    `series` tells apart the series of one family: 1.1, 1.2 are another series than 2.1, and `above` is the label that those
    are counted under.
    """

    family: Family
    number: int
    sub: str
    label: str
    start: int
    end: int
    above: str = ""

    @property
    def series(self) -> str:
        """The series that the number belongs to."""
        return f"{self.family.name} {self.above}"


def lost_line_breaks(text: str) -> bool:
    """Whether the text came without its line breaks, as web pages often do: then numbers stand inside the lines."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and len(text) / len(lines) > 400


def candidates(text: str) -> list[Marker]:
    """All that looks like the opening of a section at the start of a line, or inside lines whose breaks were lost, in order."""
    start = _INSIDE_LINE if lost_line_breaks(text) else LINE_START
    found = [
        _marker(family, match)
        for family in FAMILIES
        for match in re.finditer(start + family.pattern, text, re.MULTILINE)
    ]
    return sorted([*found, *_decimals(text), *_questions(text), *_blocks(text)], key=lambda marker: marker.start)


def _marker(family: Family, match: re.Match[str]) -> Marker:
    written = re.sub(r"\s", "", match["number"])
    number = CIRCLED.index(written) + 1 if written in CIRCLED else parse_numeral(written)
    sub = match.groupdict().get("sub") or ""
    return Marker(family, number, sub, family.label.format(written) + sub, match.start(), match.end())


def _decimals(text: str) -> Iterator[Marker]:
    """1.1 and 1.1.1, and the whole numbers above them, which are no numbers of sections where nothing is counted under one."""
    found = [match for match in _DECIMAL.finditer(text) if not _LEADERS.search(_line_of(text, match))]
    for match in found:
        written = match["number"].replace("．", ".")
        above, _, last = written.rpartition(".")
        yield Marker(_DECIMALS[written.count(".") + 1], int(last), "", written, match.start(), match.end(), above)
    for match in _WHOLE_NUMBER.finditer(text) if found else ():
        if _LEADERS.search(_line_of(text, match)):
            continue
        yield Marker(_WHOLE, int(match["number"]), "", match["number"], match.start(), match.end())


def _line_of(text: str, match: re.Match[str]) -> str:
    end = text.find("\n", match.end())
    return text[match.start() : end if end >= 0 else len(text)]


def _questions(text: str) -> Iterator[Marker]:
    """The questions of a page of questions and answers; those without a number are counted."""
    if not _ANSWERED.search(text):
        return
    for place, match in enumerate(_ASKED.finditer(text), 1):
        number = parse_numeral(match["number"]) if match["number"] else place
        yield Marker(_QUESTION, number, "", _QUESTION.label.format(number), match.start(), match.end())


def _blocks(text: str) -> Iterator[Marker]:
    """Names of blocks that are not numbered but tell the same fields: 安居补贴, 政策内容：…, 申请渠道：…

    A name is a short line with nothing of a sentence in it, right above a field that opens other blocks too.
    """
    fields = list(_FIELD.finditer(text))
    named = [
        (field["label"], match)
        for field in fields
        if not _FILLED_IN.search(field["label"]) and (match := _line_above(text, field.start()))
    ]
    opening = Counter(label for label, _ in named)
    label, often = opening.most_common(1)[0] if opening else ("", 0)
    names = [match for each, match in named if each == label] if often > 1 else []
    for place, match in enumerate(names, 1):
        yield Marker(_BLOCK, place, "", re.sub(r"[\s*]+", "", match["name"]), match.start(), match.end())


def _line_above(text: str, start: int) -> re.Match[str] | None:
    end = text.rfind("\n", 0, start)
    return _NAME_OF_BLOCK.match(text, text.rfind("\n", 0, end) + 1, end) if end > 0 else None
