"""Whether figures, dates and bodies of a sentence keep the places they have in the source.

种植1964户，养殖1295户 holds no number that its source lacks, and is false if the source counts them the other way round. So
where the source says the very words that stand beside a figure, the figure beside them there is the one that counts.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

CERTAIN = 3
"""Characters beside it that make a place certain; two do if they are all there is up to the nearest mark."""

_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,8}$")
_AFTER = re.compile(r"[\u4e00-\u9fff]{1,8}")

Claim = TypeVar("Claim")


def words_before(text: str, at: int) -> str:
    """The words in front of a place, to the nearest mark, eight characters at most."""
    match = _BEFORE.search(text[max(0, at - 8) : at])
    return match[0] if match else ""


def words_after(text: str, at: int) -> str:
    """The words behind a place, backwards, so that both sides are compared alike."""
    match = _AFTER.match(text, at)
    return match[0][::-1] if match else ""


def displaced(words: str, known: Sequence[tuple[str, Claim]], agrees: Callable[[Claim], bool]) -> bool:
    """Whether the source says `words` beside other claims, and beside none that agrees."""
    shared = [(_shared(words, other), other, claim) for other, claim in known]
    best = max((length for length, _, _ in shared), default=0)
    nearest = [(other, claim) for length, other, claim in shared if length == best]
    whole = best == 2 and len(words) == 2 and any(len(other) == 2 for other, _ in nearest)
    return (best >= CERTAIN or whole) and not any(agrees(claim) for _, claim in nearest)


def _shared(words: str, other: str) -> int:
    """Length of the end that both have."""
    length = 0
    for mine, theirs in zip(reversed(words), reversed(other), strict=False):
        if mine != theirs:
            break
        length += 1
    return length
