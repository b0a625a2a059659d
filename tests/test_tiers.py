"""Steps of a rule by number: the one is stated that the asker's own number falls into, and none where it gives no number."""

import pytest

from assistant import Assistant, Settings
from assistant.steps import _official

RULE = """清岚县校舍维修补助办法
第一条 为规范校舍维修补助资金管理，制定本办法。
第二条 校舍维修补助按在校生人数核定：在校生不满五百人的，每年补助2万元；五百人以上不满一千人的，每年补助3.5万元；一千人以上的，每年补助5万元。
第三条 维修工程预算20万元以下的，由学校自行组织实施；超过20万元不超过100万元的，由县教育局组织比选；超过100万元的，依法招标。
第四条 教师探亲假按工龄计算：工作满1年不满10年的，5天；满10年不满20年的，10天；满20年的，15天。
第五条 电梯按停靠层数补助：4至5层的每台补助15万元，6层的每台补助20万元，7层及以上的每台补助24万元。
第六条 高龄教师按年龄慰问：80至89周岁的每人每月50元；90至99周岁的每人每月150元。
第七条 骗取校舍维修补助资金的，处1万元以上5万元以下罚款；情节严重的，处5万元以上10万元以下罚款。
"""
FARES = """出差用车标准
一、用车标准
人数\t每天标准
10人以下\t300元
11至20人\t500元
21人以上\t800元
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """A library of a rule whose articles go by numbers, and a table of steps."""
    folder = tmp_path_factory.mktemp("steps")
    (folder / "办法.txt").write_text(RULE, encoding="utf-8")
    (folder / "标准.txt").write_text(FARES, encoding="utf-8")
    assistant = Assistant(Settings(folder / "data"))
    assistant.add([folder / "办法.txt", folder / "标准.txt"])
    return assistant


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("我们学校有800个学生，校舍维修每年补助多少？", "五百人以上不满一千人的，每年补助3.5万元"),
        ("在校生1000人的学校校舍维修补助多少？", "一千人以上的，每年补助5万元。"),
        ("在校生三百二十名的学校校舍维修补助多少？", "在校生不满五百人的，每年补助2万元"),
        ("在校生不满五百人的学校校舍维修补助多少？", "在校生不满五百人的，每年补助2万元"),
        ("18万的维修工程谁来组织实施？", "维修工程预算20万元以下的，由学校自行组织实施"),
        ("预算100万元的维修工程怎么组织实施？", "超过20万元不超过100万元的，由县教育局组织比选"),
        ("预算180万元的维修工程要招标吗？", "超过100万元的，依法招标。"),
        ("工龄12年的教师探亲假几天？", "满10年不满20年的，10天"),
        ("18万块钱的维修工程谁来组织实施？", "维修工程预算20万元以下的，由学校自行组织实施"),
        ("我们学校有800来个学生，校舍维修每年补助多少？", "五百人以上不满一千人的，每年补助3.5万元"),
        ("工作满20年的教师探亲假几天？", "满20年的，15天。"),
        ("6层的楼装电梯每台补助多少？", "6层的每台补助20万元"),
        ("9层的楼装电梯每台补助多少？", "7层及以上的每台补助24万元。"),
        ("我父亲是教师，91了，高龄慰问每月多少钱？", "90至99周岁的每人每月150元。"),
    ],
)
def test_the_step_is_stated_that_the_number_falls_into(rules: Assistant, question: str, step: str) -> None:
    answer = rules.ask(question)
    assert [sentence.text for sentence in answer.sentences] == [step]
    assert [citation.quote.rstrip("；，") for citation in answer.citations] == [step]


def test_a_row_of_a_table_is_a_step_too(rules: Assistant) -> None:
    assert [s.text for s in rules.ask("出差用车15人每天标准多少？").sentences] == ["人数：11至20人；每天标准：500元"]


def test_a_number_outside_every_step_is_said_to_be(rules: Assistant) -> None:
    (sentence,) = rules.ask("3层的楼装电梯每台补助多少？").sentences
    assert (
        sentence.text == "3层不在所列各档之内：4至5层的每台补助15万元；6层的每台补助20万元；7层及以上的每台补助24万元"
    )
    assert (sentence.certificate.computed, sentence.certificate.holds) == (True, True)


def test_a_number_that_names_no_step_chooses_none(rules: Assistant) -> None:
    assert "在校生" in rules.ask("校舍维修补助按什么核定？").text
    assert "处1万元以上5万元以下罚款" in rules.ask("骗取校舍维修补助资金3万元罚多少？").text


def test_what_people_say_for_units_is_read_as_what_rules_write() -> None:
    said = ["30来平的广告", "60平米的", "80平方米的", "8万块的设备", "4500块钱", "迟到4回了", "三回"]
    written = ["30平方米的广告", "60平方米的", "80平方米的", "8万元的设备", "4500元", "迟到4次了", "三次"]
    assert [_official(text) for text in said] == written
