"""Decimal numbers, questions and answers, and what only looks like them."""

import pytest

from corpus.outline import outline

STANDARD = """岑溪区档案数字化规范
1 范围
本规范适用于区级机关。
2 扫描要求
2.1 分辨率不低于300dpi。
2.1.1 彩色页面按24位扫描。
2.2 文件采用OFD格式，每卷不超过2.5万元。
3 验收
3.1 抽检比例不低于5%。
"""
QUESTIONS = """医保问答
问：门诊怎么报销？
答：按60%报销：
1.起付线50元；
2.封顶300元。
问：异地怎么办？
答：先备案。
"""
PROSE = """工作总结
投入资金
1.2亿元用于修路，
2.3亿元用于修渠。
问：无。
"""


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (STANDARD, ["", "1", "2", "2.1", "2.1.1", "2.2", "3", "3.1"]),
        (QUESTIONS, ["", "问1", "问2"]),
        (PROSE, [""]),
        (STANDARD.replace("1 范围", "第 1 章 范围").replace("2 扫描", "第 2 章 扫描").replace("3 验收", "第 3 章 验收"),
         ["", "第1章", "第2章", "2.1", "2.1.1", "2.2", "第3章", "3.1"]),
    ],
)  # fmt: skip
def test_numbers_open_sections_where_they_continue_a_series(text: str, addresses: list[str]) -> None:
    sections = outline(text)
    assert [section.address for section in sections] == addresses
    assert "".join(text[section.start : section.end] for section in sections) == text
