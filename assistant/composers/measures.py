"""Measures, units and deadlines: the fields of the record that tells of the problem."""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.answer import Quote, Statement
from assistant.candidate import Candidate
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.sentences import tidy
from assistant.terms import coverage, headline
from corpus import Field, ParsedDocument, Record
from index import Generation

_ASKS_UNIT = re.compile(r"责任单位|牵头|责任部门|由谁|谁|哪个(?:单位|部门)|哪些(?:单位|部门)|哪几家")
_ASKS_DEADLINE = re.compile(r"时限|期限|什么时候|何时|哪天|哪月|几月|到什么时间")

READ = 8
"""Candidates whose records are weighed."""


def state_measures(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """The measures of the best fitting record, then its unit and its deadline; or only what was asked for."""
    found = _best_record(question, evidence, generation, weights, deadline)
    if found is None:
        return []
    record, parsed, candidate = found
    statements = []
    if question.kind == "measure":
        statements += [_statement(parsed, candidate, "", [measure]) for measure in record.measures]
    if record.units and (question.kind == "measure" or _ASKS_UNIT.search(question.text)):
        statements.append(_statement(parsed, candidate, "责任单位：", list(record.units)))
    if record.deadline and (question.kind == "measure" or _ASKS_DEADLINE.search(question.text)):
        statements.append(_statement(parsed, candidate, "整改时限：", [record.deadline]))
    return statements


def state_progress(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """What has come of a problem: the progress that a ledger tells, or what a report says was done."""
    reports = [each for each in evidence.candidates[:READ] if _reports(each)]
    found = _best_record(question, replace(evidence, candidates=tuple(reports)), generation, weights, deadline)
    if found is None:
        return []
    record, parsed, candidate = found
    if record.progress:
        return [_statement(parsed, candidate, "", [record.progress])]
    return [_statement(parsed, candidate, "", [measure]) for measure in record.measures]


def _reports(candidate: Candidate) -> bool:
    """Whether a document tells what was done, and not what is to be done."""
    head = candidate.letterhead
    return bool(re.search(r"报告|情况|台账|进展", f"{head.kind} {head.title}"))


def _best_record(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> tuple[Record, ParsedDocument, Candidate] | None:
    """The record whose problem and description hold most of the question, among the clauses that rank first."""
    scored: list[tuple[float, Record, ParsedDocument, Candidate]] = []
    for candidate in deadline.each(evidence.candidates[:READ]):
        parsed = generation.document(candidate.document)
        for record in deadline.each(parsed.records):
            if record.address == candidate.address and (record.measures or question.kind != "measure"):
                told = " ".join(field.text for field in (record.problem, record.description, *record.measures) if field)
                fit = coverage(question.terms, weights, f"{told} {headline(candidate.node, candidate.letterhead)}")
                scored.append((0.5 * (candidate.score - evidence.candidates[0].score) + fit, record, parsed, candidate))
    best = evidence.candidates[0] if evidence.candidates else None
    if not scored or best is None or _rule_fits_better(question, best, max(fit for fit, *_ in scored), weights):
        return None
    _, record, parsed, candidate = max(scored, key=lambda item: item[0])
    return record, parsed, candidate


def _rule_fits_better(question: Question, best: Candidate, fit: float, weights: Mapping[str, float]) -> bool:
    """Whether an article of a rule ranks first and holds more of the question than any record: 缺勤怎么处理 asks for the rule."""
    if not re.match(r"第.+条", best.address):
        return False
    return coverage(question.terms, weights, f"{best.node.text} {headline(best.node, best.letterhead)}") > fit


def _statement(parsed: ParsedDocument, candidate: Candidate, label: str, fields: list[Field]) -> Statement:
    """Fields of one record as one statement. Fields next to each other are one quote, as they stand in the document."""
    start, end = fields[0].start, fields[-1].end
    clause = next(node for node in parsed.clauses if (node.start_char_idx or 0) <= start < (node.end_char_idx or 0))
    # The label in front of the field belongs to what a reader looks for in the source.
    before = parsed.text.rfind("\n", 0, start) + 1
    labelled = parsed.text[before:start].strip()
    if label and 0 < len(labelled) <= 12 and labelled.endswith(("：", ":")) and before >= (clause.start_char_idx or 0):
        start = before + len(parsed.text[before:start]) - len(parsed.text[before:start].lstrip())
    quote = Quote(clause, candidate.letterhead, start, end)
    words = tidy(parsed.text[fields[0].start : end])
    return Statement(f"{label}{words}", (quote,))
