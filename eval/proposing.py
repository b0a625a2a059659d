"""Questions proposed from the library's own records and clauses, for a person to review: marked as proposed until accepted.

Only what can be read off by rule is proposed, so that every proposal has its quote and its points; how people really
ask is for a person to add.
"""

import re
from collections.abc import Iterator
from itertools import islice

from llama_index.core.schema import TextNode

from assistant import Assistant
from corpus import Field, ParsedDocument, Record
from eval.goldset import GoldQuestion, Passage

_OBLIGATION = re.compile(r"(?P<subject>[\u4e00-\u9fff]{2,16})(?P<modal>应当|不得|可以)(?P<rest>[^。；\n]{6,80})[。；]")
_FIGURE = re.compile(
    r"(?P<before>[\u4e00-\u9fff]{4,20})(?P<figure>\d[\d,.]*\s*(?:万元|亿元|元|%|个|户|人|公里|亩|天|年|个月))"
)
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*")


def propose(assistant: Assistant, count: int) -> list[GoldQuestion]:
    """At most `count` questions, taken in turns from the documents so that none is left out."""
    sources = [_of_document(assistant.document(document.name)) for document in assistant.documents()]
    drafts: list[GoldQuestion] = []
    while sources and len(drafts) < count:
        remaining = []
        for source in sources:
            draft = next(source, None)
            if draft is not None:
                drafts.append(draft)
                remaining.append(source)
        sources = remaining
    return [
        GoldQuestion(f"p{number:03d}", d.kind, d.question, d.history, d.passages, d.points, proposed=True)
        for number, d in enumerate(islice(drafts, count), 1)
    ]


def _of_document(parsed: ParsedDocument) -> Iterator[GoldQuestion]:
    for record in parsed.records:
        yield from _of_record(parsed, record)
    for clause in parsed.clauses:
        if clause.metadata["kind"] == "text":
            yield from islice(_of_clause(parsed, clause), 1)


def _of_record(parsed: ParsedDocument, record: Record) -> Iterator[GoldQuestion]:
    problem = _NUMBERED.sub("", re.split(r"[。；\n]", record.problem.text.strip())[0])
    if not 4 <= len(problem) <= 40:
        return
    about = f"{_region(parsed)}“{problem}”"
    if record.measures:
        yield _draft(parsed, "measure", f"{about}的问题提出了哪些整改措施？", *record.measures)
    if record.units:
        yield _draft(parsed, "fact", f"{about}的问题由哪个单位负责整改？", *record.units)
    if record.deadline:
        yield _draft(parsed, "fact", f"{about}的问题整改时限是什么时候？", record.deadline)


def _of_clause(parsed: ParsedDocument, clause: TextNode) -> Iterator[GoldQuestion]:
    text = clause.text
    if match := _OBLIGATION.search(text):
        wanted = Field(match[0], 0, 0, clause.metadata["address"])
        asked = {"应当": "应当做什么", "不得": "不得做什么", "可以": "可以做什么"}[match["modal"]]
        yield _draft(
            parsed, "fact", f"《{_title(parsed)}》{clause.metadata['address']}规定{match['subject']}{asked}？", wanted
        )
    if match := _FIGURE.search(text):
        wanted = Field(match[0], 0, 0, clause.metadata["address"])
        question = f"{_region(parsed)}{match['before']}是多少？"
        yield GoldQuestion("", "fact", question, (), (Passage(parsed.name, wanted.text),), (match["figure"],))


def _draft(parsed: ParsedDocument, kind: str, question: str, *fields: Field) -> GoldQuestion:
    quotes = tuple(Passage(parsed.name, field.text.strip()) for field in fields)
    return GoldQuestion("", kind, question, (), quotes, tuple(field.text.strip(" \n。；;") for field in fields))


def _title(parsed: ParsedDocument) -> str:
    return parsed.letterhead.title or parsed.name


def _region(parsed: ParsedDocument) -> str:
    return parsed.letterhead.region or ""
