"""What the encoder of problems learns from: every example is of the data that lies beside it, and says what that says."""

import pytest

from assistant.drafting.corrections import CORRECTIONS
from index.training.encoder.examples import Example
from index.training.pairs import rows
from index.training.problems.examples import (
    ABOVE,
    ACTS,
    BELOW,
    FAULTS,
    GOVERNING,
    PROBLEMS,
    act_examples,
    fault_examples,
    governing_examples,
    problem_examples,
)


def test_the_acts_that_are_learnt_are_those_that_drafts_choose_from() -> None:
    learnt = {act for row in rows(ACTS) for act in row["acts"]}
    assert learnt == set(CORRECTIONS)


def test_an_act_corrects_the_problems_that_name_it_and_no_others() -> None:
    named = {(row["problem"], act) for row in rows(ACTS) for act in row["acts"]}
    examples = list(act_examples(1))
    assert {(each.question, each.passage) for each in examples if each.answers} <= named
    assert not named & {(each.question, each.passage) for each in examples if not each.answers}


def test_names_of_a_fault_are_its_own_and_others_are_not() -> None:
    told = {row["problem"]: row for row in rows(FAULTS)}
    for each in fault_examples(1):
        assert each.passage in told[each.question]["names" if each.answers else "not"]


def test_articles_are_read_under_law_and_chapter_in_their_latest_version() -> None:
    judged = list(rows(GOVERNING))
    articles = [
        {"law": row["law"], "section": "第一章 总则", "article": row["article"], "date": date, "text": text}
        for row in judged
        for date, text in (("2020-01-01", "旧文。"), ("2021-01-01", "新文。" * 100))
    ]
    first = judged[0]
    passage = f"{first['law']} 第一章 总则"[:ABOVE] + "\n"
    (found, *others) = governing_examples(articles, 1)
    assert (
        found.passage.startswith(passage) and "旧" not in found.passage and len(found.passage) == len(passage) + BELOW
    )
    assert (found.group, found.question, found.answers) == (first["heading"], first["problem"], first["governs"])
    assert len(others) == len(judged) - 1


def test_an_article_that_the_statutes_lack_is_named() -> None:
    first = next(iter(rows(GOVERNING)))
    with pytest.raises(ValueError, match=f"{first['law']} {first['article']}"):
        next(governing_examples([], 1))


def test_a_family_learns_its_own_measures_and_not_those_of_problems_beside_it() -> None:
    family = next(iter(rows(PROBLEMS)))
    told = [family["problem"], family["again"], family["plain"]]
    mine: list[Example] = [each for each in problem_examples(1) if each.group == family["heading"]]
    measures = [each for each in mine if each.source == "problem measures" and each.question in told]
    near = {measure for other in family["near"] for measure in other["measures"]}
    assert {each.passage for each in measures if each.answers} <= set(family["measures"])
    assert not {each.passage for each in measures if each.answers} & near
    assert {each.passage for each in measures if not each.answers} & near
