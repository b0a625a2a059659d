"""A model's reply, cut into sentences with the numbers of the clauses they cite: [1], [1][3], ［２］, 【1、3】.

A bracket is a citation only if it holds nothing but numbers: [2023]25号 is a document number, and whatever else stands in
brackets stays in the sentence, where it must be found in the clause like every other word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.llm import without_thoughts

_OPEN, _CLOSE = r"[\[［【]", r"[\]］】]"
_MARK = re.compile(
    rf"\s*{_OPEN}\s*(?P<numbers>\d{{1,6}}(?:\s*[,，、;；\-–—~至]\s*\d{{1,6}})*)\s*{_CLOSE}(?!\s*第?\s*\d{{1,5}}\s*号)"
)
_END = re.compile(r"[。！？!?]+[”’」』）)》]*|\n")
_BULLET = re.compile(r"^(?:[-*•·●▪#>]+\s*|\d{1,2}[.、．)）](?!\d)\s*)+")
_GOES_ON = re.compile(rf"\s*(?:{_OPEN}[^\]］】]*(?:{_CLOSE}\s*第?\s*\d*)?)?")
"""What may stand at the end of an unfinished reply and yet become a mark, or no mark, of the sentence before it."""

RANGE = 20
"""Clauses that a range such as [1-3] may name: a longer one is no citation but a slip."""


@dataclass(frozen=True)
class CitedSentence:
    """A sentence of a reply without its marks, and the numbers that it cites, in order and once each."""

    text: str
    numbers: tuple[int, ...]

    def within(self, count: int) -> bool:
        """Whether it cites something, and nothing but clauses 1 to `count`."""
        return bool(self.numbers) and all(1 <= number <= count for number in self.numbers)


def cited_sentences(reply: str, complete: bool = True) -> list[CitedSentence]:
    """The sentences of a reply. Of one that still goes on, only those that nothing to come can change."""
    text = without_thoughts(reply)
    found = (_cited(words, marks) for words, marks in _parts(text, complete))
    return [sentence for sentence in found if re.search(r"\w", sentence.text)]


def _parts(text: str, complete: bool) -> Iterator[tuple[str, str]]:
    """Sentences, which end at 。 or a line end, with the marks that come after that end."""
    start = 0
    while match := _END.search(text, start):
        end = match.end()
        while mark := _MARK.match(text, end):
            end = mark.end()
        if not complete and _GOES_ON.fullmatch(text, end):
            return
        yield text[start : match.end()], text[match.end() : end]
        # A full stop between the marks and the next sentence belongs to neither: 。[1]。
        start = end + len(re.match(r"[。；;]?", text[end:])[0])  # type: ignore[index]
    if complete:
        yield text[start:], ""


def _cited(words: str, marks: str) -> CitedSentence:
    numbers: list[int] = []
    for match in _MARK.finditer(words + marks):
        numbers += _numbers(match["numbers"])
    text = _MARK.sub("", words).replace("**", "").strip()
    return CitedSentence(_BULLET.sub("", text).strip(), tuple(dict.fromkeys(numbers)))


def _numbers(written: str) -> Iterator[int]:
    """1、3 → 1, 3; 1-3 → 1, 2, 3. A range that runs backwards or too far gives 0, which cites nothing."""
    for part in re.split(r"[,，、;；]", written):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        if len(ends) == 2 and not 0 < ends[1] - ends[0] <= RANGE:
            yield 0
        else:
            yield from range(ends[0], ends[-1] + 1)
