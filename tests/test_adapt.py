"""A precedent's sentence made the unit's own."""

import pytest

from assistant.drafting.adapt import adapt
from assistant.drafting.case import Case, blanks

CASE = Case("东山县8名已去世人员仍在领取护林员补贴，多发3.2万元。", "东山县林业局", "2026年6月底前")
SOURCE = "西水县人民政府 西水县 西水县白沙镇的帮扶车间由西水惠丰电子有限公司承租。"


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("一是由县财政局牵头，对补贴发放情况定期进行清理。", "对补贴发放情况定期进行清理"),
        (
            "县人社局会同各乡镇在2024年7月底前清退17人，追回8.16万元。",
            "会同各乡镇在2026年6月底前清退有关人员，追回3.2万元",
        ),
        ("检测合格后10日内移交白沙镇人民政府。", "检测合格后10日内移交有关乡镇人民政府"),
        ("督促整改惠丰电子有限公司规范合同签订。", "督促整改有关企业规范合同签订"),
        ("我县严格执行《西水县资产管理办法》（西政办发〔2022〕9号），按程序登记。", "严格执行有关管理办法，按程序登记"),
        ("将15辆垃圾清运车辆确权给各乡镇，不再有偿提供。", "将垃圾清运车辆确权给各乡镇，不再有偿提供"),
        ("每年3月和9月各组织一次抽查，抽查比例不低于20%。", "每年定期组织一次抽查，抽查比例不低于20%"),
        ("严格执行《中华人民共和国审计法》，落实整改责任。", "严格执行《中华人民共和国审计法》，落实整改责任"),
        ("及时报县政府审定批复。", "及时报本级政府审定批复"),
        ("组织县农经站开展为期三年的账务清理工作。", "组织农村经营管理机构开展账务清理工作"),
        ("我县在2019年5月制定印发了《西水县资产管理办法》，明确登记程序。", "制定印发有关管理办法，明确登记程序"),
        ("严格执行公示制度,强化过程监管(含验收),规范管理。", "严格执行公示制度，强化过程监管（含验收），规范管理"),
        ("加强信息共享和数据比对，提升 ability，每月核查名单。", "加强信息共享和数据比对，每月核查名单"),
        ("用公用经费归还原资金渠道6.2万元。", "用公用经费归还原资金渠道3.2万元"),
        ("截至2024年3月底，全县已追回资金8.16万元。", "追回资金3.2万元"),
        ("8.16万元已于2024年6月12日前全部退回财政专户，并逐户回访。", "将3.2万元全部退回财政专户，并逐户回访"),
        ("学校上门说明政策，已收回补贴并缴回县财政专户；", "学校上门说明政策，收回补贴并缴回县财政专户"),
        ("有关人员离岗已满三年，已将名单移交县纪委。", "有关人员离岗已满三年，将名单移交县纪委"),
        ("按季拨付贴息，在财政资金中安排贴息资金56万元，完善拨付程序。", "按季拨付贴息，完善拨付程序"),
    ],
)
def test_what_is_theirs_goes_and_what_is_known_here_comes(sentence: str, own: str) -> None:
    assert adapt(sentence, SOURCE + sentence, CASE) == own


@pytest.mark.parametrize(
    "sentence",
    [
        "2013年至2020年共投入财政资金7375万元，带动农户12917户43406人。",
        "63项资产已确权51项，原值1786万元。",
        "白沙镇保鲜库两次招租无人报名。",
    ],
)
def test_what_only_tells_what_happened_elsewhere_is_left_out(sentence: str) -> None:
    assert adapt(sentence, SOURCE + sentence, CASE) is None


def test_an_amount_of_another_matter_is_not_the_amount_owed() -> None:
    """逾期违约金 is not 补贴, though both are to be recovered."""
    sentence = "向施工单位追收逾期违约金18.36万元，上缴财政。"
    assert adapt(sentence, sentence, CASE) == "向施工单位追收逾期违约金，上缴财政"


def test_without_a_deadline_the_date_is_a_blank() -> None:
    assert adapt("在2024年7月底前完成清退工作。", "", Case("有问题。", None, None)) == "在＿＿前完成清退工作"


def test_blanks_are_told_with_what_is_around_them() -> None:
    assert blanks("抽查比例不低于＿＿%，每年一次") == ["抽查比例不低于＿＿%，每年一次"]
