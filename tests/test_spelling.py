"""Slips of the input method are mended where the library has the word that was meant, and nowhere else."""

import pytest

from assistant import Assistant
from assistant.spelling import respelled, simplified

KNOWN = {"低保", "补贴", "高龄", "龄津", "津贴", "台账", "负责", "占用"}


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [
        ("低宝补帖怎么领", "低保补贴怎么领", (("低宝", "低保"), ("补帖", "补贴"))),
        ("高领津贴", "高龄津贴", (("高领", "高龄"),)),
        ("买高领毛衣", "买高领毛衣", ()),
        ("由谁付责", "由谁负责", (("付责", "负责"),)),
        ("报消怎么办", "报消怎么办", ()),
        ("低保怎么领", "低保怎么领", ()),
        ("a1低", "a1低", ()),
        ("", "", ()),
    ],
)
def test_a_slip_is_read_as_the_word_of_the_same_sound(
    typed: str, meant: str, slips: tuple[tuple[str, str], ...]
) -> None:
    assert respelled(typed, KNOWN.__contains__) == (meant, slips)


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    assert simplified("審計發現的問題由誰負責整改") == "审计发现的问题由谁负责整改"
    assert simplified("乾隆年间的著作") == "乾隆年间的著作"


def test_who_asks_is_told_what_was_understood(assistant: Assistant) -> None:
    answer = assistant.ask("村级单笔支出由谁身批？")
    assert answer.notice == "“身批”按“审批”理解"
    assert answer.text == assistant.ask("村级单笔支出由谁审批？").text
    assert assistant.ask("村級單筆支出由誰審批？").text == answer.text
