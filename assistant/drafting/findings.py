"""The problems that a document tells: of an audit report, a list, a ledger, or whatever was pasted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.problem import read_problem
from assistant.errors import InputError
from corpus import ParsedDocument, Record

SHORTEST = 8
"""Characters below which a clause tells no problem."""

_OF_PROBLEMS = re.compile(r"问题|不足|短板|差距|台账|清单|整改")
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*")


@dataclass(frozen=True)
class AuditFinding:
    """A problem as a document tells it: in words, under which category, of whom and until when, and at which address."""

    text: str
    category: str
    unit: str | None
    deadline: str | None
    address: str


def findings_of(parsed: ParsedDocument) -> list[AuditFinding]:
    """The problems of a document, in its order: its records, else its clauses, else what its text enumerates.

    Raises:
        InputError: if it tells none.
    """
    found = list(_of_records(parsed)) or list(_of_clauses(parsed))
    if not found:
        raise InputError(
            f"{parsed.name} 中没有找到问题：请确认其中有逐条写明的问题（如“三、审计发现的主要问题”下的各条）"
        )
    return found


def _of_records(parsed: ParsedDocument) -> Iterator[AuditFinding]:
    headings = {str(clause.metadata["address"]): clause.metadata["headings"] for clause in parsed.clauses}
    for record in parsed.records:
        unit = "、".join(unit.text for unit in record.units) or None
        deadline = record.deadline.text if record.deadline else None
        yield AuditFinding(_told(record), _category(headings.get(record.address, ())), unit, deadline, record.address)


def _of_clauses(parsed: ParsedDocument) -> Iterator[AuditFinding]:
    numbered = [clause for clause in parsed.clauses if clause.metadata["address"] not in ("文首", "文尾", "全文")]
    if len(numbered) > 1:
        for clause in numbered:
            words = _NUMBER.sub("", " ".join(clause.text.split()))
            if len(words) >= SHORTEST:
                yield AuditFinding(words, "", None, None, str(clause.metadata["address"]))
        return
    for number, part in enumerate(read_problem(parsed.text).parts, 1):
        if len(part) >= SHORTEST:
            yield AuditFinding(part, "", None, None, f"第{number}句")


def _told(record: Record) -> str:
    """The name of the problem and what describes it, unless one says the other."""
    name = " ".join(record.problem.text.split()).rstrip("。")
    described = " ".join(record.description.text.split()) if record.description else ""
    if name in described:
        return described
    return f"{name}。{described}" if described else f"{name}。"


def _category(headings: Sequence[str]) -> str:
    """What stands between the section of problems and the problem itself: （一）预算执行方面."""
    between = [heading for heading in headings[:-1] if not _OF_PROBLEMS.search(heading)]
    return _NUMBER.sub("", between[-1].strip()) if between else ""
