"""What is no question is answered as what it is, and nothing is searched for it."""

import pytest

from assistant import Assistant
from assistant.small_talk import reply


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("你好！", "您好"),
        ("您好，在吗？", "您好"),
        ("谢谢你啦", "不客气"),
        ("cunji zijin guanli", "请用汉字提问"),
        ("zhěnggǎi shíxiàn", "请用汉字提问"),
        ("你好，村级资金由谁核算？", None),
        ("2023", None),
        ("PPP项目", None),
        ("？", None),
    ],
)
def test_a_greeting_thanks_and_letters_are_told_from_questions(text: str, begins: str | None) -> None:
    said = reply(text)
    assert (said or "").startswith(begins or "")
    assert (said is None) == (begins is None)


def test_a_greeting_is_answered_as_one(assistant: Assistant) -> None:
    answer = assistant.ask("你好")
    assert (answer.abstained, answer.citations, answer.candidates) == (True, (), ())
    assert answer.text.startswith("您好！请直接输入要问的政策或整改问题")
