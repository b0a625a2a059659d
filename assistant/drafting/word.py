"""A draft as an official document in Word: its citations are footnotes, its doubts comments, so that the text can be signed."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.drafting.case import BLANK
from assistant.drafting.draft import Draft, describe
from assistant.drafting.official import FIRST, SECOND, OfficialDocument
from corpus.numerals import write_numeral

_OF_MEASURE = re.compile(r"^第(\d+)条措施")


def write_word(draft: Draft, path: Path) -> None:
    """Write the draft to a Word file."""
    unit = "" if draft.unit == BLANK else draft.unit
    document = OfficialDocument(f"{unit}问题整改措施")
    headings = iter(write_numeral(number) for number in range(1, 9))
    document.line(f"{next(headings)}、问题描述", FIRST)
    document.line(draft.issue)
    if draft.missing:
        document.line(f"{next(headings)}、说明", FIRST)
        document.line(draft.missing)
    else:
        _body(document, draft, headings)
    signed(document, unit)
    document.save(path)


def signed(document: OfficialDocument, unit: str) -> None:
    """Who signs, and the day, to be filled in."""
    for words in (unit, f"{BLANK}年{BLANK}月{BLANK}日"):
        if words:
            document.line(words, right=True)


def measures(document: OfficialDocument, draft: Draft) -> None:
    """The measures, each behind its number; what is doubtful of one stands beside it, the rest beside the title."""
    warnings = [(warning, _OF_MEASURE.match(warning)) for warning in draft.warnings]
    for number, measure in enumerate(draft.measures, 1):
        paragraph = document.line(f"（{write_numeral(number)}）{measure.heading}。", SECOND)
        document.add(paragraph, measure.text.removeprefix(f"{measure.heading}。"))
        document.notes(paragraph, (describe(citation).partition("] ")[2] for citation in measure.citations))
        for warning, match in warnings:
            if match and int(match[1]) == number:
                document.comment(warning, paragraph)
    for warning, match in warnings:
        if not match:
            document.comment(warning)


def _body(document: OfficialDocument, draft: Draft, headings: Iterator[str]) -> None:
    if draft.cause:
        document.line(f"{next(headings)}、原因分析", FIRST)
        document.line(draft.cause)
    document.line(f"{next(headings)}、整改措施", FIRST)
    measures(document, draft)
    document.line(f"{next(headings)}、责任和时限", FIRST)
    document.line(f"{'。'.join([*draft.duties, f'责任人：{draft.person}', f'整改时限：{draft.deadline}'])}。")
    document.line(f"{next(headings)}、佐证材料", FIRST)
    document.line(f"{'、'.join(draft.evidence)}。")
