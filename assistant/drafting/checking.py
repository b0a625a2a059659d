"""What is wrong with a ledger, cell by cell: what is missing, vague, overdue, beside the point or written twice."""

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.ledger import LedgerRow
from assistant.drafting.profile import profile
from assistant.drafting.vague import vague_words
from corpus.ledgers import is_done

SAME = 0.85
"""Share of bigrams in common from which two problems are one."""

_DATE = re.compile(r"(?P<year>20\d{2})\s*[年\-/.．]\s*(?P<month>\d{1,2})(?:\s*[月\-/.．]\s*(?P<day>\d{1,2}|底|末)?)?")

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


def check(rows: Sequence[LedgerRow], today: datetime.date | None = None) -> list[Finding]:
    """The findings of a ledger, row by row; what is due is measured against `today`."""
    found = [finding for row in rows for finding in _row_findings(row, today or datetime.date.today())]
    return found + list(_duplicates(rows))


def due(text: str) -> datetime.date | None:
    """The last day of a deadline that names a year and a month; None for any other."""
    match = _DATE.search(text)
    if match is None or not 1 <= int(match["month"]) <= 12:
        return None
    year, month, day = int(match["year"]), int(match["month"]), match["day"]
    if day and day.isdigit():
        return datetime.date(year, month, int(day)) if _exists(match) else None
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)


def _row_findings(row: LedgerRow, today: datetime.date) -> Iterator[Finding]:
    for name, kind in (("measures", "缺整改措施"), ("unit", "缺责任单位"), ("deadline", "缺整改时限")):
        if name in row.cells and not row.text(name):
            yield _finding(row, name, kind, "没有填写，请补充")
    measures, deadline = row.text("measures"), row.text("deadline")
    words = vague_words(measures) if measures else []
    if words:
        yield _finding(row, "measures", "措施笼统", f"“{'、'.join(words)}”没有写明做什么、如何检查，请具体化")
    if measures and _beside(row.issue, measures):
        yield _finding(row, "measures", "措施与问题不对应", "措施没有提到问题所说的事项，请核对是否填错行")
    if any(not _exists(date) for date in _DATE.finditer(deadline)):
        yield _finding(row, "deadline", "日期不存在", f"“{deadline}”不是日历上的日期，请更正")
    elif _VAGUE_TERM.search(deadline) and not _TERM.search(deadline):
        yield _finding(row, "deadline", "时限不明确", f"“{deadline}”没有说到哪一天，请写明日期")
    last = due(deadline)
    if last and last < today and not is_done(row.text("progress")):
        yield _finding(row, "deadline", "已过时限", f"时限为{deadline}，尚未写明完成，请更新进展或时限")


def _exists(date: re.Match[str]) -> bool:
    """Whether the calendar has a date: it has no 2月30日 and no 13月."""
    month, day = int(date["month"]), date["day"]
    if not 1 <= month <= 12:
        return False
    return not (day and day.isdigit()) or 1 <= int(day) <= calendar.monthrange(int(date["year"]), month)[1]


def _finding(row: LedgerRow, name: str, kind: str, text: str) -> Finding:
    return Finding(row.cells[name].address, kind, text)


def _beside(issue: str, measures: str) -> bool:
    """Whether measures are about other objects in another field and share no words with the problem."""
    asked, done = profile(issue), profile(measures)
    if not asked.fields or not done.fields or asked.fields & done.fields:
        return False
    return _alike(measures, issue) < 0.05


def _duplicates(rows: Sequence[LedgerRow]) -> Iterator[Finding]:
    for i, row in enumerate(rows):
        for other in rows[:i]:
            cell, same = _told(row), _told(other)
            if cell != same and _alike(row.issue, other.issue) >= SAME:
                yield Finding(cell, "重复", f"与 {same} 是同一问题，请核对后合并")
                break


def _told(row: LedgerRow) -> str:
    """The address of the cell that tells most of the problem."""
    return row.cells["description" if row.text("description") else "problem"].address


def _alike(one: str, other: str) -> float:
    """Share of the bigrams of two texts that both have."""
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return len(first & second) / max(1, len(first | second))
