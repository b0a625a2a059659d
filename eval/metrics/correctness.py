"""Whether an answer says what it must, rests on the right passage and is no longer than it need be."""

from collections.abc import Sequence

from eval.matching import plain

ROOM = 400
"""Characters within which a question is answered."""

ROOM_FOR_LISTS = 1_200
"""Characters for answers that enumerate or compare."""

LISTS = frozenset({"list", "measure", "cross"})
"""Kinds of questions whose answers enumerate or compare."""


def point_recall(answer: str, points: Sequence[str]) -> float | None:
    """Share of the points that the answer states word for word, but for spaces, punctuation and widths; None of no points.

    The nugget recall of TREC's question answering (Voorhees 2003), with verbatim nuggets, so that no judge is needed.
    """
    if not points:
        return None
    text = plain(answer)
    return sum(plain(point) in text for point in points) / len(points)


def is_right(answer: str, kind: str, points: Sequence[str], cites_gold: bool, abstained: bool) -> bool:
    """Right: every point stated, a gold passage cited, not declined, and no longer than its kind needs.

    The conjunction cannot be gamed: copying a page states every point and is too long, citing everything states nothing.
    """
    room = ROOM_FOR_LISTS if kind in LISTS else ROOM
    return point_recall(answer, points) == 1 and cites_gold and not abstained and len(answer) <= room
