"""Rectification records: what was wrong, what is done about it, by whom, until when, and what has come of it.

Plans, reports, replies and ledgers say the same things in different shapes; here each becomes the same record, every
field with the clause and the offsets that it stands at, so that an answer or a draft can cite a field by itself.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llama_index.core.schema import TextNode

from corpus.tables import Cell, Table, find_tables


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


_LABELS = {
    "measures": r"(?:整改|处理|改进)?措施|整改情况|整改(?:落实)?结果",
    "units": r"(?:整改)?(?:责任|牵头|主责)(?:单位|部门)",
    "deadline": r"(?:整改|完成|办结)(?:时限|期限|时间)",
    "progress": r"(?:整改)?(?:进展|完成情况|整改成效)",
}
_LABEL = re.compile("|".join(rf"(?P<{name}>{pattern})" for name, pattern in _LABELS.items()) + r"")
_LABELLED = re.compile(rf"(?:^|(?<=[。；\s]))[ \t　*]*(?:{_LABEL.pattern})[*]*\s*[:：]\s*", re.MULTILINE)
_ENUMERATIONS = (
    re.compile(r"(?:(?<=[。；：:，,;\n*])|^)\s*\*{0,2}[一二三四五六七八九十]{1,2}是"),
    re.compile(r"(?:(?<=[。；：:;\n])|^)\s*(?:[(（]\d{1,2}[)）]|\d{1,2}[.．、](?!\d))"),
)
_NUMBERED = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)]|[\d一二三四五六七八九十]{1,3}[.．、])\s*")
_DENIED = re.compile(r"不存在[“\"].*?[”\"]等?方?面?的问题。?\s*$", re.DOTALL)
_REPORTED = re.compile(r"关于[“\"](?P<problem>.+?)[”\"]的问题[。：:\s]*", re.DOTALL)
_ANSWERED = re.compile(r"^\s*(?:针对|关于|对于?)第[^项个条]{1,3}[项个条](?P<problem>[^：:。]{2,60})[：:]")
_UNIT_BREAK = re.compile(r"[、；;，,]")

_COLUMNS = {
    "description": r"问题描述|问题表现|具体表现|情况描述",
    "problem": r"具体问题|反馈问题|存在问题|问题名称|问题内容|^问题$|问题清单|审计问题",
    "measures": r"措施",
    "progress": r"进展|完成情况|整改结果|落实情况|整改情况",
    "deadline": r"时限|期限|完成时间",
    "source": r"来源",
    "units": r"责任单位|责任部门|牵头单位|整改单位",
}


def find_records(text: str, clauses: Sequence[TextNode]) -> list[Record]:
    """The records of a document, in its order, from its labelled clauses, its reported problems and its ledgers."""
    records: list[Record] = []
    for clause in clauses:
        if clause.metadata["kind"] == "text":
            record = _from_plan(text, clause) or _from_report(text, clause)
            if record:
                records.append(record)
    for table in find_tables(text):
        records += _from_ledger(text, table)
    return records


def split_measures(text: str, field: Field) -> tuple[Field, ...]:
    """A list of measures (一是…二是…, else 1.…2.…) one by one; a single measure as it is.

    What leads in to the list (由县财政局牵头，一是…) says who acts, so it stays with the first measure.
    """
    for pattern in _ENUMERATIONS:
        starts = [field.start + match.start() for match in pattern.finditer(field.text)]
        if len(starts) > 1:
            bounds = [field.start, *starts[1:], field.end]
            return tuple(_field(text, a, b, field.address) for a, b in itertools.pairwise(bounds))
    return (field,)


def _from_plan(text: str, clause: TextNode) -> Record | None:
    """A clause with labels: 整改措施：… 责任单位：… 整改时限：…"""
    start, address = _start(clause), str(clause.metadata["address"])
    labels = list(_LABELLED.finditer(clause.text))
    if not any(label.lastgroup == "measures" for label in labels):
        return None
    ends = [*(label.start() for label in labels[1:]), len(clause.text)]
    values: dict[str, Field] = {}
    for label, end in zip(labels, ends, strict=True):
        values.setdefault(str(label.lastgroup), _field(text, start + label.end(), start + end, address))
    problem, description = _problem(text, clause, labels[0].start())
    return Record(
        address,
        problem,
        description,
        split_measures(text, values["measures"]),
        _units(text, values.get("units")),
        values.get("deadline"),
        values.get("progress"),
    )


def _problem(text: str, clause: TextNode, end: int) -> tuple[Field, Field | None]:
    """What heads the clause and what describes it, up to its first label."""
    start, address = _start(clause), str(clause.metadata["address"])
    before = clause.text[:end]
    number = _NUMBERED.match(before)
    first = number.end() if number else 0
    heading = re.compile(r"\s*[^。\n]{2,60}?(?:[。\n]|$)").match(before, first)
    split = heading.end() if heading else first
    problem = _field(text, start + first, start + (split if split > first else end), address)
    description = _field(text, start + split, start + end, address)
    return problem, description if description.text else None


def _from_report(text: str, clause: TextNode) -> Record | None:
    """A clause that answers a problem: 关于“…”的问题。…, or 针对第一项…：… in a reply to a proposal."""
    start, address = _start(clause), str(clause.metadata["address"])
    match = _REPORTED.search(clause.text[:400]) or _ANSWERED.match(clause.text)
    if not match:
        return None
    denied = _DENIED.search(clause.text)
    body = _field(text, start + match.end(), start + (denied.start() if denied else len(clause.text)), address)
    problem = _field(text, start + match.start("problem"), start + match.end("problem"), address)
    progress = _field(text, start + denied.start(), start + denied.end(), address) if denied else None
    return Record(address, problem, None, split_measures(text, body) if body.text else (), (), None, progress)


def _from_ledger(text: str, table: Table) -> Iterator[Record]:
    """Rows as records. A cell may hold several paragraphs (<p>) for the rows below whose own cells are empty."""
    columns = _columns(table)
    if "measures" not in columns and "units" not in columns:
        return
    waiting: list[dict[str, Cell]] = []
    problem: Field | None = None
    for row in table.rows:
        address = f"{table.name}第{row.number}行"
        cells = {name: row.cells[i] for name, i in columns.items() if i < len(row.cells) and _filled(row.cells[i])}
        stated = _paragraph_cells(text, cells)
        if len(stated) > 1:
            waiting = stated
        if "description" in cells or "problem" in cells:
            own = stated[0]
            waiting = stated[1:]
        else:
            own = waiting.pop(0) if waiting else {}
        merged = {**own, **{name: cell for name, cell in cells.items() if name not in own}}
        problem = (
            _cell_field(text, table, merged.get("problem"))
            or _sentence(text, table, merged.get("description"))
            or problem
        )
        if problem and merged:
            yield _row_record(text, table, address, problem, merged)


def _row_record(text: str, table: Table, address: str, problem: Field, cells: dict[str, Cell]) -> Record:
    measures = _cell_field(text, table, cells.get("measures"))
    return Record(
        address,
        problem,
        _cell_field(text, table, cells.get("description")),
        split_measures(text, measures) if measures else (),
        _units(text, _cell_field(text, table, cells.get("units"))),
        _cell_field(text, table, cells.get("deadline")),
        _cell_field(text, table, cells.get("progress")),
        _cell_field(text, table, cells.get("source")),
    )


def _columns(table: Table) -> dict[str, int]:
    """Which column holds which field, by its name; 问题描述 is taken before 问题 so that both find their own."""
    found: dict[str, int] = {}
    for name, pattern in _COLUMNS.items():
        for i, column in enumerate(table.columns):
            if i not in found.values() and re.search(pattern, column):
                found[name] = i
                break
    return found


def _paragraph_cells(text: str, cells: dict[str, Cell]) -> list[dict[str, Cell]]:
    """Cells that hold <p>…</p> paragraphs, dealt out: the n-th paragraph of each to the n-th problem."""
    parts = {
        name: _paragraphs(text, cell) for name, cell in cells.items() if name in ("description", "measures", "progress")
    }
    count = max((len(part) for part in parts.values()), default=1) or 1
    if count == 1:
        return [cells]
    first = {name: cell for name, cell in cells.items() if name not in parts}
    dealt = [{name: part[n] for name, part in parts.items() if n < len(part)} for n in range(count)]
    return [{**first, **dealt[0]}, *dealt[1:]]


def _paragraphs(text: str, cell: Cell) -> list[Cell]:
    content = text[cell.start : cell.end]
    found = [Cell(cell.start + m.start(1), cell.start + m.end(1)) for m in re.finditer(r"<p>(.*?)</p>", content)]
    return found or [cell]


def _units(text: str, field: Field | None) -> tuple[Field, ...]:
    """Units one by one, but never cut inside brackets; a line is enough, what follows belongs to the next problem."""
    if field is None or not field.text:
        return ()
    line = field.text.split("\n", maxsplit=1)[0]
    units, depth, start = [], 0, 0
    for i, c in enumerate(line + "、"):
        depth += (c in "（(") - (c in "）)")
        if depth == 0 and _UNIT_BREAK.match(c):
            units.append(_field(text, field.start + start, field.start + i, field.address))
            start = i + 1
    return tuple(unit for unit in units if unit.text)


def _cell_field(text: str, table: Table, cell: Cell | None) -> Field | None:
    if cell is None:
        return None
    row = next(row for row in table.rows if row.start <= cell.start < row.end)
    return _field(text, cell.start, cell.end, f"{table.name}第{row.number}行")


def _sentence(text: str, table: Table, cell: Cell | None) -> Field | None:
    """The first sentence of a description names the problem where no column does."""
    if cell is None:
        return None
    end = text.find("。", cell.start, cell.end)
    return _cell_field(text, table, Cell(cell.start, end if end > 0 else cell.end))


def _field(text: str, start: int, end: int, address: str) -> Field:
    """A field without the white space and the emphasis marks at its ends."""
    content = text[start:end]
    left = len(content) - len(content.lstrip(" \t　\n*#"))
    right = len(content.rstrip(" \t　\n*"))
    return Field(
        text[start + left : start + right] if right > left else "", start + left, start + max(left, right), address
    )


def _filled(cell: Cell) -> bool:
    return cell.end > cell.start


def _start(clause: TextNode) -> int:
    assert clause.start_char_idx is not None  # ClauseParser sets it
    return clause.start_char_idx
