"""A measure that a person has changed is checked again."""

import pytest

from assistant import Assistant
from assistant.drafting import Draft
from assistant.errors import InputError
from assistant.revision import revise


@pytest.fixture
def draft(assistant: Assistant) -> Draft:
    made = assistant.draft("某村扶贫车间闲置，年租金3万元未收取。", "某镇人民政府", "2026年6月底前")
    assert made.missing is None
    return made


def test_a_number_that_no_source_holds_is_named(draft: Draft) -> None:
    revised = revise(draft, 1, "追缴租金9.9万元。")
    assert revised.measures[0].text == "追缴租金9.9万元。"
    assert revised.measures[0].certificate.missing == ("9.9万元",)
    assert revised.measures[1:] == draft.measures[1:]


def test_what_the_problem_says_may_be_said(draft: Draft) -> None:
    revised = revise(draft, 1, " 由某镇人民政府在2026年6月底前追缴租金3万元。 ")
    assert revised.measures[0].text == "由某镇人民政府在2026年6月底前追缴租金3万元。"
    assert revised.measures[0].certificate.missing == ()


def test_an_empty_measure_and_an_unknown_one_are_refused(draft: Draft) -> None:
    with pytest.raises(InputError, match="第 1 条措施是空的"):
        revise(draft, 1, " ")
    with pytest.raises(InputError, match="没有第 99 条措施"):
        revise(draft, 99, "文字")
