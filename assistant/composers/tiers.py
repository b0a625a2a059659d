"""The step of a rule that the asker's own number falls into, or that it falls into none."""

from collections.abc import Sequence

from assistant.answer import Quote, Statement
from assistant.composers.pointed import is_sure
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.figures import Figure
from assistant.question import Question
from assistant.sentences import tidy, trimmed, unnumbered
from assistant.steps import Step, given_numbers, of_number, steps_of
from corpus import Letterhead
from index import Generation

READ = 3
"""Candidates that are looked at: steps of something else must not answer."""


def state_step(question: Question, evidence: Evidence, generation: Generation, deadline: Deadline) -> list[Statement]:
    """The step that the question's number falls into, or that it falls into none of the first clause's steps.

    Nothing where the question gives no number or no first clause has steps.
    """
    numbers = given_numbers(question.text)
    first = evidence.candidates[:1]
    # Where a reader is sure of the first clause, steps of another are steps of something else.
    looked_at = first if any(map(is_sure, first)) else evidence.candidates[:READ]
    for candidate in deadline.each(looked_at) if numbers else ():
        steps = steps_of(candidate, generation)
        for given in numbers:
            fitting, chosen = of_number(steps, given)
            if 0 < len(chosen) < len(fitting):
                return [_statement(step, candidate.letterhead) for step in chosen]
            if fitting and not chosen and candidate is evidence.candidates[0]:
                return [_outside(given, fitting, candidate.letterhead)]
    return []


def _outside(given: Figure, steps: Sequence[Step], letterhead: Letterhead) -> Statement:
    """That a number falls into no step, with what the steps are."""
    told = [_statement(step, letterhead) for step in steps]
    quotes = tuple(quote for statement in told for quote in statement.quotes)
    words = "；".join(statement.text.rstrip("。") for statement in told)
    return Statement(f"{given.text}不在所列各档之内：{words}", quotes, computed=True)


def _statement(step: Step, letterhead: Letterhead) -> Statement:
    start = step.node.start_char_idx or 0
    words = unnumbered(trimmed(step.node.text, step.start, step.end))
    quote = Quote(step.node, letterhead, start + words.start, start + words.end)
    if step.node.metadata["kind"] != "row":
        return Statement(tidy(words.text).rstrip("，,；;：:、"), (quote,))
    named = zip(step.node.metadata["columns"], step.node.text.strip("\n").split("\t"), strict=False)
    told = "；".join(f"{name}：{tidy(cell)}" for name, cell in named if name and cell.strip())
    return Statement(told, (quote,))
