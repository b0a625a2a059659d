"""Filling the blank measures of a ledger: drafted row by row and written into a copy of the same file."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting.alike import contained
from assistant.drafting.draft import Draft, Measure, describe
from assistant.drafting.files import write_texts
from assistant.drafting.ledger import LedgerRow, read_ledger
from assistant.errors import InputError

DraftRow = Callable[[str, str | None, str | None], Draft]
"""Drafts for a problem, its unit and its deadline."""

SAME = 0.6
"""Share of bigrams in common from which two measures are the same."""

_HEADER = ("单元格", "问题", "填写内容", "依据", "需核实的事项")


@dataclass(frozen=True)
class Change:
    """What was written into one cell, on what basis, and what the user should look at. No text: nothing was written."""

    cell: str
    issue: str
    text: str
    basis: tuple[str, ...]
    warnings: tuple[str, ...]


def fill(path: Path, output: Path, draft: DraftRow, rows: Collection[int] = ()) -> list[Change]:
    """Draft what is blank, or the rows with these numbers, and write it into a copy of the same kind of file.

    Everything else of the copy is as in the original, and a list tells which cells were written and on what basis.

    Raises:
        InputError: if the file is no ledger, the copy would replace it or be of another kind, or one of the rows is no
            problem of it.
        UnreadableFileError: if the file is damaged.
    """
    if path.resolve() == output.resolve():
        raise InputError(f"{output} 就是原文件，请另给一个文件名")
    if path.suffix.lower() != output.suffix.lower():
        raise InputError(f"填写后仍是原来的格式，请把 {output.name} 的扩展名改为 {path.suffix}")
    ledger = read_ledger(path)
    unknown = sorted(set(rows) - {row.number for row in ledger})
    if unknown:
        raise InputError(f"{path.name} 第 {'、'.join(map(str, unknown))} 行不是台账中的问题，请核对行号")
    wanted: dict[str, list[LedgerRow]] = {}
    kept: dict[str, list[str]] = {}
    for row in ledger:
        if _wanted(row, rows):
            wanted.setdefault(row.cells["measures"].address, []).append(row)
        else:
            kept.setdefault(row.told.address, []).append(row.text("measures"))
    changes = [change for sharing in wanted.values() for change in _changes(sharing, kept, draft)]
    texts = {change.cell: change.text for change in changes if change.text}
    written = write_texts(path, output, texts, [_HEADER, *map(_listed, changes)])
    return [change for change in changes if change.cell in written]


def _wanted(row: LedgerRow, rows: Collection[int]) -> bool:
    return row.number in rows if rows else not row.text("measures")


def _changes(rows: Sequence[LedgerRow], kept: Mapping[str, Sequence[str]], draft: DraftRow) -> list[Change]:
    """What is written for the problems that share one cell for their measures, mostly a single one.

    `kept` are the measures that a problem has in other rows: it is told the next one, not all of them anew.
    """
    row = rows[0]
    issue = "".join(f"{other.rstrip('。')}。" for other in dict.fromkeys(row.issue for row in rows))
    made = draft(issue, row.text("unit") or None, row.text("deadline") or None)
    said = kept.get(row.told.address, ())
    measures = _unsaid(made.measures, said)[:1] if said else made.measures
    cited = list(dict.fromkeys(citation for measure in measures for citation in measure.citations))
    basis = tuple(describe(citation) for citation in cited)
    text = "\n".join(f"{number}.{measure.text}" for number, measure in enumerate(measures, len(said) + 1))
    changes = [Change(row.cells["measures"].address, issue, text, basis, made.warnings)]
    if text and "basis" in row.cells and not row.text("basis"):
        names = dict.fromkeys(f"{c.title or c.document} {c.clause}" for c in cited)
        changes.append(Change(row.cells["basis"].address, issue, "；".join(names), basis, ()))
    return changes


def _unsaid(measures: Sequence[Measure], said: Sequence[str]) -> list[Measure]:
    """The measures of which nothing that was said tells the most."""
    return [measure for measure in measures if all(contained(measure.text, other) < SAME for other in said)]


def _listed(change: Change) -> tuple[str, ...]:
    return (
        change.cell,
        change.issue,
        change.text or "（未填写）",
        "\n".join(change.basis),
        "\n".join(change.warnings),
    )
