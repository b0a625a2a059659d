"""Evidence in, statements out: what is said is chosen from the sources word for word, by the kind of question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Statement
from assistant.attributes import lacking
from assistant.composers.articles import state_articles
from assistant.composers.comparison import compare
from assistant.composers.facts import state_facts
from assistant.composers.force import state_force
from assistant.composers.letterheads import state_letterhead
from assistant.composers.lists import state_list
from assistant.composers.measures import state_measures, state_progress
from assistant.composers.rows import state_row
from assistant.composers.summary import state_summary
from assistant.composers.tables import state_rows
from assistant.composers.tiers import state_step
from assistant.composers.verdicts import state_verdict
from assistant.deadline import Deadline
from assistant.evidence import Evidence, of_part
from assistant.question import Question
from assistant.terms import term_weights
from index import Generation


@dataclass(frozen=True)
class Composed:
    """What is stated, and the parts of a question of several (or the questions) that nothing is stated for."""

    statements: tuple[Statement, ...]
    left: tuple[str, ...]


def compose_each(found: Sequence[tuple[Question, Evidence]], generation: Generation, deadline: Deadline) -> Composed:
    """The statements that answer each question from its own evidence; of several each is said to be of its document.

    Raises:
        StoppedError, TimeLimitError: if the deadline comes first.
    """
    told: list[Statement] = []
    left: list[str] = []
    for question, evidence in found:
        weights = term_weights(question, generation)
        answer = Composed((), ()) if evidence.missing else compose(question, evidence, generation, weights, deadline)
        told += answer.statements if len(found) == 1 else map(_of_document, answer.statements)
        left += answer.left if answer.statements else [question.whole]
    # A sentence that tells of both years is said once.
    return Composed(tuple(_once(told) if len(found) > 1 else told), tuple(left))


def _of_document(statement: Statement) -> Statement:
    """The statement behind the title of its document: what is compared must say what it is of."""
    head = statement.quotes[0].letterhead if statement.quotes else None
    if head is None or not head.title:
        return statement
    # Versions of one measure have one title: their numbers tell them apart, or their years.
    told = head.number or (f"{head.year}年" if head.year else "")
    return replace(statement, text=f"{head.title}{f'（{told}）' if told else ''}：{statement.text}")


def compose(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> Composed:
    """The statements that answer, for each part of the question that asks for something; each is said once.

    Raises:
        StoppedError, TimeLimitError: if the deadline comes first.
    """
    parts = question.parts
    read = evidence.candidates and evidence.candidates[0].reads
    if len(parts) < 2 or question.kind == "cross" or not read:
        return Composed(tuple(_compose(question, evidence, generation, weights, deadline)), evidence.unanswered)
    told: dict[str, list[Statement]] = {part.text: [] for part in parts}
    for number, part in enumerate(parts, 1):
        if part.text not in evidence.unanswered:
            told[part.text] += _compose(part, of_part(evidence, number), generation, weights, deadline)
    stated = _once([statement for statements in told.values() for statement in statements])
    if not stated:
        return Composed(tuple(_compose(question, evidence, generation, weights, deadline)), ())
    return Composed(tuple(stated), tuple(part for part, statements in told.items() if not statements))


def _once(statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those whose words stand in another's: one sentence may answer two parts."""
    kept: list[Statement] = []
    for statement in sorted(statements, key=lambda each: -len(each.text)):
        if not any(statement.text in other.text and _same_clause(statement, other) for other in kept):
            kept.append(statement)
    return [statement for statement in statements if any(statement is each for each in kept)]


def _same_clause(one: Statement, other: Statement) -> bool:
    return {quote.node.node_id for quote in one.quotes} <= {quote.node.node_id for quote in other.quotes}


def _compose(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """The statements that answer one question, none where they tell no value of the kind that it asks for."""
    found = _by_kind(question, evidence, generation, weights, deadline)
    return [] if lacking(question.text, " ".join(map(_told, found))) else found


def _told(statement: Statement) -> str:
    """What a statement and its quotes say; a cell is of the unit that its column or the head of its table tells."""
    heads = [quote.node.metadata for quote in statement.quotes if quote.node.metadata["kind"] == "row"]
    above = [name for head in heads for name in (*head["headings"], *head["columns"])]
    # Names of columns are no names of persons: they stand apart from what is told.
    return " ".join([statement.text, *(quote.text for quote in statement.quotes), "/".join(["", *above])])


def _by_kind(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """What the composer for the kind of question finds; what a special one cannot find is answered as a fact."""
    found = state_force(question, evidence, generation) if question.kind == "validity" else []
    found = found or state_articles(question, evidence)
    if found:
        return found
    found = state_step(question, evidence, generation, deadline) or state_rows(
        question, evidence, generation, weights, deadline
    )
    if found:
        return found
    if question.kind == "summary":
        found = state_summary(question, evidence, generation)
    elif question.kind == "meta":
        found = state_letterhead(question, evidence, generation)
    elif question.kind == "cross":
        found = compare(question, evidence, weights, deadline)
    elif question.kind == "progress":
        found = state_row(question, evidence, generation) or state_progress(
            question, evidence, generation, weights, deadline
        )
    elif question.kind in ("unit", "deadline"):
        found = state_row(question, evidence, generation) or state_measures(
            question, evidence, generation, weights, deadline
        )
    elif question.kind == "measure":
        found = state_measures(question, evidence, generation, weights, deadline)
    elif question.kind == "list":
        found = state_list(question, evidence, generation, weights, deadline)
    elif question.kind == "yesno":
        found = state_verdict(question, evidence, generation, weights, deadline)
    if not found and question.kind not in ("list", "cross"):
        found = state_row(question, evidence, generation)
    return found or state_facts(question, evidence, generation, deadline)
