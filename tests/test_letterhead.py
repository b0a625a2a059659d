"""Letterheads, whole."""

import pytest

from corpus.letterhead import Letterhead, read_letterhead

REPORT = """# 青禾县人民政府文件

青政发〔2023〕16号

签发人：李某某

青禾县人民政府关于专项资金审计
整改情况的报告

市人民政府：

现将整改情况报告如下：

一、总体情况

全部整改。

附件：整改台账

青禾县人民政府
2023年8月6日

抄送：市审计局，县委办公室。

青禾县人民政府办公室　2023年8月7日印发
"""


def test_a_report_that_goes_up() -> None:
    assert read_letterhead(REPORT) == Letterhead(
        title="青禾县人民政府关于专项资金审计整改情况的报告",
        number="青政发〔2023〕16号",
        issuer="青禾县人民政府",
        date="2023-08-06",
        printed="2023-08-07",
        kind="报告",
        region="青禾县",
        signer="李某某",
        recipients="市人民政府",
        copies="市审计局，县委办公室",
        attachments=("整改台账",),
    )


def test_several_bodies_sign_a_notice() -> None:
    text = "青禾县财政局\n青禾县水务局\n文件\n青财农〔2022〕3号\n关于印发《水利资金整改方案》的通知\n各乡镇人民政府：\n现予印发。\n青禾县财政局\n青禾县水务局\n2022年3月1日\n"
    letterhead = read_letterhead(text)
    assert letterhead.issuer == "青禾县财政局、青禾县水务局"
    assert (letterhead.title, letterhead.kind) == ("关于印发《水利资金整改方案》的通知", "通知")
    assert (letterhead.recipients, letterhead.date, letterhead.region) == ("各乡镇人民政府", "2022-03-01", "青禾县")


def test_absent_is_absent() -> None:
    assert read_letterhead("会议强调，要抓好落实。资金按期到位，项目按期完工。\n") == Letterhead()


def test_the_number_of_another_document_is_not_its_own() -> None:
    text = "关于开展检查的通知\n各科室：\n根据《关于加强管理的通知》（青政发〔2021〕9号）要求，开展检查。\n"
    assert read_letterhead(text).number is None


@pytest.mark.parametrize(
    ("number", "year"), [("青政函〔2021〕4号", 2021), ("青政函（2021）4号", 2021), ("青政函[2021]4号", 2021)]
)
def test_the_number_gives_the_year_where_no_date_does(number: str, year: int) -> None:
    letterhead = read_letterhead(f"青禾县人民政府文件\n{number}\n关于同意调整预算的批复\n县财政局：\n同意。\n")
    assert (letterhead.number, letterhead.year, letterhead.kind) == (number, year, "批复")


def test_a_date_in_chinese_numerals() -> None:
    assert read_letterhead("关于放假的通知\n各科室：\n放假。\n二〇二三年十二月二十九日\n").date == "2023-12-29"


ORDER = "青禾县项目管理办法\n（2021年5月6日青禾县财政局 青禾县水务局令2021年第3号公布　根据2023年8月1日《关于修改部分规定的决定》修订　自2023年9月1日起施行）\n第一章　总则\n第一条　甲。\n"


def test_the_note_under_the_title_of_a_rule() -> None:
    letterhead = read_letterhead(ORDER)
    assert letterhead.number == "青禾县财政局、青禾县水务局令2021年第3号"
    assert (letterhead.issuer, letterhead.date) == ("青禾县财政局、青禾县水务局", "2023-08-01")


def test_a_law_names_the_assembly_that_passed_it() -> None:
    text = "森林保护法\n（1998年1月2日第九届全国人民代表大会常务委员会第三次会议通过）\n第一条 甲。\n"
    assert (read_letterhead(text).issuer, read_letterhead(text).date) == ("全国人民代表大会常务委员会", "1998-01-02")


def test_lost_line_breaks_and_bodies_side_by_side() -> None:
    body = "各单位要高度重视整改工作，逐条对照，限期完成。" * 30
    text = f"青禾县财政局青禾县水务局关于抓好整改的通知 青财发〔2022〕8号 各乡镇人民政府： {body} 青禾县财政局 2022年3月1日"
    letterhead = read_letterhead(text)
    assert letterhead.title == "青禾县财政局青禾县水务局关于抓好整改的通知"
    assert (letterhead.issuer, letterhead.recipients) == ("青禾县财政局、青禾县水务局", "各乡镇人民政府")
    assert (letterhead.number, letterhead.date) == ("青财发〔2022〕8号", "2022-03-01")


def test_attachments_one_by_one() -> None:
    text = "关于报送材料的通知\n各科室：\n请报送。\n附件：1. 汇总表\n      2. 明细表\n\n2023年1月1日\n"
    assert read_letterhead(text).attachments == ("汇总表", "明细表")


def test_a_form_that_nobody_filled_in_names_nobody() -> None:
    letterhead = read_letterhead("关于开展检查的通知\n[主送单位]：\n请抓好落实。\n抄送：[抄送单位]\n")
    assert (letterhead.recipients, letterhead.copies) == (None, None)


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("云川省宁溪市清岚县农业农村局关于春耕的通知", "云川省宁溪市清岚县"),
        ("峨边彝族自治县乡村振兴重点帮扶工作方案", "峨边彝族自治县"),
        ("城镇职工及城乡居民参保的通知", None),
        ("各县区要抓好落实的通知", None),
        ("石桥乡人民政府关于防汛的通知", "石桥乡"),
        ("中共清岚县委关于整改的通知", "清岚县"),
        ("清岚县住房和城乡建设局工作总结", "清岚县"),
        ("宁溪市民政局关于补贴的通知", "宁溪市"),
        ("清岚县省级督察整改台账", "清岚县"),
        ("小区物业管理办法", None),
        ("省级财政资金管理办法", None),
    ],
)
def test_the_place_that_a_title_begins_with(title: str, region: str | None) -> None:
    assert read_letterhead(f"{title}\n各单位：\n抓好落实。\n").region == region


def test_the_date_is_that_of_the_notice_and_not_of_what_it_forwards() -> None:
    text = (
        "青禾县人民政府办公室转发县水利局关于清淤请示的通知\n各乡镇人民政府：\n现转发给你们。\n青禾县人民政府办公室\n2024年4月9日\n"
        "关于清淤的请示\n县政府：\n一、清淤。\n青禾县水利局\n2024年2月1日\n"
    )
    assert read_letterhead(text).date == "2024-04-09"
