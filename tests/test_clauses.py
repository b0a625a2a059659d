"""Clauses: verbatim, complete, and each with an address of its own."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from llama_index.core.schema import Document

from corpus.clauses import LONG, PARAGRAPH, ClauseParser, Slice, cut
from corpus.parsed import parse
from corpus.readers import Reading

PIECES = [
    "第一条 ", "第二条 ", "第三条", "第一章 总则", "一、", "二、", "（一）", "（二）", "1.", "2．", "（1）", "①", "问题1：", "附件：名单",
    "附件1", "目录", "\n", "\n", "\n\n", "　　", " ", "\t", "序号\t问题\t整改措施\t责任单位\n", "1\t账目不清\t补记\t县财政局\n", "。", "；", "，",
    "县财政局应当按月对账", "依照第二条的规定", "2023年", "抄送：县委办", "一是摸底。二是整改。", "---", "**", "甲" * 50, "a", "\U0001f4c4", "\u2028", "\x0c", "\r",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join)


@given(texts)
def test_clauses_together_give_the_document_back(text: str) -> None:
    slices = cut(text)
    assert "".join(text[piece.start : piece.end] for piece in slices) == text
    assert [piece.start for piece in slices[1:]] == [piece.end for piece in slices[:-1]]


@given(texts)
def test_addresses_are_unique_and_clauses_not_empty(text: str) -> None:
    slices = cut(text)
    assert len({piece.address for piece in slices}) == len(slices)
    assert all(piece.address and piece.start < piece.end for piece in slices)


@given(texts, st.lists(st.integers(0, 200), max_size=4))
@example("第一条 甲\n**\n序号\t问题\t整改措施\n1\t账目不清\t补记\n", [])
def test_nodes_are_verbatim_slices_with_their_page(text: str, pages: list[int]) -> None:
    document = Document(id_="甲.txt", text=text, metadata={"pages": sorted(pages)})
    for node in ClauseParser().get_nodes_from_documents([document]):
        assert node.text == text[node.start_char_idx : node.end_char_idx]
        assert node.metadata["document"] == "甲.txt"
        assert node.metadata["page"] is None or 1 <= node.metadata["page"] <= len(pages)


def test_slices_of_a_small_plan() -> None:
    text = "关于整改的方案\n一、整改内容\n（一）资金方面。账目不清。\n二、要求\n抓紧落实。\n附件：台账\n"
    assert cut(text) == [
        Slice("文首", (), 0, 8),
        Slice("一", ("一、整改内容",), 8, 15, "heading"),
        Slice("一（一）", ("一、整改内容", "（一）资金方面"), 15, 29),
        Slice("二", ("二、要求",), 29, 40),
        Slice("文尾", (), 40, 46),
    ]


def test_rows_of_a_table_keep_their_column_names() -> None:
    text = "台账\n序号\t问题\t责任单位\n1\t账目不清\t县财政局\n2\t进度慢\t县水务局\n"
    columns = ("序号", "问题", "责任单位")
    assert cut(text)[1:] == [
        Slice("台账表头", ("台账",), 3, 14, "heading", columns),
        Slice("台账第1行", ("台账",), 14, 26, "row", columns),
        Slice("台账第2行", ("台账",), 26, 37, "row", columns),
    ]


def test_unnumbered_text_is_cut_at_paragraphs() -> None:
    paragraph = "各乡镇要按月报送进度。" * 20 + "\n"
    slices = cut(paragraph * 5)
    assert [piece.address for piece in slices] == ["第1段", "第2段", "第3段", "第4段", "第5段"]
    assert all(piece.end - piece.start <= PARAGRAPH for piece in slices)


def test_a_long_section_is_cut_and_a_long_article_is_not() -> None:
    body = ("各乡镇要按月报送进度。" * 20 + "\n") * (LONG // 200)
    assert [piece.address for piece in cut(f"一、要求\n{body}")][:2] == ["一第1段", "一第2段"]
    assert [piece.address for piece in cut(f"第一条 甲。\n第二条 {body}")] == ["第一条", "第二条"]


def test_a_repeated_number_is_marked() -> None:
    assert [piece.address for piece in cut("一、甲。\n二、乙。\n一、丙。\n")] == ["一", "二", "一〔2〕"]


def test_metadata_is_not_embedded() -> None:
    node = ClauseParser().get_nodes_from_documents([Document(id_="甲.txt", text="第一条 甲。")])[0]
    assert node.get_content(metadata_mode="embed") == "第一条 甲。"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "unit", ["（一）甲；", "第一条 甲。\n", " ", "\n", "　", "1\t2\t3\n", "“关于", "1.", "甲", "*", "一、", "《"]
)
def test_no_text_takes_more_than_its_length(unit: str) -> None:
    start = time.monotonic()
    parse(Reading(unit * (60_000 // len(unit))), "甲.txt")
    assert time.monotonic() - start < 10
