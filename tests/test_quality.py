"""What looks like text and is none."""

import pytest

from corpus.readers.quality import is_unusable, page_warnings
from corpus.readers.reading import ReadingWarning

GOOD = "各乡镇要在2023年12月31日前完成整改，联系电话0912-3456789，网址https://a.cn/x?id=20232024202520262027。"


def test_good_text_gives_no_warning() -> None:
    assert page_warnings(GOOD, ()) == ()
    assert not is_unusable(GOOD)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("整改\ue001\ue002措施", "有 2 个无法识别的字符（字体自定义编码），内容可能缺字，请核对原件"),
        ("ÖÐ¹úÕþ¸®整改", "疑有乱码“ÖÐ¹úÕþ¸®”，可能是编码错误，请核对原件"),
        ("整整改改措措施施落落实实", "文字疑有重影“整整改改”，同一个字读了两遍，请核对原件"),
        (
            "投资额 20192020202120222023 万元",
            "数字疑似粘连“20192020202120222023”，可能是表格的几格连在一起，请核对原件",
        ),
    ],
)
def test_each_doubt_has_an_example(text: str, doubt: str) -> None:
    assert page_warnings(text, ()) == (ReadingWarning(None, doubt),)


def test_a_doubtful_page_is_named() -> None:
    text = GOOD + "\ue001" + GOOD
    warnings = page_warnings(text, (0, len(GOOD)))
    assert warnings == (ReadingWarning(2, "第 2 页有 1 个无法识别的字符（字体自定义编码），内容可能缺字，请核对原件"),)


def test_text_that_is_mostly_unreadable_is_of_no_use() -> None:
    assert is_unusable("\ue001\ue002\ue003整改")
    assert is_unusable("ÖÐ¹úÈËÃñ¹²ºÍ¹ú")
    assert not is_unusable("")
