"""Who may do what: another's act is asked of it, one's own is done."""

import pytest

from assistant.drafting.duties import within_power


@pytest.mark.parametrize(
    ("sentence", "unit", "said"),
    [
        ("对相关责任人立案审查", "某县水利局", "提请纪检监察机关对相关责任人立案审查"),
        ("对相关责任人立案审查", "某县纪委监委", "对相关责任人立案审查"),
        ("及时拨付补助资金", "某镇卫生院", "商请财政部门及时拨付补助资金"),
        ("全部拨付补助资金", "某镇卫生院", "商请财政部门，全部拨付补助资金"),
        ("及时拨付补助资金", "某县财政局", "及时拨付补助资金"),
        ("将失信企业列入黑名单", "某中学", "报请行业主管部门将失信企业列入黑名单"),
        ("将失信企业列入黑名单", "某县住房和城乡建设局", "将失信企业列入黑名单"),
        ("逐户催收逾期贷款", None, "商请承贷金融机构，逐户催收逾期贷款"),
        ("商请财政部门及时拨付补助资金", "某镇卫生院", "商请财政部门及时拨付补助资金"),
        ("从次月拨付款中全额扣回", "某县医保局", "从次月拨付款中全额扣回"),
        ("取消向科室下达创收指标的做法", "某县医保局", "取消向科室下达创收指标的做法"),
        ("补办入账手续", None, "补办入账手续"),
        ("落实追责机制", "某中学", "提请纪检监察机关，落实追责机制"),
    ],
)  # fmt: skip
def test_what_a_unit_has_no_power_to_do_is_asked_of_who_has(sentence: str, unit: str | None, said: str) -> None:
    assert within_power(sentence, unit) == said
