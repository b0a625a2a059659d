"""Sentences of a clause, with offsets that point back into it."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.sentences import Sentence, sentences, tidy, trimmed, unnumbered


def test_sentences_end_at_stops_and_semicolons_with_their_closing_marks() -> None:
    text = "一是清退；二是追回。他说：“好。”完毕"
    assert sentences(text) == [
        Sentence("一是清退；", 0, 5),
        Sentence("二是追回。", 5, 10),
        Sentence("他说：“好。”", 10, 17),
        Sentence("完毕", 17, 19),
    ]


def test_a_list_stays_whole_without_semicolons() -> None:
    assert [s.text for s in sentences("要求：1、立项；2、招标；3、验收。", semicolons=False)] == [
        "要求：1、立项；2、招标；3、验收。"
    ]


def test_a_line_that_a_page_turn_broke_goes_on() -> None:
    text = "全面排查本地区巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作中存在的问题，切实抓好反馈问题整改工\n\n作，确保到位。\n责任单位：县财政局\n"
    assert [tidy(s.text) for s in sentences(text)] == [
        "全面排查本地区巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作中存在的问题，切实抓好反馈问题整改工作，确保到位。",
        "责任单位：县财政局",
    ]


def test_the_number_of_a_clause_is_left_to_its_citation() -> None:
    assert unnumbered(Sentence("第四条 村级资金不得用于接待。", 10, 25)) == Sentence("村级资金不得用于接待。", 14, 25)
    assert unnumbered(Sentence("（二）压实责任。", 0, 8)) == Sentence("压实责任。", 3, 8)
    assert unnumbered(Sentence("2023年完工。", 0, 8)) == Sentence("2023年完工。", 0, 8)


def test_trimmed_leaves_out_space_and_markup() -> None:
    assert trimmed("x **重点** \n", 1, 9) == Sentence("重点", 4, 6)


def test_tidy_joins_what_layout_spread() -> None:
    assert tidy("投入 2.05 亿元，\n\n拨付率 63.4%") == "投入2.05亿元，拨付率63.4%"
    assert tidy("<p>一是</p>Y002 - 北坡") == "一是Y002 - 北坡"


@given(st.text(alphabet="一二。；，：”\n\t 甲乙1", max_size=60))
def test_sentences_are_verbatim_and_lose_only_space_and_markup(text: str) -> None:
    found = sentences(text)
    assert [text[s.start : s.end] for s in found] == [s.text for s in found]
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
