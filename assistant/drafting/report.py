"""The report on how rectification stands, from a ledger: totals, what is done, what remains; each figure names its cells."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assistant.drafting.case import BLANK
from assistant.drafting.official import FIRST, SECOND, OfficialDocument
from assistant.drafting.progress import Standing, State, Told, total
from assistant.drafting.terms import due, official
from assistant.drafting.word import signed
from corpus.numerals import write_numeral

_LEDGER = re.compile(r"(?:问题)?(?:整改)?(?:台账|清单|情况表|明细表|销号表)$")
_CELLS = 12
"""Cells that a note names; of more it gives the first and the last."""

_TABLE = (("类别", 40), ("问题数", 20), *((state.value, 24) for state in State), ("涉及金额", 26))
"""Names and widths in millimetres."""


@dataclass(frozen=True)
class Report:
    """What is reported: the name of the ledger, who reports ("" where unknown), the day, and how each problem stands."""

    title: str
    unit: str
    day: datetime.date
    standings: tuple[Standing, ...]

    def of(self, state: State) -> list[Standing]:
        """The problems in a state."""
        return [standing for standing in self.standings if standing.state is state]

    def by_category(self) -> dict[str, list[Standing]]:
        """The problems by the category that the ledger gives them; all under one name where it gives none."""
        found: dict[str, list[Standing]] = {}
        for standing in self.standings:
            found.setdefault("、".join(standing.texts("category")) or "未分类", []).append(standing)
        return found

    def is_overdue(self, standing: Standing) -> bool:
        """Whether a problem is not settled although its term is over."""
        last = _due(standing)
        return standing.state is not State.DONE and last is not None and last < self.day

    @property
    def overdue(self) -> list[Standing]:
        """Those that are."""
        return [standing for standing in self.standings if self.is_overdue(standing)]


def write_report(report: Report, path: Path) -> None:
    """Write the report to a Word file."""
    named = _LEDGER.sub("", report.title) or "审计发现"
    document = OfficialDocument(f"{report.unit}关于{named}问题整改情况的报告")
    headings = iter(write_numeral(number) for number in range(1, 9))
    document.line(f"{next(headings)}、总体情况", FIRST)
    _overview(document, report)
    for state in State:
        if found := report.of(state):
            document.line(f"{next(headings)}、{state.value}的问题", FIRST)
            for standing in found:
                _problem(document, standing, report)
    if issued := [(title, standing) for standing in report.standings for title in standing.issued]:
        document.line(f"{next(headings)}、制度建设", FIRST)
        paragraph = document.line(f"整改中印发或修订制度{len(issued)}项：{'、'.join(title for title, _ in issued)}。")
        document.notes(paragraph, [_cells(cell for _, standing in issued for cell in standing.cells("progress"))])
    document.line(f"{next(headings)}、下一步安排", FIRST)
    for line in _next(report):
        document.line(line)
    signed(document, report.unit)
    document.save(path)


def _overview(document: OfficialDocument, report: Report) -> None:
    standings = report.standings
    counts = "，".join(f"{state.value}{len(found)}个" for state in State if (found := report.of(state)))
    rate = Decimal(100 * len(report.of(State.DONE))) / len(standings)
    told = (
        f"《{report.title}》共列问题{len(standings)}个。截至{official(report.day)}，{counts}，整改完成率{rate:.1f}%。"
    )
    progress = [cell for standing in standings for cell in standing.cells("progress")]
    paragraph = document.line(told)
    document.notes(paragraph, [_cells(progress)] if progress else [])
    for words, sums in (
        ("涉及金额", total(standing.amount for standing in standings)),
        ("其中已完成整改的问题涉及金额", total(standing.amount for standing in report.of(State.DONE))),
        ("已追回、收缴、退还资金", total(standing.recovered for standing in standings)),
    ):
        if sums:
            document.notes(document.line(f"{words}{_money(sums)}。"), [_cells(sums.cells)])
    if len(report.by_category()) > 1:
        document.table([name for name, _ in _TABLE], _rows(report), [width for _, width in _TABLE])


def _rows(report: Report) -> Iterator[list[str]]:
    for name, found in (*report.by_category().items(), ("合计", list(report.standings))):
        counts = [str(sum(standing.state is state for standing in found)) for state in State]
        sums = total(standing.amount for standing in found)
        yield [name, str(len(found)), *counts, _money(sums) if sums else "—"]


def _problem(document: OfficialDocument, standing: Standing, report: Report) -> None:
    issue = " ".join(standing.rows[0].issue.split()).rstrip("。")
    paragraph = document.line(f"{standing.number}.{issue}。", SECOND)
    document.notes(paragraph, [_cells(standing.cells("problem", "description"))])
    told = [
        f"{label}：{'；'.join(said)}"
        for name, label in (("measures", "整改措施"), ("progress", "进展情况"), ("evidence", "佐证材料"))
        if (said := standing.texts(name))
    ]
    if standing.state is not State.DONE:
        late = "（已超期）" if report.is_overdue(standing) else ""
        told += [
            f"责任单位：{'、'.join(_units([standing]))}",
            f"整改时限：{_last(standing.texts('deadline')) or BLANK}{late}",
        ]
    document.line(f"{'。'.join(told)}。")


def _next(report: Report) -> Iterator[str]:
    """What remains, by what the ledger says of it: the overdue first, then by term."""
    remaining = [standing for standing in report.standings if standing.state is not State.DONE]
    if not remaining:
        yield "台账所列问题均已完成整改，责任单位对照佐证材料逐项复核，防止反弹。"
        return
    if late := report.overdue:
        yield f"已超过整改时限的{_numbers(late)}，由责任单位说明原因，重新报批完成时间。"
    for last, found in _by_term([standing for standing in remaining if standing not in late]):
        term = f"{official(last)}前" if last else f"时限没有写明日期（{BLANK}）"
        yield f"{term}：{_numbers(found)}，由{'、'.join(_units(found))}完成整改并提交佐证材料。"


def _by_term(standings: Iterable[Standing]) -> list[tuple[datetime.date | None, list[Standing]]]:
    found: dict[datetime.date | None, list[Standing]] = {}
    for standing in standings:
        found.setdefault(_due(standing), []).append(standing)
    return sorted(found.items(), key=lambda item: item[0] or datetime.date.max)


def _due(standing: Standing) -> datetime.date | None:
    """The last of the days by which its rows are to be done."""
    return max((last for text in standing.texts("deadline") if (last := due(text))), default=None)


def _last(terms: Sequence[str]) -> str:
    """The term that ends last, as the ledger writes it."""
    return max(terms, key=lambda text: due(text) or datetime.date.min, default="")


def _units(standings: Iterable[Standing]) -> list[str]:
    return list(dict.fromkeys(unit for standing in standings for unit in standing.texts("unit") or [BLANK]))


def _numbers(standings: Sequence[Standing]) -> str:
    return f"第{'、'.join(str(standing.number) for standing in standings)}项问题"


def _money(told: Told) -> str:
    """An amount in 万元, as ledgers sum up, without zeros behind the point; a small one in yuan."""
    value, unit = (told.value / 10_000, "万元") if told.value >= 10_000 else (told.value, "元")
    return f"{value.quantize(Decimal('0.01')).normalize():f}{unit}"


def _cells(addresses: Iterable[str]) -> str:
    found = list(dict.fromkeys(addresses))
    listed = found if len(found) <= _CELLS else [*found[:2], "…", found[-1]]
    return f"据台账单元格{'、'.join(listed)}（共{len(found)}格）"
