"""What the chat gives to whom: a shared conversation is looked at by all, and put up for review by its owner alone."""

import pytest

from assistant import Assistant
from assistant.page.asking import Asking
from assistant.page.turnstile import Turnstile
from assistant.page.wording import speaker
from eval.desk import Desk as Evaluation
from index import Filter


@pytest.fixture
def evaluation(assistant: Assistant) -> Evaluation:
    return Evaluation(assistant)


@pytest.fixture
def desk(assistant: Assistant, evaluation: Evaluation) -> Asking:
    return Asking(assistant, evaluation, Turnstile(assistant.deadline), speaker("zh"))


def asked(assistant: Assistant, desk: Asking, question: str) -> tuple[str, int]:
    """The conversation of a question that its owner asked, and its turn."""
    *_, last = desk.ask(question, "", Filter(), "owner")
    (turn,) = assistant.conversations.turns(last.current)
    return last.current, turn.id


def test_the_owner_alone_puts_a_question_up_for_review(
    assistant: Assistant, desk: Asking, evaluation: Evaluation
) -> None:
    conversation, turn = asked(assistant, desk, "村级资金由谁统一核算？")
    assert desk.propose(turn, conversation, "another") == "只能把自己对话中的问题加入评测。"
    assert evaluation.proposed() == []
    assert desk.propose(turn, conversation, "owner") == "已加入待确认的题目，请到“评测”确认。"
    assert [question.question for question in evaluation.proposed()] == ["村级资金由谁统一核算？"]


def test_no_clause_is_found_before_the_first_or_after_the_last(assistant: Assistant, desk: Asking) -> None:
    conversation, turn = asked(assistant, desk, "月球基地归谁管？")
    assert "source" in desk.nearest(turn, conversation, 0)
    assert [desk.nearest(turn, conversation, position) for position in (-1, 10, 10**9)] == ["", "", ""]


def test_what_is_asked_elsewhere_is_no_turn_of_this_conversation(assistant: Assistant, desk: Asking) -> None:
    conversation, _ = asked(assistant, desk, "村级资金由谁统一核算？")
    _, other = asked(assistant, desk, "村级单笔支出由谁审批？")
    assert desk.cited(other, conversation, 1) == ""
