"""The words of the page in Chinese and English. Chinese is written where it is shown; English is found by it here."""

from collections.abc import Callable
from typing import Literal

Say = Callable[[str], str]
"""Gives a Chinese wording of the page in the language of the reader."""

Language = Literal["zh", "en"]

ENGLISH = {
    "整改政策助手": "Rectification Policy Assistant",
}


def speaker(language: Language) -> Say:
    """What says the page's words in a language."""
    return (lambda chinese: chinese) if language == "zh" else (lambda chinese: ENGLISH.get(chinese, chinese))
