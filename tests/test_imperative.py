"""What was done elsewhere, told as what is to be done."""

import pytest

from assistant.drafting.imperative import imperative


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("已收回补贴8万元并上缴国库。", "收回补贴8万元并上缴国库。"),
        ("目前均已全部清退，已按月公示。", "全部清退，按月公示。"),
        ("6.3万元已于当年9月底前全部退回专户。", "将6.3万元全部退回专户。"),
        ("全县已追回资金8万元，我局已约谈3人。", "追回资金8万元，约谈3人。"),
        ("学校已与承包方解除合同，已由财政统一核算。", "学校与承包方解除合同，由财政统一核算。"),
    ],
)
def test_an_act_that_was_done_is_still_to_come(done: str, told: str) -> None:
    assert imperative(done) == told


@pytest.mark.parametrize("state", ["有关人员离岗已满三年。", "两户已搬离。", "已知悉情况。", "3所学校仍在协商。"])
def test_a_state_is_no_act(state: str) -> None:
    assert imperative(state) == state
