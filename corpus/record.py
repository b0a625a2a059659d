"""What a rectification record is, and how its fields are cut from the text."""

import itertools
import re
from dataclasses import dataclass

from corpus.bodies import is_body


@dataclass(frozen=True)
class Field:
    """A verbatim stretch of the document, with the address of the clause that holds it."""

    text: str
    start: int
    end: int
    address: str


@dataclass(frozen=True)
class Record:
    """One problem and its rectification. `address` is the clause that tells of it; absent fields are None or empty."""

    address: str
    problem: Field
    description: Field | None = None
    measures: tuple[Field, ...] = ()
    units: tuple[Field, ...] = ()
    deadline: Field | None = None
    progress: Field | None = None
    source: Field | None = None


TAKEN_UP = re.compile(
    r"^\s*(?:[^。；\n]{0,8}[）)、.．]\s*)?(?:针对|关于|对)(?P<problem>[^“”。；：:，,\n]{4,60}(?:、[^“”。；：:，,\n]{2,30})*)的问题[，,。：:]\s*"
)
"""How a paragraph takes up a problem: 针对…的问题，…"""

_ENUMERATIONS = (
    re.compile(r"(?:(?<=[。；：:，,;\n*])|^)[ \t　]*+\*{0,2}[一二三四五六七八九十]{1,2}是"),
    re.compile(r"(?:(?<=[。；：:;\n])|^)[ \t　]*+(?:[(（]\d{1,2}[)）]|\d{1,2}[.．、](?!\d))"),
)
_UNIT_BREAK = re.compile(r"[、；;，,]")
_SOURCE = re.compile(
    r"(?:^|(?<=[。\n]))[ \t　]*+(?P<source>[\u4e00-\u9fff“”、]{0,30}?(?:考核评估|考核|评估|评价|审计|暗访|督查|巡察|巡视|检查|抽查|调研|核查|排查)"
    r"[\u4e00-\u9fff“”]{0,8}?)(?:发现|反映|指出|显示|反馈)"
)


def split_measures(text: str, field: Field) -> tuple[Field, ...]:
    """A list of measures (一是…二是…, else 1.…2.…) one by one; a single measure as it is.

    What leads in to the list (由县财政局牵头，一是…) says who acts, so it stays with the first measure.
    """
    for pattern in _ENUMERATIONS:
        starts = [field.start + match.start() for match in pattern.finditer(field.text)]
        if len(starts) > 1:
            bounds = [field.start, *starts[1:], field.end]
            return tuple(cut_field(text, a, b, field.address) for a, b in itertools.pairwise(bounds))
    return (field,)


def cut_field(text: str, start: int, end: int, address: str) -> Field:
    """A field without the white space and the emphasis marks at its ends."""
    content = text[start:end]
    left = len(content) - len(content.lstrip(" \t　\n*#"))
    right = len(content.rstrip(" \t　\n*"))
    return Field(
        text[start + left : start + right] if right > left else "", start + left, start + max(left, right), address
    )


def split_units(text: str, field: Field | None) -> tuple[Field, ...]:
    """Units one by one, but never cut inside brackets; a line is enough, what follows belongs to the next problem."""
    if field is None or not field.text:
        return ()
    line = field.text.split("\n", maxsplit=1)[0]
    spaced = all(is_body(name) or name.endswith(("镇", "乡", "街道")) for name in line.split())
    units, depth, start = [], 0, 0
    for i, c in enumerate(line + "、"):
        depth += (c in "（(") - (c in "）)")
        if depth == 0 and (_UNIT_BREAK.match(c) or (spaced and c == " ")):
            units.append(cut_field(text, field.start + start, field.start + i, field.address))
            start = i + 1
    return tuple(unit for unit in units if unit.text)


def find_source(text: str, field: Field | None) -> Field | None:
    """Who found the problem, where its description begins with it: 省级考核评估发现，…"""
    match = _SOURCE.search(field.text) if field else None
    if field is None or match is None:
        return None
    return cut_field(text, field.start + match.start("source"), field.start + match.end("source"), field.address)
