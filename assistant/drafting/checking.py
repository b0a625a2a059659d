"""What is wrong with a ledger, cell by cell: what is missing, vague, overdue, beside the point or written twice."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.alike import alike
from assistant.drafting.fit import fits
from assistant.drafting.ledger import LedgerRow
from assistant.drafting.problem import read_problem
from assistant.drafting.terms import due, names_no_day
from assistant.drafting.vague import vague_words
from corpus.ledgers import is_done
from index.encoder import Encoder, Passage

BESIDE = 0.02
"""Probability below which measures do not follow from their problem."""

NAMED = 0.05
"""Share of bigrams in common from which measures name what the problem names."""

SOON = 15
"""Days before its term from which a problem that is not settled is about to be overdue."""

SAME = 0.85
"""Share of bigrams in common from which two problems are one."""

_NEEDED = (
    ("measures", "缺整改措施"),
    ("unit", "缺责任单位"),
    ("person", "缺责任人"),
    ("deadline", "缺整改时限"),
)

_VAGUE_TERM = re.compile(r"尽快|尽早|适时|逐步|长期|持续|近期|待定|抓紧|另行|视情|根据.{0,6}进度|有序|按时")
_TERM = re.compile(
    r"\d|[一二三四五六七八九十两]+(?:日|天|周|个?月|年)|年[底内末]|[季月]度?[底末内]|上半年|下半年|立[即行]|即"
)


@dataclass(frozen=True)
class Finding:
    """Something to look at: the cell, the kind, and what to do about it."""

    cell: str
    kind: str
    text: str


def check(rows: Sequence[LedgerRow], reader: Encoder, today: datetime.date | None = None) -> list[Finding]:
    """The findings of a ledger, row by row; `reader` tells what is beside the point, what is due is measured against `today`."""
    found = [finding for row in rows for finding in _row_findings(row, reader, today or datetime.date.today())]
    # Problems that share a cell share what is wrong with it.
    return [*dict.fromkeys(found), *_duplicates(rows)]


def _row_findings(row: LedgerRow, reader: Encoder, today: datetime.date) -> Iterator[Finding]:
    for name, kind in _NEEDED:
        if name in row.cells and not row.text(name):
            yield _finding(row, name, kind, "没有填写，请补充")
    measures, deadline = row.text("measures"), row.text("deadline")
    words = vague_words(measures) if measures else []
    if words:
        yield _finding(row, "measures", "措施笼统", f"“{'、'.join(words)}”没有写明做什么、如何检查，请具体化")
    if measures and _beside(row.issue, measures, reader):
        yield _finding(row, "measures", "措施与问题不对应", "措施没有提到问题所说的事项，请核对是否填错行")
    if names_no_day(deadline):
        yield _finding(row, "deadline", "日期不存在", f"“{deadline}”不是日历上的日期，请更正")
    elif _VAGUE_TERM.search(deadline) and not _TERM.search(deadline):
        yield _finding(row, "deadline", "时限不明确", f"“{deadline}”没有说到哪一天，请写明日期")
    done, last = is_done(row.text("progress")), due(deadline)
    if done and "evidence" in row.cells and not row.text("evidence"):
        yield _finding(row, "evidence", "缺佐证材料", "已写明完成，没有填写佐证材料，请补充后再销号")
    if last and not done and last < today:
        yield _finding(row, "deadline", "已过时限", f"时限为{deadline}，尚未写明完成，请更新进展或时限")
    elif last and not done and (last - today).days <= SOON:
        yield _finding(row, "deadline", "临近时限", f"时限为{deadline}，还有{(last - today).days}天，尚未写明完成")


def _finding(row: LedgerRow, name: str, kind: str, text: str) -> Finding:
    return Finding(row.cells[name].address, kind, text)


def _beside(issue: str, measures: str, reader: Encoder) -> bool:
    """Whether measures do not follow from a problem, neither by what they mean nor by what they name."""
    probability = max(fits(read_problem(issue), [Passage(measures)], reader))
    return probability < BESIDE and alike(measures, issue) < NAMED


def _duplicates(rows: Sequence[LedgerRow]) -> Iterator[Finding]:
    for i, row in enumerate(rows):
        for other in rows[:i]:
            cell, same = row.told.address, other.told.address
            if cell != same and alike(row.issue, other.issue) >= SAME:
                yield Finding(cell, "重复", f"与 {same} 是同一问题，请核对后合并")
                break
