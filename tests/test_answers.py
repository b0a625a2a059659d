"""Answers over two small documents, whole: what is said, what is quoted for it, and what is declined and why."""

from itertools import product
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.errors import InputError
from index import Filter

SAMPLES = Path(__file__).parents[1] / "corpus" / "documents"

REPORT = """河东县人民政府关于审计发现问题整改情况的报告

市人民政府：

现将河东县审计发现问题整改情况报告如下。

一、关于“扶贫车间闲置”的问题。2个扶贫车间已于2023年11月重新出租，收回欠缴租金8万元。

二、关于“道路项目进度滞后”的问题。3个道路项目已全部完工。

河东县人民政府
2023年12月25日
"""

STEPS = """农村道路清查工作方案

一、清查范围
全县农村道路。

二、实施步骤
动员部署。6月召开会议，落实人员。
清查登记。7月逐条道路登记造册。
总结报告。8月上报清查结果。

三、工作要求
各乡镇要加强领导。
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("青山县村级资金由谁统一核算？", "村级资金实行村账乡代理，由乡镇农经站统一核算。[1]"),
        ("河东县道路项目滞后涉及多少资金？", "截至2023年6月，河东县3个道路项目未按期完工，涉及资金120万元。[1]"),
        ("河东县扶贫车间闲置的责任单位是谁？", "责任单位：县农业农村局、县乡村振兴局[1]"),
        ("河东县道路项目滞后的整改时限是什么时候？", "整改时限：2023年10月底[1]"),
        ("青山县村级资金管理办法的发文字号是什么？", "青政办发〔2024〕12号[1]"),
    ],
)
def test_the_answer_is_what_was_asked_for(assistant: Assistant, question: str, answer: str) -> None:
    given = assistant.ask(question)
    assert (given.missing, given.text) == (None, answer)
    assert given.certificate.missing == ()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("村级资金能不能用于公务接待？", "村级资金不得用于公务接待。[1]"),
        ("村级资金可以拿来公务接待吗？", "村级资金不得用于公务接待。[1]"),
        ("村级单笔支出五千元以上的要不要经村民代表会议讨论？", "五千元以上的，应当经村民代表会议讨论。[1]"),
    ],
)
def test_yes_or_no_is_answered_by_what_decides_it(assistant: Assistant, question: str, answer: str) -> None:
    given = assistant.ask(question)
    assert (given.missing, given.text) == (None, answer)
    assert given.certificate.missing == ()


def test_what_came_of_a_problem_is_told_by_the_report(assistant: Assistant, documents: Path) -> None:
    (documents / "报告.txt").write_text(REPORT, encoding="utf-8")
    assistant.add([documents / "报告.txt"])
    given = assistant.ask("河东县扶贫车间闲置整改得怎么样了？")
    assert (given.missing, given.text) == (None, "2个扶贫车间已于2023年11月重新出租，收回欠缴租金8万元。[1]")
    assert [citation.document for citation in given.citations] == ["报告.txt"]


def test_steps_that_nothing_numbers_are_a_list(assistant: Assistant, documents: Path) -> None:
    (documents / "清查.txt").write_text(STEPS, encoding="utf-8")
    assistant.add([documents / "清查.txt"])
    given = assistant.ask("农村道路清查的实施步骤有哪些？")
    assert (given.missing, given.text) == (
        None,
        "动员部署。6月召开会议，落实人员。清查登记。7月逐条道路登记造册。总结报告。8月上报清查结果。[1]",
    )


@pytest.mark.parametrize(
    ("earlier", "question", "answer"),
    [
        ("河东县扶贫车间闲置怎么整改？", "那责任单位是谁？", "责任单位：县农业农村局、县乡村振兴局[1]"),
        ("河东县扶贫车间闲置怎么整改？", "什么时候完成？", "整改时限：2023年12月底[1]"),
        (
            "河东县道路项目滞后怎么整改？",
            "由哪几家来办，哪天前办完？",
            "责任单位：县交通运输局[1]\n整改时限：2023年10月底[2]",
        ),
    ],
)
def test_a_follow_up_is_answered_of_what_was_asked_before(
    assistant: Assistant, earlier: str, question: str, answer: str
) -> None:
    given = assistant.ask(question, [earlier])
    assert (given.missing, given.text) == (None, answer)


def test_every_quote_is_verbatim_at_its_offsets(assistant: Assistant) -> None:
    for question in (
        "扶贫车间闲置怎么整改？",
        "村级单笔支出怎么审批？",
        "村级资金能不能用于公务接待？",
        "每月几号报送整改进展？",
    ):
        for citation in assistant.ask(question).citations:
            text = assistant.document(citation.document).text
            assert text[citation.start : citation.end] == citation.quote


def test_a_cited_clause_comes_first(assistant: Assistant) -> None:
    answer = assistant.ask("《青山县村级资金管理办法》第五条是怎么规定的？")
    assert [(c.document, c.clause) for c in answer.citations] == [("办法.txt", "第五条")]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("河东县2019年道路项目滞后涉及多少资金？", "年份不符：检索到的条款不是2019年的"),
        ("西宁市扶贫车间闲置怎么整改？", "地区不符：检索到的条款没有提到西宁"),
        ("《河东县水资源管理办法》第三条是什么？", "库中无此文件：《河东县水资源管理办法》"),
        ("新能源汽车购置税怎么减免？", "文件未提及：检索到的条款没有说到“新能源”、“汽车”"),
    ],
)
def test_what_is_missing_is_said(assistant: Assistant, question: str, missing: str) -> None:
    answer = assistant.ask(question)
    assert (answer.missing, answer.sentences, answer.citations) == (missing, (), ())
    assert len(answer.candidates) > 0


def test_an_empty_question_is_refused(assistant: Assistant) -> None:
    with pytest.raises(InputError, match=r"^问题是空的，请输入要问的内容$"):
        assistant.ask("  ")


def test_a_page_that_was_recognised_is_marked_where_it_is_cited(tmp_path: Path) -> None:
    scan = next(SAMPLES.glob("*扫描件*.pdf"))
    assistant = Assistant(Settings(tmp_path / "data"))
    assistant.add([scan])
    answer = assistant.ask("分散供养特困人员的取暖补助每户多少元？")
    assert answer.notice == "[1] 第 1 页是图像，文字由本机识别得到，引用前请核对原件"


def test_a_deep_search_goes_on_below_what_is_read_closely(tmp_path: Path) -> None:
    """Forty clauses are put in the learned order; after them come the others that the search found."""
    words = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    rules = "".join(
        f"{number}.{a}{b}资金由{b}{a}站管理。\n" for number, (a, b) in enumerate(product(words[:6], words[10:]), 1)
    )
    (tmp_path / "办法.txt").write_text(f"某县资金办法\n\n{rules}", encoding="utf-8")
    assistant = Assistant(Settings(tmp_path / "data"))
    assistant.add([tmp_path / "办法.txt"])
    first, deep = assistant.search("资金由谁管理", 40), assistant.search("资金由谁管理", 70)
    ids, scores = [hit.node.node_id for hit in deep], [hit.score or 0.0 for hit in deep]
    assert ids[:40] == [hit.node.node_id for hit in first]
    assert len(set(ids)) == 70
    assert scores == sorted(scores, reverse=True)


def test_units_years_and_kinds_narrow_a_search(assistant: Assistant) -> None:
    def found(only: Filter) -> set[str]:
        return {hit.node.metadata["document"] for hit in assistant.search("资金怎么管理", only=only)}

    assert found(Filter()) == {"办法.txt", "方案.txt"}
    assert found(Filter(units=frozenset({"青山县人民政府办公室"}))) == {"办法.txt"}
    assert found(Filter(regions=frozenset({"河东县"}))) == {"方案.txt"}
    assert found(Filter(years=frozenset({2024}), kinds=frozenset({"通知"}))) == {"办法.txt"}
    assert found(Filter(years=frozenset({1999}))) == set()
