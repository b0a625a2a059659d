"""The sentences of a clause that can become a measure, with their offsets: of a record what was done, of a rule what is to be done."""

import re
from dataclasses import dataclass

from llama_index.core.schema import TextNode

from corpus import Field, ParsedDocument, Record
from corpus.records import split_measures

_LABEL = re.compile(r"(?:整改|处理|改进)?措施[:：]")
_ARTICLE = re.compile(r"第[零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?[\s　]*")
_STATUS = re.compile(r"^\**(?:整改进展|责任单位|整改时限|完成时限|联系人|责任人)")
_GOVERNS = re.compile(
    r"应当|必须|不得|严禁|禁止|不准|应(?=[于在按由及将予对])|原则上|要(?=[认切坚严及加建完])|确保|一律|负责(?!人|同志)|可以|退回|追回|建立|健全|严格|每[年月季日周]|不少于|不低于|不超过|按照"
)
_TELLS = re.compile(r"文[首尾]|(?:问题|情况|概况|评价|成效|不到位|不扎实|不精准|不规范|弱项|附则)$")
"""Headings above clauses that tell of what is and was, not of what is to be done."""

_FOUND = re.compile(r"发现，|反映，|(?:截至|截止)[^，]{2,14}[，,]")
_REPORTS = re.compile(r"整改.{0,12}(?:情况|结果|报告|台账).{0,6}(?:报|送)|(?:报送|上报).{0,16}整改")
"""How one occasion's results are to be reported to those who ordered it."""

_FAULT = re.compile(r"^[（(][^（）()]*[（(]?[^（）()]*[）)]*$|(?:不规范|不到位|不实|滞后|缓慢|认为不存在)[。；;]?$")
_HEADING = 20
"""Characters up to which a line without commas is a heading, not a line that a page turn broke."""


@dataclass(frozen=True)
class Passage:
    """A verbatim stretch of a document."""

    text: str
    start: int
    end: int


def measure_passages(parsed: ParsedDocument, node: TextNode, record: Record) -> tuple[Passage, ...]:
    """The sentences of a record's measures, from its first measure to whatever field comes next."""
    if not record.measures:
        return ()
    start = record.measures[0].start
    after = [
        field.start
        for field in (*record.units, record.deadline, record.progress, record.source)
        if field and field.start > start
    ]
    end = record.measures[-1].end
    labelled = _LABEL.search(parsed.text, end, min([node.end_char_idx or end, *after]))
    if labelled and not parsed.text[end : labelled.start()].strip():
        end = min([node.end_char_idx or end, *after])  # a label that the document repeats by mistake
    whole = Field(parsed.text[start:end], start, end, record.address)
    return tuple(passage for field in split_measures(parsed.text, whole) for passage in _cut(field.text, field.start))


def governing_passages(node: TextNode) -> tuple[Passage, ...]:
    """The sentences of a clause that say what is to be done or not to be done."""
    above = [*node.metadata["headings"], str(node.metadata["address"])]
    if node.metadata["kind"] != "text" or any(_TELLS.search(heading.strip("。* \n")) for heading in above):
        return ()
    found = _cut(node.text, node.start_char_idx or 0)
    return tuple(
        passage
        for passage in found
        if len(passage.text) >= 12
        and _GOVERNS.search(passage.text)
        and not (_FOUND.search(passage.text) or _REPORTS.search(passage.text))
    )


def _cut(text: str, offset: int) -> list[Passage]:
    """Sentences and what stands between semicolons. A line break cuts only after a colon, a heading or a sentence."""
    found: list[Passage] = []
    start = 0
    for i, c in enumerate(text + "。"):
        if c in "。；;！!？?\t" or (c == "\n" and _line_ends(text[:i])):
            _append(found, text, start, min(i + 1, len(text)), offset)
            start = i + 1
    return found


def _line_ends(before: str) -> bool:
    line = before.rstrip()[before.rstrip().rfind("\n") + 1 :].strip(" *#　")
    if line.count("《") > line.count("》") or line.count("（") > line.count("）"):
        return False
    return line.endswith(("：", ":")) or (len(line) <= _HEADING and not re.search(r"[，,]", line))


def _append(found: list[Passage], text: str, start: int, end: int, offset: int) -> None:
    words = text[start:end].strip(" \t　\n*#")
    if len(words) < 6:
        return
    first = text.index(words, start)
    label = _LABEL.match(words) or _ARTICLE.match(words)
    words = words[label.end() :] if label else words
    if len(words) >= 6 and not _STATUS.match(words) and not _FAULT.search(words):
        begin = first + (label.end() if label else 0)
        found.append(Passage(words, offset + begin, offset + begin + len(words)))
