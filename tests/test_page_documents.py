"""What became of files that were added, as HTML."""

import re

from assistant.apart import PagesRead
from assistant.page.documents import outcomes
from assistant.page.wording import speaker
from index import Added

SAY = speaker("zh")
KNOWN = {"甲.txt": Added("甲.txt", clauses=2)}
NAMES = ("甲.txt", "乙<b>.pdf", "丙.txt")


def bars(html: str) -> list[tuple[str, str, str]]:
    """Most, value and label of each bar."""
    return re.findall(r'<progress max="(.*?)" value="(.*?)" aria-label=".*?">(.*?)</progress>', html)


def lines(html: str) -> list[str]:
    return [re.sub("<[^>]+>", " ", item).strip() for item in re.findall("<li.*?</li>", html)]


def test_a_file_with_pages_has_a_bar_of_its_own_and_moves_that_of_all() -> None:
    html = outcomes(NAMES, KNOWN, set(), SAY, PagesRead("乙<b>.pdf", 15, 60))
    assert bars(html) == [("4", "1.25", "1/3"), ("60", "15", "第 15/60 页")]
    assert lines(html) == ["甲.txt  ✓ 2 条，整改事项 0 项", "乙&lt;b&gt;.pdf  第 15/60 页  第 15/60 页", "丙.txt 等待"]


def test_a_file_without_pages_is_being_read_until_it_is_known() -> None:
    html = outcomes(NAMES, {}, set(), SAY)
    assert bars(html) == [("4", "0", "0/3")]
    assert lines(html) == ["甲.txt 正在读取…", "乙&lt;b&gt;.pdf 等待", "丙.txt 等待"]


def test_the_end_is_told_with_what_was_replaced_refused_and_known_before() -> None:
    known = {
        **KNOWN,
        "乙<b>.pdf": Added("乙<b>.pdf", refused="坏了"),
        "丙.txt": Added("丙.txt", same_as="甲.txt"),
    }
    html = outcomes(NAMES, known, {"甲.txt"}, SAY, done=True)
    assert bars(html) == [("4", "4", "3/3")]
    assert "3/3 已完成，可以提问了。" in html
    assert lines(html) == [
        "甲.txt  ✓ 2 条，整改事项 0 项，替换了同名文件",
        "乙&lt;b&gt;.pdf  ✗ 未收录：坏了",
        "丙.txt  = 与已收录的 甲.txt 内容相同，未重复收录",
    ]
