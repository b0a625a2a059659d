"""Cells of a table row: the columns that are asked for, each named, with the row as the quote."""

import re
from collections.abc import Mapping

from assistant.answer import Statement, quote
from assistant.candidate import Candidate
from assistant.composers.grids import bare_name, row_cells, shown
from assistant.evidence import Evidence
from assistant.matching import Matcher, plain
from assistant.question import ASKING, Question
from index import Generation

NAMED, CLEARLY = 0.5, 0.15
"""Share of a column's name that a question holds which names it, and by how much more than of other columns."""

_WANTED = (
    (r"谁|哪个单位|哪个部门|负责|牵头", r"单位|部门|责任人|负责人"),
    (r"什么时|何时|哪天|几月|期限|时限|完工|完成", r"时限|时间|期限|日期|竣工|完成"),
    (r"多少钱|资金|金额|投资|多少万|多少元", r"资金|金额|投资|万元|元"),
    (r"多少户|多少人|受益", r"户|人|受益"),
    (r"进展|怎么样|到哪一步|[完好位成][了没]|是否", r"进展|结果|情况|状态|是否"),
    (r"怎么改|怎么整改|措施", r"措施"),
)
"""Which columns answer which questions, beside those whose names the question holds."""


def state_row(question: Question, evidence: Evidence, generation: Generation) -> list[Statement]:
    """The asked-for cells of the first candidate, if that is a row of a table with such columns."""
    best = evidence.candidates[0]
    if best.node.metadata["kind"] != "row" or any(
        c.node.metadata["kind"] != "row" and c.score >= best.score for c in evidence.candidates[1:2]
    ):
        return []
    cells = _cells(best)
    asked = _clearest(question, [name for name in cells if _asks_for(question, name, generation)], generation)
    asked = asked or _named_most(question, cells, generation)
    text = best.node.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    quoted = quote(best, start, end)
    if asked and not any(cells[name] for name in asked):
        return [Statement(f"{'、'.join(asked)}：此格空白，没有填写", (quoted,), computed=True)]
    columns = best.node.metadata["columns"]
    # Cells without the names of their columns say nothing: where none is asked for by name, the whole row is shown.
    return [Statement(shown(best.node, columns, [columns.index(name) for name in asked or cells]), (quoted,))]


def _cells(row: Candidate) -> dict[str, str]:
    """Cells by the names of their columns; those without a name are left out."""
    columns = row.node.metadata["columns"]
    return {name: cell for name, cell in zip(columns, row_cells(row.node, len(columns)), strict=True) if name}


def _clearest(question: Question, names: list[str], generation: Generation) -> list[str]:
    """Of several columns that may be asked for (资金来源中央, 资金来源县级) the one whose name the question clearly holds most of."""
    asked = plain(ASKING.sub(" ", question.text))
    held = sorted(((Matcher.of(bare_name(name), generation).held(asked), name) for name in names), reverse=True)
    return [held[0][1]] if len(held) > 1 and held[0][0] - held[1][0] >= CLEARLY else names


def _named_most(question: Question, cells: Mapping[str, str], generation: Generation) -> list[str]:
    """The column whose name the question holds most of, where that is much more than of any other, and the first."""
    asked = plain(ASKING.sub(" ", question.text))
    held = sorted(((Matcher.of(bare_name(name), generation).held(asked), name) for name in cells), reverse=True)
    clear = held and held[0][0] >= NAMED and all(share <= held[0][0] - CLEARLY for share, _ in held[1:])
    return list(dict.fromkeys([next(iter(cells)), held[0][1]])) if clear else []


def _asks_for(question: Question, column: str, generation: Generation) -> bool:
    name = bare_name(column)
    if any(re.search(asks, question.text) and re.search(names, column) for asks, names in _WANTED):
        return True
    return len(name) > 2 and Matcher.of(name, generation).held(plain(ASKING.sub(" ", question.text))) >= 0.99
