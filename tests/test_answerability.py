"""Whether to answer: what is known of the first clauses, and how probably they answer the question and its parts."""

from dataclasses import replace

import pytest

from assistant import Assistant
from assistant.answerability import FEATURES, OF_PART, READ_FEATURES, Verdict, features, judge
from assistant.question import read_question
from assistant.terms import term_weights


def test_the_best_part_counts_and_a_part_may_be_left() -> None:
    verdict = Verdict(0.2, (0.6, 0.01), 0.3)
    assert verdict.best == 0.6
    assert [verdict.left(part) for part in range(3)] == [False, True, False]
    assert Verdict(0.2, (), 0.3).best == 0.2
    assert Verdict(0.2, (0.3 * OF_PART,), 0.3).left(0) is False


@pytest.mark.parametrize(
    ("text", "answered"), [("村级资金由谁统一核算？", True), ("彩票公益金的中奖号码是多少？", False)]
)
def test_what_is_told_is_probable_and_what_is_not_is_not(assistant: Assistant, text: str, answered: bool) -> None:
    question, generation = read_question(text, {}), assistant._generation()
    weights = term_weights(question, generation)
    candidates = assistant.ask(text).candidates
    read = judge(question, candidates, weights, generation)
    unread = judge(question, [replace(one, reads=()) for one in candidates], weights, generation)
    assert [each.best >= each.enough for each in (read, unread)] == [answered, answered]


def test_each_is_known_by_all_its_features_and_nothing_by_none(assistant: Assistant) -> None:
    question, generation = read_question("村级资金由谁统一核算？", {}), assistant._generation()
    weights = term_weights(question, generation)
    known = features(question, assistant.ask(question.text).candidates, weights, generation)
    assert set(known) == set(FEATURES)
    assert (*FEATURES, "odds") == READ_FEATURES
    assert features(question, [], weights, generation) == {}
    assert judge(question, [], weights, generation).best == 0.0
