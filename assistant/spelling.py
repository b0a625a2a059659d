"""Slips of the input method: a word that no dictionary and no document has, read as the one that sounds alike and both have.

文号 is typed as 文好, 低保 as 低宝. Only words of two characters are looked at, only one character is exchanged, and only where the
library knows what comes out: whoever asks is told, and nothing else of the question changes. Traditional characters are read as
simplified ones.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from index.lexical import cutter

_FUNCTION = frozenset(
    "的了是在和与或及有没什么怎如何多少哪谁吗呢吧啊请问给把被由从到为对向按于以将会已这那其并而且但不也都就要能可我你他她它们个"
)
"""Characters that stand beside any word: a slip is not looked for across them."""


@cache
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _alike() -> Mapping[str, str]:
    """For each common character those of the same sound, whatever the tone."""
    from pypinyin.constants import PINYIN_DICT

    of_sound: dict[str, list[str]] = defaultdict(list)
    sounds: dict[str, str] = {}
    for code, told in PINYIN_DICT.items():
        character = chr(code)
        if "\u4e00" <= character <= "\u9fff" and _is_common(character):
            sounds[character] = _toneless(told.split(",")[0])  # the usual one comes first
            of_sound[sounds[character]].append(character)
    return {character: "".join(of_sound[sound]) for character, sound in sounds.items()}


def _is_simplified(character: str) -> bool:
    """Whether GB 2312 has it: of Chinese characters it has simplified ones only."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return not "\u3400" <= character <= "\u9fff"


def _is_common(character: str) -> bool:
    """Whether a character is one of the 3,755 of GB 2312 level 1."""
    try:
        return b"\xb0\xa1" <= character.encode("gb2312") <= b"\xd7\xf9"
    except UnicodeEncodeError:
        return False


def _toneless(sound: str) -> str:
    decomposed = unicodedata.normalize("NFD", sound.replace("ü", "v"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def simplified(text: str) -> str:
    """The text in simplified characters; one that has no others is left as it is."""
    if all(_is_simplified(character) for character in text):
        return text
    converted: str = _simplifier().convert(text)
    return converted


def respelled(text: str, knows: Callable[[str], bool]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with its slips mended, and what was taken for what; `knows` says whether the library has a word."""
    slips = []
    for start in list(_unknown(text, knows)):
        word = text[start : start + 2]
        before, after = text[max(0, start - 1) : start], text[start + 2 : start + 3]
        meant = next(
            (other for other in _sounding(word) if knows(other) and _fits(word, other, before, after, knows)), None
        )
        if meant:
            text = f"{text[:start]}{meant}{text[start + 2 :]}"
            slips.append((word, meant))
    return text, tuple(slips)


def _unknown(text: str, knows: Callable[[str], bool]) -> Iterator[int]:
    """Where two characters stand together that no document has together."""
    for start in range(len(text) - 1):
        word = text[start : start + 2]
        if all("\u4e00" <= each <= "\u9fff" and each not in _FUNCTION for each in word) and not knows(word):
            yield start


def _sounding(word: str) -> Iterator[str]:
    """The words of the dictionary that differ in one character and sound alike."""
    known = cutter().dt.FREQ
    first, second = word[0], word[1]
    words = [first + other for other in _alike().get(second, "")] + [
        other + second for other in _alike().get(first, "")
    ]
    yield from (other for other in words if other != word and known.get(other))


def _fits(word: str, meant: str, before: str, after: str, knows: Callable[[str], bool]) -> bool:
    """Whether it is a slip: no word of the dictionary, and no end of one before it; or one whose neighbours fit what is meant."""
    known = cutter().dt.FREQ
    joined = [pair for pair in (before + word[0], word[1] + after) if len(pair) == 2 and known.get(pair)]
    if not known.get(word) and not joined:
        return True
    beside = [(before + word[0], before + meant[0])] if meant[0] != word[0] else [(word[1] + after, meant[1] + after)]
    return all(len(pair) == 2 and not knows(written) and knows(pair) for written, pair in beside)
