"""A problem read into its parts, and the figures that each tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.problem import figures_of, read_problem


@pytest.mark.parametrize(
    ("text", "lead", "parts"),
    [
        ("食堂账目不清。", "", ("食堂账目不清",)),
        (
            "经抽查，某中学食堂管理不规范：一是采购没有索证；二是留样不足48小时；三是账目半年未公示。",
            "经抽查，某中学食堂管理不规范：",
            ("采购没有索证", "留样不足48小时", "账目半年未公示"),
        ),
        (
            "存在以下问题：（1）3处管网渗漏。（2）水质一年未检测。",
            "",
            ("3处管网渗漏", "水质一年未检测"),
        ),
        (
            "审计发现，某镇2处泵站停用。泵房门窗损坏，设备被盗。涉及4万元。",
            "",
            ("某镇2处泵站停用", "泵房门窗损坏，设备被盗。涉及4万元"),
        ),
        ("向12.5万元的项目支付了3.2倍的款项", "", ("向12.5万元的项目支付了3.2倍的款项",)),
    ],
)  # fmt: skip
def test_parts_are_what_a_problem_enumerates_or_its_sentences(text: str, lead: str, parts: tuple[str, ...]) -> None:
    problem = read_problem(text)
    assert (problem.lead, problem.parts) == (lead, parts)


def test_each_part_is_looked_for_behind_what_leads_in_to_it() -> None:
    problem = read_problem("某中学食堂：一是采购没有索证；二是留样不足。")
    assert problem.asked == (problem.text, "某中学食堂：采购没有索证", "某中学食堂：留样不足")
    assert read_problem("账目不清。").asked == ("账目不清。",)


def test_figures_are_amounts_and_counts_as_they_are_written() -> None:
    assert figures_of("9名死亡人员领取补贴5.20万元，占3.5%，涉及2个乡镇，2024年至2025年，共5.20万元") == (
        "9名",
        "5.20万元",
        "3.5%",
        "2个",
    )


@given(st.text(alphabet="一是二是三是（1）2.账目不清。；：，\n 3万元", max_size=80))
def test_parts_are_words_of_the_problem_in_their_order(text: str) -> None:
    problem, at = read_problem(text), 0
    for part in problem.parts:
        at = problem.text.index(part, at) + len(part)
