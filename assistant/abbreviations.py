"""Abbreviations of what the library's titles name in full: 公租房 for 公共租赁住房, 农商行 for 农村商业银行.

Offices write names in full where staff say a character of each word. No list has them all, but the titles have the names: what
a question says and what can be drawn from successive words of a title, a character each, is taken to mean these words: of the first
word its first, of the others the first or the last.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate, combinations, product

from index import Generation
from index.lexical import cutter

_LONGEST = 4
"""Words that an abbreviation draws from at most."""

_ALIKE = 3
"""Characters from which it is taken as meant although other documents have it as a word: shorter ones may be words by chance."""


def abbreviated(text: str, generation: Generation) -> dict[str, tuple[str, ...]]:
    """The abbreviations that stand in a text, each with what it may stand for; as a lexicon of their own."""
    known = _drawn(frozenset(document.letterhead.title or "" for document in generation.documents()))
    ends = [0, *accumulate(len(word) for word in cutter().cut(text))]
    said = {text[i:j] for i, j in combinations(ends, 2) if 2 <= j - i <= _LONGEST}
    found = {word: tuple(name for name in known[word] if name not in text) for word in said & known.keys()}
    return {
        word: meant
        for word, meant in found.items()
        if meant
        and not any(word != other and word in other for other in found)
        and (len(word) >= _ALIKE or not generation.holds(word))
    }


@lru_cache(maxsize=4)
def _drawn(titles: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    drawn: dict[str, dict[str, None]] = {}
    for title in sorted(titles):
        for phrase in _phrases([half for word in cutter().cut(title) for half in _halves(word)]):
            for ends in product(phrase[0][0], *((each[0], each[-1]) for each in phrase[1:])):
                if "".join(ends) not in title:
                    drawn.setdefault("".join(ends), {})["".join(phrase)] = None
    return {word: tuple(meant) for word, meant in drawn.items()}


def _halves(word: str) -> tuple[str, ...]:
    """A word of four characters is two: 商业银行 gives 商行 as 商业 and 银行 would."""
    return (word[:2], word[2:]) if len(word) == 4 else (word,)


def _phrases(words: list[str]) -> Iterable[list[str]]:
    """Runs of words of two characters and more; what is named for short is named by such."""
    for start in range(len(words)):
        for end in range(start + 2, min(start + _LONGEST, len(words)) + 1):
            if all(len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff" for word in words[start:end]):
                yield words[start:end]
