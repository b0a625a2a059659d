"""A clause cut at its commas and stops, and the runs of its parts that may be an answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PARTS = 12
"""Parts of one sentence that a span may run over."""

SENTENCES = 10
"""Whole sentences that a span may run over."""

LEADS = 3
"""A run of sentences may begin at any of the first so many parts of its first sentence."""

_PART = re.compile(r"[^，,：:；;。！？!?\n\t]*[，,：:；;。！？!?\n\t]+[”’」』）)]*|[^，,：:；;。！？!?\n\t]+$")
_SENTENCE_END = re.compile(r"[。！？!?；;\t]")


@dataclass(frozen=True)
class Part:
    """What stands between two marks, and the number of the sentence it belongs to. Offsets are into the clause."""

    start: int
    end: int
    sentence: int


def parts(text: str) -> list[Part]:
    """The text cut at commas, colons and stops; a line break ends a sentence only after a short line."""
    found: list[Part] = []
    sentence = 0
    for match in _PART.finditer(text):
        if not match[0].strip():
            continue
        found.append(Part(match.start(), match.end(), sentence))
        if _SENTENCE_END.search(match[0]) or ("\n" in match[0] and len(match[0].strip()) < 40):
            sentence += 1
    return found


def runs(found: Sequence[Part]) -> list[tuple[int, int]]:
    """First and last part of every candidate: runs inside a sentence, and runs of sentences with or without their lead."""
    last_of = {part.sentence: i for i, part in enumerate(found)}
    first_of = {part.sentence: i for i, part in reversed(list(enumerate(found)))}
    inside = [(i, j) for i, part in enumerate(found) for j in range(i, min(i + PARTS, last_of[part.sentence] + 1))]
    whole = [
        (start, last_of[end])
        for first in first_of
        for end in range(first + 1, first + SENTENCES)
        if end in last_of
        for start in range(first_of[first], min(first_of[first] + LEADS, last_of[first] + 1))
    ]
    return list(dict.fromkeys(inside + whole))
