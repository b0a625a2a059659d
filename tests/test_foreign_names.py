"""Names of other places, firms and people."""

import pytest

from assistant.drafting.bodies import generic_bodies, without_actor
from assistant.drafting.names import foreign_names, holds_name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("加强与青岛市农产品交易市场对接", {"青岛", "青岛市"}),
        ("督促整改新衡电子有限公司规范合同签订", {"新衡"}),
        ("移交石桥镇人民政府", {"石桥镇"}),
        ("各乡镇、行政村和贫困村的帮扶车间由平台公司管理", set()),
        ("对接阿里巴巴等电商平台", {"阿里巴巴"}),
    ],
)
def test_names_are_known_by_their_form(text: str, names: set[str]) -> None:
    assert foreign_names(text) == names


def test_a_name_of_the_problem_is_not_foreign() -> None:
    assert holds_name("向石桥镇移交", frozenset({"石桥镇"}), "其他县的问题")
    assert not holds_name("向石桥镇移交", frozenset({"石桥镇"}), "石桥镇供水工程未移交。")


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        ("会同县住建局、县自然资源局", "会同住建部门、自然资源部门"),
        ("报县政府批准", "报本级政府批准"),
        ("县再就业服务中心", "就业服务机构"),
        ("县农业发展有限公司", "有关企业"),
    ],
)
def test_bodies_are_named_by_what_they_are(text: str, generic: str) -> None:
    assert generic_bodies(text, ()) == generic


def test_who_acted_there_does_not_act_here_but_those_below_are_told_to() -> None:
    assert without_actor("由财政部门牵头，逐项核实") == "逐项核实"
    assert without_actor("两乡对项目补开会议") == "督促有关乡镇对项目补开会议"
