"""Words with their parts of speech, as jieba's tagger cuts them with the words of the field."""

from functools import cache
from typing import Any

from index.lexical import cutter

Tagged = tuple[tuple[str, str], ...]


@cache
def _tagger() -> Any:
    cutter()  # adds the words of the field to the dictionary that the tagger shares
    import jieba.posseg

    return jieba.posseg


def tagged(text: str) -> Tagged:
    """The words of a text in order, each with its tag: n, v, ns for a place, nr for a person and so on."""
    return tuple((pair.word, pair.flag) for pair in _tagger().cut(text))
