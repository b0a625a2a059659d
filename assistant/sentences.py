"""Sentences of a clause with their offsets, as they are quoted: verbatim, whole, without the line breaks around them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.numerals import NUMERAL

_END = "。！？!?"
_CLOSERS = "”’」』）)*"
_NUMBER = re.compile(
    rf"(?:第[{NUMERAL}\d]+条(?:之[{NUMERAL}]+)?[ 　]*|[{NUMERAL}]+、|[（(][{NUMERAL}\d]+[)）]|\d{{1,3}}[.．、](?!\d))[*\s　]*"
)


@dataclass(frozen=True)
class Sentence:
    """A verbatim stretch of a text with its offsets there."""

    text: str
    start: int
    end: int


def sentences(text: str, semicolons: bool = True) -> list[Sentence]:
    """Cut at full stops, at paragraph ends and at table cells; at semicolons too unless a list is wanted whole.

    A line that a page turn broke ends without punctuation and is long; it goes on in the next line.
    """
    return list(_sentences(text, _END + "；;" if semicolons else _END))


@lru_cache(maxsize=1 << 12)
def _sentences(text: str, ends: str) -> tuple[Sentence, ...]:
    """Kept for the clauses that are found again and again."""
    found: list[Sentence] = []
    start = 0
    for i, c in enumerate(text):
        stops = c in ends and not (i + 1 < len(text) and text[i + 1] in ends + _CLOSERS)
        closes = c in _CLOSERS and i > 0 and text[i - 1] in ends and not (i + 1 < len(text) and text[i + 1] in _CLOSERS)
        breaks = c == "\t" or (c == "\n" and _paragraph_ends(text, start, i))
        if stops or closes or breaks:
            _append(found, text, start, i + 1)
            start = i + 1
    _append(found, text, start, len(text))
    return tuple(found)


def unnumbered(sentence: Sentence) -> Sentence:
    """The sentence without the number of the clause that it opens: 第四条 and （一） are the citation's to say."""
    match = _NUMBER.match(sentence.text)
    skip = match.end() if match and match.end() < len(sentence.text) else 0
    return Sentence(sentence.text[skip:], sentence.start + skip, sentence.end)


def _paragraph_ends(text: str, start: int, newline: int) -> bool:
    written = text[start:newline].rstrip()
    line = written[written.rfind("\n") + 1 :].strip()
    return not line or line[-1] in _END + "；;：:" + _CLOSERS or len(line) < 30


def _append(found: list[Sentence], text: str, start: int, end: int) -> None:
    sentence = trimmed(text, start, end)
    if sentence.text:
        found.append(sentence)


def trimmed(text: str, start: int, end: int) -> Sentence:
    """The stretch `start:end` without the white space and the markup at its ends."""
    content = text[start:end]
    left = len(content) - len(content.lstrip(" \t\n　*#"))
    right = max(left, len(content.rstrip(" \t\n　*#")))
    return Sentence(content[left:right], start + left, start + right)


def tidy(text: str) -> str:
    """Verbatim words made readable: no line breaks or spaces between Chinese characters, no markup."""
    text = re.sub(r"[*#]+|</?p>", "", text)
    text = re.sub(r"\s*\n\s*", "", text)
    return re.sub(
        r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t　\xa0]+(?=[\u3000-\u9fff\uff00-\uffef\d])|(?<=\d)[ \t　\xa0]+(?=[\u4e00-\u9fff])",
        "",
        text,
    ).strip()
