"""A rectification plan: every problem of a source with its measures, who does what until when, and a ledger as its annex."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting.case import BLANK
from assistant.drafting.draft import Draft
from assistant.drafting.findings import AuditFinding
from assistant.drafting.official import FIRST, SECOND, OfficialDocument
from assistant.drafting.sheet import COLUMNS, sheet_row
from assistant.drafting.terms import due, official
from assistant.drafting.word import measures, signed
from corpus.numerals import write_numeral

ALL = "审计发现问题"
"""What problems are headed by that stand under no category."""

_MILLIMETRES = 247
"""Width of the annex between its margins."""


@dataclass(frozen=True)
class Entry:
    """A problem with what was drafted for it."""

    finding: AuditFinding
    draft: Draft


@dataclass(frozen=True)
class Plan:
    """The plan for a source. `title` names the source, `unit` who rectifies, "" where nobody said so."""

    title: str
    unit: str
    entries: tuple[Entry, ...]

    @property
    def undrafted(self) -> list[int]:
        """The numbers of the problems for which there is nothing to rest measures on."""
        return [number for number, entry in enumerate(self.entries, 1) if entry.draft.missing]

    def by_category(self) -> list[tuple[str, list[tuple[int, Entry]]]]:
        """The entries under each category with their numbers, in the order in which categories come first."""
        found: dict[str, list[tuple[int, Entry]]] = {}
        for number, entry in enumerate(self.entries, 1):
            found.setdefault(entry.finding.category or ALL, []).append((number, entry))
        return list(found.items())

    def by_unit(self) -> dict[str, list[int]]:
        """The numbers of the problems that each unit answers for."""
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries, 1):
            found.setdefault(entry.draft.unit, []).append(number)
        return found


def draft_entries(
    findings: Iterable[AuditFinding],
    unit: str | None,
    deadline: str | None,
    draft: Callable[[str, str | None, str | None], Draft],
) -> Iterator[Entry]:
    """An entry for each finding, as soon as it is drafted; `unit` and `deadline` hold where a finding names none."""
    for finding in findings:
        yield Entry(finding, draft(finding.text, finding.unit or unit, finding.deadline or deadline))


def write_plan(plan: Plan, path: Path) -> None:
    """Write the plan to a Word file: what is to be done in order of categories, and the ledger on pages laid across."""
    document = OfficialDocument(f"{plan.unit}关于{plan.title}的整改方案")
    document.line(_overview(plan))
    document.line("一、问题和整改措施", FIRST)
    for place, (category, entries) in enumerate(plan.by_category(), 1):
        document.line(f"（{write_numeral(place)}）{category}", SECOND)
        for number, entry in entries:
            _problem(document, number, entry)
    document.line("二、责任分工", FIRST)
    for unit, numbers in plan.by_unit().items():
        named = unit if unit != BLANK else f"责任单位待定（{BLANK}）"
        document.line(f"{named}：负责第{'、'.join(map(str, numbers))}项问题的整改，共{len(numbers)}项。")
    document.line("三、工作要求", FIRST)
    for line in _requirements(plan):
        document.line(line)
    signed(document, plan.unit)
    document.landscape()
    document.line("附件", FIRST, indent=False)
    document.line("问题整改台账", FIRST)
    widths = [width for _, width in COLUMNS]
    scale = _MILLIMETRES / sum(widths)
    rows = [
        [str(cell) for cell in sheet_row(number, entry.draft, plan.title)]
        for number, entry in enumerate(plan.entries, 1)
    ]
    document.table([name for name, _ in COLUMNS], rows, [width * scale for width in widths])
    document.save(path)


def _overview(plan: Plan) -> str:
    """How many problems there are, in which categories, and what is still to be found for some."""
    counted = "、".join(f"{name}{len(entries)}个" for name, entries in plan.by_category())
    total = len(plan.entries)
    told = f"本方案针对{plan.title}指出的{total}个问题（{counted}），逐项明确整改措施、责任单位、整改时限和佐证材料。"
    if plan.undrafted:
        told += f"其中第{'、'.join(map(str, plan.undrafted))}项没有可以依据的先例和规定，措施待责任单位补充。"
    return told


def _problem(document: OfficialDocument, number: int, entry: Entry) -> None:
    document.line(f"{number}.{entry.finding.text}")
    draft = entry.draft
    if draft.missing:
        paragraph = document.line(f"整改措施：{BLANK}。")
        document.comment(draft.missing, paragraph)
    else:
        measures(document, draft)
    document.line(f"{'。'.join([*draft.duties, f'责任人：{draft.person}', f'整改时限：{draft.deadline}'])}。")
    if draft.evidence:
        document.line(f"佐证材料：{'、'.join(draft.evidence)}。")


def _requirements(plan: Plan) -> Iterator[str]:
    """What follows from the problems themselves: the terms, what proves each, what is to be supplied."""
    terms = sorted({day for entry in plan.entries if (day := due(entry.draft.deadline))})
    numbers = iter(range(1, 9))
    if terms:
        span = (
            f"最早{official(terms[0])}、最迟{official(terms[-1])}" if len(terms) > 1 else f"均在{official(terms[0])}前"
        )
        yield f"（{write_numeral(next(numbers))}）按期完成。各项整改时限{span}，到期未完成的，责任单位说明原因和完成时间。"
    yield (
        f"（{write_numeral(next(numbers))}）以佐证材料销号。责任单位完成整改后，逐项提交台账所列佐证材料，"
        "经核对齐全、问题确已纠正的予以销号。"
    )
    open_numbers = [number for unit, numbers_ in plan.by_unit().items() if unit == BLANK for number in numbers_]
    if open_numbers:
        yield f"（{write_numeral(next(numbers))}）补齐责任。第{'、'.join(map(str, open_numbers))}项的责任单位在方案印发前确定。"
