"""Kinds of values that are asked for, and texts that tell one or do not."""

import pytest

from assistant.attributes import lacking


@pytest.mark.parametrize(
    ("asked", "told", "kind"),
    [
        ("咨询电话是多少？", "由县民政局负责解释", "电话号码"),
        ("咨询电话是多少？", "咨询电话：0731-8456721", None),
        ("举报热线打哪个？", "可拨打12345反映", None),
        ("项目总投资多少？", "该项目已于5月开工，涉及3个村", "金额"),
        ("项目总投资多少？", "总投资1.2亿元", None),
        ("停车收多少钱？", "30分钟以内免费", None),
        ("贷款的利率是多少？", "贷款期限3年，由合作银行发放", "比例"),
        ("市县按什么比例承担，占比多少？", "由市、县按照3∶7分担", None),
        ("什么时候完成？", "由县水利局负责完成", "时间"),
        ("什么时候完成？", "立行立改", None),
        ("多久检查一次？", "每季度检查一次", None),
        ("组长是谁？", "领导小组办公室设在县财政局", "姓名"),
        ("组长是谁？", "组长：周海涛", None),
        ("县水利局局长叫什么名字？", "主任：周海涛", "姓名"),
        ("联系人叫什么？", "联系人：石小琴，电话8213344", None),
        ("共有多少户？", "由各乡镇统计", "数"),
        ("由谁负责？", "由县财政局负责", None),
        ("是哪家施工单位中标的？", "挂点领导：柳依依", "单位名称"),
        ("是哪家施工单位中标的？", "由清岚路桥公司中标", None),
        ("11所学校分别是哪些学校？", "涉及11所学校", "名单"),
        ("三个试点镇分别是哪些？", "石桥镇、红岩镇和柳坪镇", None),
        ("怎么整改？", "收回资金", None),
    ],
)
def test_a_text_answers_only_with_a_value_of_the_kind_asked_for(asked: str, told: str, kind: str | None) -> None:
    assert lacking(asked, told) == kind
