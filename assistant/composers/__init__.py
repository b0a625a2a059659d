"""Evidence in, statements out: what is said is chosen from the sources word for word, by the kind of question."""

from collections.abc import Mapping

from assistant.answer import Statement
from assistant.composers.articles import state_articles
from assistant.composers.comparison import compare
from assistant.composers.facts import state_facts
from assistant.composers.letterheads import state_letterhead
from assistant.composers.lists import state_list
from assistant.composers.measures import state_measures, state_progress
from assistant.composers.rows import state_row
from assistant.composers.tables import state_rows
from assistant.composers.tiers import state_step
from assistant.composers.verdicts import state_verdict
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.question import Question
from index import Generation


def compose(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """The statements that answer; what a special composer cannot find is answered as a fact.

    Raises:
        StoppedError, TimeLimitError: if the deadline comes first.
    """
    found = state_articles(question, evidence)
    if found:
        return found
    found = state_step(question, evidence, generation, deadline) or state_rows(
        question, evidence, generation, weights, deadline
    )
    if found:
        return found
    if question.kind == "meta":
        found = state_letterhead(question, evidence, generation)
    elif question.kind == "cross":
        found = compare(question, evidence, weights, deadline)
    elif question.kind == "progress":
        found = state_progress(question, evidence, generation, weights, deadline)
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
