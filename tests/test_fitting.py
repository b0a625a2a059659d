"""How the learned parts are made: what counts how much, where the line is drawn, and that learning is repeatable."""

import numpy as np
import pytest

from eval.fitting.deciding import REFUSED, _even, _limit
from eval.fitting.growing import FOLDS, Group, folds, grow, grow_gate


def test_every_set_counts_the_same_and_a_question_one_on_average() -> None:
    assert _even(["a", "a", "a", "b"]).tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2.0])


def test_the_limit_lies_where_so_many_of_the_answerable_fall_below() -> None:
    scores = np.arange(100.0)
    assert _limit(scores, np.ones(100)) == pytest.approx(100 * REFUSED, abs=1)
    # The lowest question counts as much as a tenth of all: it alone is more than may be declined.
    assert _limit(scores, np.array([11.0, *np.ones(99)])) == 0.0


def test_each_case_is_judged_once_and_no_question_is_on_both_sides() -> None:
    questions = [f"q{place % 12}" for place in range(23)]
    found = list(folds(questions))
    assert len(found) == FOLDS
    assert sorted(place for _, judged in found for place in judged) == list(range(23))
    for learned, judged in found:
        assert sorted(learned + judged) == list(range(23))
        assert {questions[place] for place in learned} & {questions[place] for place in judged} == set()


def test_trees_put_the_higher_grade_first_and_are_grown_twice_alike() -> None:
    chance = np.random.default_rng(5)
    groups = []
    for _ in range(60):
        rows = chance.normal(size=(10, 2))
        groups.append(Group(rows, (rows[:, 1] == rows[:, 1].max()).astype(np.int64)))
    trees = grow(groups, ("noise", "signal"), rounds=60, leaves=3)
    right = [trees.score(group.rows).argmax() == group.grades.argmax() for group in groups]
    assert sum(right) > 54
    assert trees.as_json() == grow(groups, ("noise", "signal"), rounds=60, leaves=3).as_json()


def test_a_gate_gives_the_log_odds_of_the_second_kind() -> None:
    cases = [(np.array([place / 200]), place >= 100) for place in range(200)]
    odds = grow_gate(cases, ("place",), rounds=50, leaves=3).score(np.array([[0.1], [0.9]]))
    assert odds[0] < -2.0
    assert odds[1] > 2.0
