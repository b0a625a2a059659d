"""Every Chinese wording of the page has an English one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from assistant.page.wording import ENGLISH, speaker

PAGE = Path(__file__).parents[1] / "assistant" / "page"

UNTRANSLATED = {"app.py", "doors.py", "files.py", "wording.py"}
"""Modules that speak to whoever runs the server, or in answers to requests that failed."""


def wordings(source: str) -> Iterator[str]:
    """Chinese string constants that are not documentation."""
    tree = ast.parse(source)
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in documentation:
            continue
        if re.search("[\u4e00-\u9fff]", re.sub(r"<a .*lang=.zh-CN.>.*</a>", "", node.value)):
            yield node.value


def test_the_english_page_has_a_word_for_everything_and_nothing_more() -> None:
    used = {
        wording
        for module in PAGE.glob("*.py")
        if module.name not in UNTRANSLATED
        for wording in wordings(module.read_text(encoding="utf-8"))
    }
    assert used == set(ENGLISH)


def test_placeholders_survive_translation() -> None:
    fields = {
        chinese: (re.findall(r"{\w+}", chinese), re.findall(r"{\w+}", english)) for chinese, english in ENGLISH.items()
    }
    assert {chinese: pair for chinese, pair in fields.items() if pair[0] != pair[1]} == {}


def test_chinese_is_said_as_it_is_written() -> None:
    assert (speaker("zh")("提问"), speaker("en")("提问")) == ("提问", "Ask")
