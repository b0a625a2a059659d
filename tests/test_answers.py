"""Answers over two small documents, whole: what is said, what is quoted for it, and what is declined and why."""

from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.errors import InputError

SAMPLES = Path(__file__).parents[1] / "corpus" / "documents"


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
        ("新能源汽车购置税怎么减免？", "文件未提及：检索到的条款没有说到所问的事项"),
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
