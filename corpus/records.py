"""Rectification records: what was wrong, what is done about it, by whom, until when, and what has come of it.

Plans, reports, replies and ledgers say the same things in different shapes; here each becomes the same record, every
field with the clause and the offsets that it stands at, so that an answer or a draft can cite a field by itself.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from llama_index.core.schema import TextNode

from corpus.ledgers import records_of_ledger
from corpus.record import TAKEN_UP, Field, Record, cut_field, find_source, split_measures, split_units
from corpus.tables import find_tables

_LABELS = {
    "measures": r"(?:整改|处理|改进|具体)?(?:措施|举措)|整改做法|(?:整改|处理|纠正|落实)情况|(?:整改|处理)(?:落实)?结果",
    "description": r"存在情形|(?:问题|具体|主要)表现|问题(?:描述|概述|情形)",
    "units": r"(?:整改)?(?:责任|牵头|主责)(?:单位|部门)",
    "deadline": r"(?:整改|完成|办结)(?:时限|期限|时间)",
    "progress": r"(?:整改)?(?:进展|完成情况|整改成效)",
}
_LABEL = re.compile("|".join(rf"(?P<{name}>{pattern})" for name, pattern in _LABELS.items()) + r"")
_LABELLED = re.compile(rf"(?:^|(?<=[。；\s*]))(?:{_LABEL.pattern})[*]*\s*[:：]\s*", re.MULTILINE)
_NUMBERED = re.compile(
    r"\s*(?:问题[\d一二三四五六七八九十]{1,3}[、.．:：\s]|[（(]?[\d一二三四五六七八九十]{1,3}[）)]|[\d一二三四五六七八九十]{1,3}[.．、])\s*"
)
_DENIED = re.compile(r"不存在[“\"].*?[”\"]等?方?面?的问题。?\s*$", re.DOTALL)
_REPORTED = re.compile(r"关于[“\"](?P<problem>.+?)[”\"]的问题[。：:\s]*", re.DOTALL)
_ANSWERED = re.compile(r"^\s*(?:针对|关于|对于?)第[^项个条]{1,3}[项个条](?P<problem>[^：:。]{2,60})[：:]")
_PROBLEMS = re.compile(r"(?:存在|发现|反馈|查出|指出|主要|突出|共性|个性|重点)[^。；]{0,12}?(?:问题|不足|短板|差距)")
_NO_PROBLEMS = re.compile(
    r"整改(?:情况|措施|内容|任务|要求|落实|进展)|措施|建议|要求|打算|步骤|原则|处理|解决|怎么|如何"
)
_LISTED = re.compile(r"(?:(?<=[。；：:;\n])|^)[ \t　]*+\*{0,2}[一二三四五六七八九十]{1,2}是")


def find_records(text: str, clauses: Sequence[TextNode]) -> list[Record]:
    """The records of a document, in its order, from its labelled clauses, its reported problems and its ledgers."""
    records: list[Record] = []
    for clause in clauses:
        if clause.metadata["kind"] == "text":
            record = _from_plan(text, clause) or _from_report(text, clause)
            records += [record] if record else _from_problem_list(text, clause)
    for table in find_tables(text):
        records += records_of_ledger(text, table)
    return records


def _from_plan(text: str, clause: TextNode) -> Record | None:
    """A clause with labels: 整改措施：… 责任单位：… 整改时限：…"""
    start, address = _start(clause), str(clause.metadata["address"])
    found = list(_LABELLED.finditer(clause.text))
    # 整改措施：… 整改措施：… says one thing in two goes: a label that repeats the one before it opens nothing.
    labels = [b for a, b in zip([None, *found], found, strict=False) if a is None or a.lastgroup != b.lastgroup]
    if not any(label.lastgroup == "measures" for label in labels):
        return None
    ends = [*(label.start() for label in labels[1:]), len(clause.text)]
    values: dict[str, Field] = {}
    for label, end in zip(labels, ends, strict=True):
        values.setdefault(str(label.lastgroup), cut_field(text, start + label.end(), start + end, address))
    problem, told = _problem(text, clause, labels[0].start())
    description = values.get("description", told)
    return Record(
        address,
        problem,
        description,
        split_measures(text, values["measures"]),
        split_units(text, values.get("units")),
        values.get("deadline"),
        values.get("progress"),
        find_source(text, description),
    )


def _problem(text: str, clause: TextNode, end: int) -> tuple[Field, Field | None]:
    """What heads the clause and what describes it, up to its first label."""
    start, address = _start(clause), str(clause.metadata["address"])
    before = clause.text[:end]
    number = _NUMBERED.match(before)
    first = number.end() if number else 0
    heading = re.compile(r"\s*[^。\n]{2,60}?(?:[。\n]|$)").match(before, first)
    split = heading.end() if heading else first
    problem = _named(text, cut_field(text, start + first, start + (split if split > first else end), address))
    description = cut_field(text, start + split, start + end, address)
    return problem, description if description.text else None


def _named(text: str, problem: Field) -> Field:
    """What is wrong, out of 关于“…”的问题."""
    inside = re.fullmatch(r"关于[“\"](.+)[”\"]的?问题[。：:]?", problem.text, re.DOTALL)
    if inside is None:
        return problem
    return cut_field(text, problem.start + inside.start(1), problem.start + inside.end(1), problem.address)


def _from_report(text: str, clause: TextNode) -> Record | None:
    """A clause that answers a problem: 关于“…”的问题。…, 针对…的问题，…, or 针对第一项…：… in a reply to a proposal."""
    start, address = _start(clause), str(clause.metadata["address"])
    match = _REPORTED.search(clause.text[:400]) or TAKEN_UP.match(clause.text) or _ANSWERED.match(clause.text)
    if not match:
        return None
    denied = _DENIED.search(clause.text)
    body = cut_field(text, start + match.end(), start + (denied.start() if denied else len(clause.text)), address)
    problem = cut_field(text, start + match.start("problem"), start + match.end("problem"), address)
    progress = cut_field(text, start + denied.start(), start + denied.end(), address) if denied else None
    return Record(address, problem, None, split_measures(text, body) if body.text else (), (), None, progress)


def _from_problem_list(text: str, clause: TextNode) -> Iterator[Record]:
    """Problems alone, as a section headed 存在的问题 lists them: each clause under it, or each 一是… of the section."""
    start, address = _start(clause), str(clause.metadata["address"])
    headings = [str(heading) for heading in clause.metadata["headings"]]
    above = next((h for h in headings if _PROBLEMS.search(h) and not _NO_PROBLEMS.search(h)), None)
    if above is None or clause.metadata["columns"]:  # what a table lists is read by its columns
        return
    if above != headings[-1]:
        problem, description = _problem(text, clause, len(clause.text))
        yield Record(address, problem, description, source=find_source(text, description or problem))
        return
    starts = [start + match.start() for match in _LISTED.finditer(clause.text)]
    for first, last in itertools.pairwise([*starts, start + len(clause.text)] if len(starts) > 1 else []):
        sentence = text.find("。", first, last)
        problem = cut_field(text, first, sentence + 1 if sentence > 0 else last, address)
        description = cut_field(text, problem.end, last, address)
        yield Record(address, problem, description if description.text else None, source=find_source(text, description))


def _start(clause: TextNode) -> int:
    assert clause.start_char_idx is not None  # ClauseParser sets it
    return clause.start_char_idx


__all__ = ["Field", "Record", "find_records", "split_measures"]
