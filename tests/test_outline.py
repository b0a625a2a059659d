"""The numbering families and their traps."""

import pytest

from corpus.outline import outline


def addresses(text: str) -> list[str]:
    return [section.address for section in outline(text)]


def test_four_levels_of_an_official_document() -> None:
    text = "引言。\n一、总体要求\n（一）目标。到年底完成。\n1.摸底。全面摸底。\n（1）入户。逐户核对。\n（2）汇总。按周上报。\n2.整改。限期整改。\n（二）原则。\n二、保障措施\n加强领导。\n"
    assert addresses(text) == [
        "",
        "一",
        "一（一）",
        "一（一）1",
        "一（一）1（1）",
        "一（一）1（2）",
        "一（一）2",
        "一（二）",
        "二",
    ]


def test_headings_are_those_above_and_its_own() -> None:
    sections = outline("一、总体要求\n（一）工作目标。到年底完成。\n")
    assert sections[1].headings == ("一、总体要求", "（一）工作目标")
    assert [section.parent for section in sections] == [True, False]


def test_articles_run_through_chapters_and_are_cited_without_them() -> None:
    text = "第一章 总则\n第一条 为了规范管理，制定本办法。\n第二条 本县适用本办法。\n第二章 分工\n第三条 县财政局负责资金。\n"
    assert addresses(text) == ["第一章", "第一条", "第二条", "第二章", "第三条"]


@pytest.mark.parametrize("heading", ["第 三 条", "第３条", "第3条", "　　第三条", "**第三条**", "### 第三条"])
def test_an_article_number_is_found_however_it_is_written(heading: str) -> None:
    text = f"第一条 甲。\n第二条 乙。\n{heading} 丙。\n第四条 丁。\n"
    assert len(addresses(text)) == 4


def test_a_cross_reference_at_the_start_of_a_line_is_no_heading() -> None:
    text = "第一条 依照\n第二条的规定办理，违反\n第三条、第四条的从重。\n第二条 甲。\n第三条 乙。\n"
    assert addresses(text) == ["第一条", "第二条", "第三条"]


def test_a_year_or_an_amount_at_the_start_of_a_line_is_no_heading() -> None:
    text = "一、资金\n到位\n2.5亿元，支出\n2023年预算。\n二、项目\n1.建成3个。\n2.在建2个。\n"
    assert addresses(text) == ["一", "二", "二1", "二2"]


def test_an_inserted_article_keeps_its_own_number() -> None:
    text = "第一条 甲。\n第二条 乙。\n第二条之一 丙。\n第三条 丁。\n"
    assert addresses(text) == ["第一条", "第二条", "第二条之一", "第三条"]


def test_items_of_an_article_belong_to_it() -> None:
    text = "第一条 有下列情形之一的：\n（一）虚报；\n（二）截留。\n第二条 乙。\n"
    assert addresses(text) == ["第一条", "第二条"]


def test_members_of_one_sentence_stay_with_it() -> None:
    text = "一、流程\n按下列步骤：\n1.申报；\n2.评审；\n3.批复。\n二、其他\n无。\n"
    assert addresses(text) == ["一", "二"]


def test_a_table_of_contents_is_not_the_body() -> None:
    text = "目录\n第一章 总则\n第二章 罚则\n\n第一章 总则\n第一条 甲。\n第二章 罚则\n第二条 乙。\n"
    assert addresses(text) == ["", "第一章", "第一条", "第二章", "第二条"]


def test_a_problem_may_be_numbered_and_named_with_a_space_between() -> None:
    text = "整改报告\n问题1　两家卫生院将药品加价销售\n已退还。\n问题2　公共卫生经费用于发放机关人员奖金\n已归还。\n"
    assert addresses(text)[1:] == ["问题1", "问题2"]


def test_numbered_problems_are_cited_by_their_own_number() -> None:
    text = "二、整改情况\n问题1：项目管理方面\n（1）关于“进度慢”的问题。已完成。\n（2）关于“验收迟”的问题。已完成。\n问题2：资金方面\n（1）关于“结余”的问题。已收回。\n"
    assert addresses(text)[1:] == ["问题1", "问题1（1）", "问题1（2）", "问题2", "问题2（1）"]


def test_an_annexed_document_that_numbers_anew_is_named_in_its_addresses() -> None:
    text = "一、总体要求\n抓好落实。\n附件1\n考核细则\n一、总体要求\n按季考核。\n"
    assert addresses(text) == ["一", "附件1", "附件1 一"]


def test_numbers_are_found_inside_lines_whose_breaks_were_lost() -> None:
    filler = "全县上下认真落实各项要求，确保整改到位。" * 12
    text = f"通知 一、加强领导。{filler} 二、压实责任。{filler}"
    assert addresses(text) == ["", "一", "二"]


def test_sections_follow_each_other_without_a_gap() -> None:
    text = "引言。\n一、甲\n（一）乙。\n附件：名单\n二、丙\n"
    sections = outline(text)
    assert "".join(text[section.start : section.end] for section in sections) == text


def test_a_lost_number_does_not_lose_what_follows() -> None:
    text = "第一条 甲。\n第二条 乙。\n第三案 丙。\n第四条 丁。\n第五条 戊。\n"
    assert addresses(text) == ["第一条", "第二条", "第四条", "第五条"]


def test_an_excerpt_begins_amid_a_series() -> None:
    assert addresses("第五条 甲。\n第六条 乙。\n第七条 丙。\n") == ["第五条", "第六条", "第七条"]
    assert addresses("二、整改情况\n（一）甲。\n（二）乙。\n三、打算\n丙。\n") == ["二", "二（一）", "二（二）", "三"]


def test_a_reference_ahead_is_no_gap() -> None:
    text = "第一条 依照\n第三条 规定的程序办理。\n第二条 乙。\n第三条 丙。\n第四条 丁。\n"
    assert addresses(text) == ["第一条", "第二条", "第三条", "第四条"]
