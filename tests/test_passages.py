"""Addresses as people cite them, resolved to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.parsed import parse
from corpus.passages import find_passage, paragraph_spans, plain_address
from corpus.readers import Reading

RULES = """整改管理办法
第一条 为了规范整改，制定本办法。
第二条 责任单位应当履行下列职责：
（一）制定方案：
1.明确措施；
2.明确时限；
（二）按月报告；
（三）建立台账。
前款规定的台账按年归档。
县审计局可以检查。
第三条 自公布之日起施行。
"""

PLAN = "一、总体要求\n抓好落实。\n二、重点任务。（一）摸底。全面摸底。（二）整改。限期整改。\n三、整改内容\n（一）资金方面\n1.账目不清。补记。\n2.结余。收回。\n（二）项目方面\n进度慢。\n"

LEDGER = "问题\t整改措施\t责任单位\n甲\t补记\t县财政局\n乙\t加快\t县水务局\n"


def found(text: str, address: str) -> str | None:
    passage = find_passage(text, parse(Reading(text), "甲.txt").clauses, address)
    return None if passage is None else text[passage.start : passage.end].strip()


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("第一条", "第一条 为了规范整改，制定本办法。"),
        ("第1条", "第一条 为了规范整改，制定本办法。"),
        ("第二条第二款", "前款规定的台账按年归档。"),
        ("第 2 条第 3 款", "县审计局可以检查。"),
        ("第二条最后一款", "县审计局可以检查。"),
        ("第二条第（二）项", "（二）按月报告；"),
        ("第二条第一款第二项", "（二）按月报告；"),
        ("第二条第一款第(三)项", "（三）建立台账。"),
        ("第二条第一款第一项第2目", "2.明确时限；"),
        ("第二条（一）2", "2.明确时限；"),
        ("第二条第四款", None),
        ("第二条第（四）项", None),
        ("第九条", None),
        ("前言", None),
    ],
)
def test_parts_of_an_article(address: str, text: str | None) -> None:
    assert found(RULES, address) == text


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("二（二）", "（二）整改。限期整改。"),
        ("三（一）2", "2.结余。收回。"),
        ("三(一)2.", "2.结余。收回。"),
        ("三（一）", "（一）资金方面\n1.账目不清。补记。\n2.结余。收回。"),
        ("三、（二）", "（二）项目方面\n进度慢。"),
        ("四", None),
    ],
)
def test_sections_and_items_inside_a_line(address: str, text: str | None) -> None:
    assert found(PLAN, address) == text


def test_a_row_of_a_ledger() -> None:
    assert found(LEDGER, "台账第2行") == "乙\t加快\t县水务局"
    assert found(LEDGER, "台账第二行") == "乙\t加快\t县水务局"


def test_a_passage_names_the_clause_that_holds_it() -> None:
    passage = find_passage(RULES, parse(Reading(RULES), "甲.txt").clauses, "第二条第二款")
    assert passage is not None
    assert (passage.address, passage.clause) == ("第二条第二款", "第二条")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("第19条第2款", "第十九条第二款"),
        ("二(三)2、", "二（三）2"),
        ("问题3(5)", "问题3（5）"),
        ("台账第四行", "台账第4行"),
        (" 第 十 九 条 ", "第十九条"),
    ],
)
def test_addresses_in_one_form(written: str, plain: str) -> None:
    assert plain_address(written) == plain


def test_items_belong_to_the_paragraph_that_introduces_them() -> None:
    start, end = RULES.index("第二条"), RULES.index("第三条")
    assert [RULES[a:b].strip()[:4] for a, b in paragraph_spans(RULES, start, end)] == [
        "第二条 ",
        "前款规定",
        "县审计局",
    ]


@given(
    st.text(alphabet="第一二三条款项（）12.\n。：甲", max_size=60), st.text(alphabet="第一二条款项（）12", max_size=8)
)
def test_a_passage_lies_inside_its_document(text: str, address: str) -> None:
    passage = find_passage(text, parse(Reading(text), "甲.txt").clauses, address)
    assert passage is None or 0 <= passage.start < passage.end <= len(text)
