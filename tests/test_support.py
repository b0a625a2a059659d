"""Which sentences the words of a clause bear: own clauses, own sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.entailment import entailed

CLAUSE = "经乡镇审核后，县林业局负责验收造林地块，县财政局负责拨付补助资金。企业向农户支付租金，不得拖欠。租赁合同到期的，承租人应当恢复原状，但双方另有约定的除外。"


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("县林业局负责验收造林地块。", True),
        ("县财政局负责拨付补助资金，县林业局负责验收造林地块。", True),
        ("企业应向农户支付租金。", False),
        ("企业向农户支付租金，同时禁止拖欠。", True),
        ("农户向企业支付租金。", False),
        ("县林业局负责拨付补助资金。", False),
        ("县财政局负责验收造林地块。", False),
        ("县财政局负责收回补助资金。", False),
        ("企业向农户支付租金，但合作社除外。", False),
        ("企业向农户支付租金，上述要求已经废止。", False),
        ("企业向农户支付租金，拖欠的追究刑事责任。", False),
        ("承租人应当恢复原状。", False),
        ("租赁合同到期的，承租人应当恢复原状。", False),
        ("租赁合同到期的，承租人应当恢复原状，但双方另有约定的除外。", True),
    ],
)
def test_a_sentence_stands_in_its_clause_in_order_and_in_scope(sentence: str, holds: bool) -> None:
    assert entailed(sentence, [CLAUSE]) is holds


@given(st.text(alphabet="鲸鲨珊瑚礁潜艇", min_size=2, max_size=12))
@settings(deadline=None)
def test_no_clause_of_words_from_elsewhere_is_borne(tail: str) -> None:
    assert not entailed(f"企业向农户支付租金，{tail}。", [CLAUSE])


@given(st.lists(st.text(alphabet="县乡村财政林业负责不得应当资金验收补助的和，", min_size=1, max_size=30), min_size=1))
@settings(deadline=None)
def test_what_is_copied_whole_is_borne(parts: list[str]) -> None:
    text = "。".join(parts)
    assert entailed(text, [text])


def test_a_sentence_of_a_thousand_joining_words_is_refused_and_breaks_nothing() -> None:
    assert not entailed("的" * 3000, ["村级资金实行村账乡代理。"])
