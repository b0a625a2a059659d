"""What became of files that were added, as HTML."""

import re

from assistant.apart import PagesRead
from assistant.page.documents import Adding, outcomes
from assistant.page.wording import speaker
from index import Added

SAY = speaker("zh")
KNOWN = {"甲.txt": Added("甲.txt", clauses=2)}
BATCH = "12345678-abcd"
NAMES = ("甲.txt", "乙<b>.pdf", "丙.txt")


def bars(html: str) -> list[tuple[str, str, str]]:
    """Most, value and label of each bar."""
    return re.findall(r'<progress max="(.*?)" value="(.*?)" aria-label=".*?">(.*?)</progress>', html)


def lines(html: str) -> list[str]:
    return [re.sub("<[^>]+>", " ", item).strip() for item in re.findall("<li.*?</li>", html)]


def test_a_file_with_pages_has_a_bar_of_its_own_and_moves_that_of_all() -> None:
    html = outcomes(Adding(NAMES, KNOWN, set(), BATCH, PagesRead("乙<b>.pdf", 15, 60)), SAY)
    assert bars(html) == [("4", "1.25", "1/3"), ("60", "15", "第 15/60 页")]
    assert lines(html) == ["甲.txt  ✓ 2 条，整改事项 0 项", "乙&lt;b&gt;.pdf  第 15/60 页  第 15/60 页", "丙.txt 等待"]


def test_a_file_without_pages_is_being_read_until_it_is_known() -> None:
    html = outcomes(Adding(NAMES, {}, set(), BATCH), SAY)
    assert bars(html) == [("4", "0", "0/3")]
    assert lines(html) == ["甲.txt 正在读取…", "乙&lt;b&gt;.pdf 等待", "丙.txt 等待"]


def test_the_end_is_told_with_what_was_replaced_refused_and_known_before() -> None:
    known = {
        "甲.txt": Added("甲.txt", clauses=2, replaced=True),
        "乙<b>.pdf": Added("乙<b>.pdf", refused="坏了"),
        "丙.txt": Added("丙.txt", same_as="甲.txt"),
    }
    html = outcomes(Adding(NAMES, known, set(), BATCH, done=True), SAY)
    assert bars(html) == [("4", "4", "3/3")]
    assert "3/3 已完成，可以提问了。" in html
    assert lines(html) == [
        "甲.txt  ✓ 2 条，整改事项 0 项，替换了同名文件",
        "乙&lt;b&gt;.pdf  ✗ 未收录：坏了",
        "丙.txt  = 与已收录的 甲.txt 内容相同，未重复收录",
    ]


def test_who_has_a_name_already_is_asked_about() -> None:
    known = {name: Added(name, same_name=True) for name in NAMES}
    html = outcomes(Adding(NAMES, known, set(), BATCH, done=True), SAY)
    assert lines(html)[0] == "甲.txt  ? 库中有同名文件，内容不同，未收录"
    assert re.findall(r'data-event="resolve" data-batch="(.*?)" data-how="(.*?)">(.*?)<', html) == [
        (BATCH, "replace", "替换同名文件"),
        (BATCH, "keep", "两份都收录"),
    ]
