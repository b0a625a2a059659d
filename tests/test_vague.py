"""Measures that bind nobody."""

import pytest

from assistant.drafting.vague import is_heading, vague_words


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("尽快整改。", ["尽快"]),
        ("进一步加强管理，持续推进。", ["进一步加强", "持续推进"]),
        ("加强日常监管", ["加强日常监管"]),
        ("持续推进，每月核查一次名单。", []),
        ("清退3人，追回补贴。", []),
    ],
)
def test_vague_words_are_those_with_nothing_to_check(measure: str, words: list[str]) -> None:
    assert vague_words(measure) == words


def test_a_heading_only_heads_what_follows() -> None:
    assert is_heading("二是加强跟踪管理。")
    assert is_heading("三是建立长效机制。")
    assert not is_heading("每月核查名单。")
    assert not is_heading("追回补贴资金。")
