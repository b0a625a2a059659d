"""Lists of clauses: the section that is headed by what is asked for, and the items that are of one person."""

from pathlib import Path

import pytest

from assistant import Assistant, Settings

PLAN = """青柳县农村饮水问题整改方案

为做好整改，制定本方案。

一、整改目标

年底前全部销号。

二、问题及措施

（一）消毒设备停用。更换设备5台，由县水利局负责。

（二）水费收缴率低。推行预付费水表，由县水利局负责。

（三）管护资金未落实。每年安排260万元，由县财政局负责。

三、工作要求

每月报送进展。
"""

TASKS = """# 青柳县年度重点工作清单

## 一、产业发展

1. 标准厂房：建成12万平方米，6月底前竣工。牵头单位：经开区管委会；挂点领导：谭卫东。

2. 文旅融合：创建国家4A级景区1家。牵头单位：县文旅局；挂点领导：柳依依。

## 二、民生实事

3. 新建公办幼儿园3所，新增学位1080个。牵头单位：县教育局；挂点领导：柳依依。

4. 农村公路提质改造120公里。牵头单位：县交通运输局；挂点领导：汪道远。
"""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """A plan with sections, and a list of tasks of several leaders."""
    folder: Path = tmp_path_factory.mktemp("plans")
    (folder / "方案.txt").write_text(PLAN, encoding="utf-8")
    (folder / "清单.md").write_text(TASKS, encoding="utf-8")
    assistant = Assistant(Settings(folder / "data"))
    assistant.add([folder / "方案.txt", folder / "清单.md"])
    return assistant


def test_the_section_of_that_name_is_told_clause_by_clause(plans: Assistant) -> None:
    answer = plans.ask("青柳县农村饮水问题整改方案列了哪些问题？")
    assert [sentence.text for sentence in answer.sentences] == [
        "（一）消毒设备停用。",
        "（二）水费收缴率低。",
        "（三）管护资金未落实。",
    ]
    assert [citation.clause for citation in answer.citations] == ["二（一）", "二（二）", "二（三）"]


@pytest.mark.parametrize(
    "question",
    [
        "青柳县农村饮水问题整改方案主要内容是什么？",
        "《青柳县农村饮水问题整改方案》讲了什么？",
        "概括一下青柳县农村饮水问题整改方案",
    ],
)
def test_a_document_in_short_is_its_sections(plans: Assistant, question: str) -> None:
    answer = plans.ask(question)
    assert [sentence.text for sentence in answer.sentences] == [
        "整改目标年底前全部销号。",
        "问题及措施",
        "工作要求每月报送进展。",
    ]
    assert [citation.clause for citation in answer.citations] == ["一", "二", "三"]


def test_several_clauses_that_answer_by_themselves_are_all_told(plans: Assistant) -> None:
    answer = plans.ask("柳依依挂点的重点工作有哪些？")
    assert [citation.clause for citation in answer.citations] == ["一2", "二3"]
    assert "创建国家4A级景区1家" in answer.text
    assert "新建公办幼儿园3所" in answer.text
