"""Numbers and dates as they are compared: one figure in many writings, and what is no figure."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dates import dates, without_dates
from assistant.figures import document_numbers, figures, plain, titles
from corpus.numerals import write_numeral


def read(text: str) -> list[tuple[Decimal, str, str]]:
    return [(figure.value, figure.unit, figure.bound) for figure in figures(text)]


def told(text: str) -> list[tuple[int | None, int | None, int | None, str, str]]:
    return [(date.year, date.month, date.day, date.part, date.bound) for date in dates(plain(text))]


@pytest.mark.parametrize(
    "written",
    ["五十万元", "50万元", "500,000元", "５０万元", "50.0万元", "人民币50万元", "500000元", "0.5百万元", "50 万元"],
)
def test_money_in_any_writing(written: str) -> None:
    assert read(written) == [(Decimal(500_000), "元", "")]


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("百分之五", ("5", "%", "")),
        ("5%", ("5", "%", "")),
        ("5个百分点", ("5", "百分点", "")),
        ("千分之三", ("3", "‰", "")),
        ("一亿二千万元", ("120000000", "元", "")),
        ("两年", ("2", "年", "")),
        ("半年", ("0.5", "年", "")),
        ("3128户监测对象", ("3128", "户", "")),
        ("3个村", ("3", "村", "")),
        ("3个月", ("3", "个月", "")),
        ("5眼机井", ("5", "眼", "")),
        ("第十九条", ("19", "第条", "")),
        ("不低于32%", ("32", "%", "≥")),
        ("不得超过项目总投资的30%", ("30", "%", "≤")),
        ("超过5000元", ("5000", "元", "≥")),
        ("五千元以下", ("5000", "元", "≤")),
        ("5000元（含）以上", ("5000", "元", "≥")),
        ("10个工作日内", ("10", "工作日", "≤")),
        ("30日内", ("30", "天", "≤")),
        ("50余人", ("50", "人", "~")),
        ("约3公里", ("3", "公里", "~")),
        ("100多万元", ("1000000", "元", "~")),
    ],
)
def test_value_unit_and_bound(written: str, figure: tuple[str, str, str]) -> None:
    assert read(written) == [(Decimal(figure[0]), figure[1], figure[2])]


def test_a_range_is_two_bounds_of_one_unit() -> None:
    assert read("1.5—2倍") == [(Decimal("1.5"), "倍", "≥"), (Decimal(2), "倍", "≤")]
    assert read("3至5年") == [(Decimal(3), "年", "≥"), (Decimal(5), "年", "≤")]
    assert read("300-500万元") == [(Decimal(3_000_000), "元", "≥"), (Decimal(5_000_000), "元", "≤")]


@pytest.mark.parametrize(
    "written", ["统一项目库", "一是", "（1）完善制度", "1.道路项目进度滞后", "①倒排工期", "2024年6月底"]
)
def test_no_figures(written: str) -> None:
    assert read(written) == []


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024年6月底前", (2024, 6, None, "底", "before")),
        ("2024年6月末", (2024, 6, None, "底", "")),
        ("6月30日", (None, 6, 30, "", "")),
        ("2024-06-30", (2024, 6, 30, "", "")),
        ("2024/6/30", (2024, 6, 30, "", "")),
        ("2024.6.30", (2024, 6, 30, "", "")),
        ("2024 年 6 月 30 日", (2024, 6, 30, "", "")),
        ("二〇二四年六月三十日", (2024, 6, 30, "", "")),
        ("自2024年1月1日起", (2024, 1, 1, "", "after")),
        ("2024年底", (2024, None, None, "底", "")),
        ("2023年第三季度", (2023, None, None, "3季度", "")),
        ("今年", (None, None, None, "今年", "")),
        ("每半年", (None, None, None, "每半年", "")),
        ("十四五时期", (None, None, None, "十四五", "")),
    ],
)
def test_dates(written: str, date: tuple[int | None, int | None, int | None, str, str]) -> None:
    assert told(written) == [date]


def test_the_end_of_a_range_takes_year_and_month_from_its_beginning() -> None:
    assert told("2024年3月至6月") == [(2024, 3, None, "", ""), (2024, 6, None, "", "")]
    assert told("6月1日—15日") == [(None, 6, 1, "", ""), (None, 6, 15, "", "")]
    assert told("2022—2024年") == [(2022, None, None, "", ""), (2024, None, None, "", "")]


def test_dates_are_struck_out_in_place() -> None:
    assert without_dates("2024年6月拨付5万元") == "□□□□□□□拨付5万元"


@given(st.integers(1, 9999))
def test_chinese_and_arabic_numerals_are_one_figure(number: int) -> None:
    assert read(f"{write_numeral(number)}万元") == read(f"{number}万元") == read(f"{number * 10_000:,}元")


@given(st.dates(min_value=datetime.date(1950, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_a_date_in_any_writing(date: datetime.date) -> None:
    year, month, day = date.year, date.month, date.day
    expected = [(year, month, day, "", "")]
    digits = "".join("〇一二三四五六七八九"[int(c)] for c in str(year))
    assert told(f"{year}年{month}月{day}日") == expected
    assert told(f"{year}-{month:02d}-{day:02d}") == expected
    if digits[0] in "一二":
        assert told(f"{digits}年{write_numeral(month)}月{write_numeral(day)}日") == expected


def test_document_numbers_and_titles() -> None:
    assert (
        document_numbers("青政办发[2024]12号") == document_numbers("青政办发〔2024〕 12 号") == {"青政办发〔2024〕12号"}
    )
    assert titles("按照《村级资金 管理办法》") == {"《村级资金管理办法》"}
