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
