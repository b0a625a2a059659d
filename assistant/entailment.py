"""Whether a sentence says no more than its sources: each phrase of it stands in a source, in order and in scope.

Shared characters are no support: an invented exception shares all that stands before it. So each phrase is aligned with one
source from left to right. Every run of it must stand there; only words that join may be added; and what is passed over may
not limit what is kept. Numbers stand as one mark here, since `assistant.certificate` compares their values.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.dates import dates
from assistant.figures import figures, plain
from assistant.sentences import tidy

_NUMBER = "#"
_BREAK = "，"
_STOP = "。"
_RUN = 2
"""Characters of a run that may begin anywhere; a shorter one must go on where the last one ended."""

_LONGEST = 300
"""Characters of a phrase that is looked for: one goes a call deeper with each word that is added, and no clause needs more."""

_SAME = (
    (r"不得|禁止|严禁|不准|不许", "不得"),
    (r"应当|应该|必须|务必", "应"),
    (r"可以", "可"),
)
"""Words of one direction; which of them may stand for which is for `assistant.modality` to say."""

_ADDED = sorted(
    ["同时", "此外", "另外", "并且", "其中", "具体", "主要", "包括", "分别", "分别为", "以及", "根据", "按照", "依据", "规定", "明确", "提出", "要求", "如下", "首先", "其次", "一是", "二是", "三是", "四是", "五是", "的", "了", "由", "在", "对", "将", "并", "和", "与", "及", "等", "也", "其", "该", "为", "是", "于", "即", "还", "有"],
    key=len,
    reverse=True,
)  # fmt: skip
"""Words that a sentence may add: they join, and say nothing."""

_LIMITS = re.compile(
    r"不|未|没有|无[需须权法]|非|免|除|仅|只[有能限]|限于|原则上|一般|部分|个别|少数|多数|基本|批准|同意|符合|可(?!行|靠)|应|须|得以|"
    r"拟|计划|预计|力争|约#|暂|如果|若|但|以[上下内外]|[之以][前后]"
)
"""What changes the meaning of the words beside it where it is left out."""

_TRAILS = re.compile(r"[前后内外起止者]|以[上下]|左右|除外")
_CONDITION = re.compile(r"^(?:如|若|凡|除|只有|经.*(?:批准|同意)|符合)|的$|情况下$|情形$")
_EXCEPTION = re.compile(r"^(?:但|除|不含|不包括|另有)|除外$")
_OPENING = re.compile(
    rf"^(?:[(（]?(?:[一二三四五六七八九十]+|{_NUMBER}|\d+)[)）]|[一二三四五六七八九十]是|并|且|同时|其中|由|应|可)+"
)


def entailed(sentence: str, sources: Sequence[str]) -> bool:
    """Whether each phrase of a sentence stands in one of the sources, and no condition or exception of it was left out."""
    if any(canonical(sentence) == canonical(source) for source in sources):
        return True
    read = [_Source(canonical(source)) for source in sources]
    touched: dict[int, set[int]] = {}
    for phrase in _phrases(canonical(sentence)):
        found = next(
            (
                (number, parts)
                for number, source in enumerate(read)
                for order in _orders(phrase)
                if (parts := source.align(order)) is not None
            ),
            None,
        )
        if found is None:
            return False
        touched.setdefault(found[0], set()).update(found[1])
    return all(not read[number].limits_lost(parts) for number, parts in touched.items())


@lru_cache(maxsize=512)
def canonical(text: str) -> str:
    """A text in the form that is aligned: numbers as a mark, one word for each modal, breaks as commas and stops."""
    text = plain(tidy(re.sub(r"[\n\t]", "。", text)))
    for date in dates(text):
        text = text.replace(date.text, _NUMBER)
    for figure in sorted(figures(text), key=lambda figure: -len(figure.text)):
        text = text.replace(figure.text, _NUMBER)
    for pattern, word in _SAME:
        text = re.sub(pattern, word, text)
    text = re.sub(r"[,，：:]", _BREAK, text)
    text = re.sub(r"[。；;！!？?]", _STOP, text)
    return re.sub(rf"[^\w{_NUMBER}{_BREAK}{_STOP}]|_", "", text)


def _phrases(text: str) -> list[str]:
    return [phrase for phrase in re.split(f"[{_BREAK}{_STOP}]", text) if phrase]


def _orders(phrase: str) -> list[str]:
    """A phrase, and with the bound at its head behind the words that it bounds: 五千元以下的支出 as 支出五千元以下的."""
    bound = re.match(rf"[^的]{{0,6}}{_NUMBER}[^的]{{0,6}}的", phrase)
    if not bound:
        return [phrase]
    rest = phrase[bound.end() :]
    return [phrase, *(rest[:size] + bound[0] + rest[size:] for size in range(_RUN, min(9, len(rest) + 1)))]


class _Source:
    """A canonical source with its parts, in which phrases are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts = list(re.finditer(f"[^{_BREAK}{_STOP}]+", text))
        self._part_at = {at: n for n, part in enumerate(self._parts) for at in range(part.start(), part.end())}

    def align(self, phrase: str) -> frozenset[int] | None:
        """The parts that the first way touches in which a phrase stands here from left to right; None if it does not."""
        if len(phrase) > _LONGEST:
            return None
        dead: set[tuple[int, int]] = set()

        def follow(at: int, last: int, touched: frozenset[int]) -> frozenset[int] | None:
            if at == len(phrase):
                return touched if last < 0 or not self._cut(last) else None
            if (at, last) in dead:
                return None
            for start in self._starts(phrase, at, last):
                length = self._common(phrase, at, start)
                for size in range(length, 0 if start == last else min(_RUN, length) - 1, -1):
                    found = follow(at + size, start + size, touched | {self._part_at[start]})
                    if found is not None:
                        return found
            for word in _ADDED:
                if phrase.startswith(word, at):
                    found = follow(at + len(word), last, touched)
                    if found is not None:
                        return found
            dead.add((at, last))
            return None

        return follow(0, -1, frozenset())

    def limits_lost(self, touched: set[int]) -> bool:
        """Whether a condition before, or an exception behind, a part that was used was left out."""
        for number in touched:
            before, after = number - 1, number + 1
            if before >= 0 and before not in touched and self._joined(before) and self._is(_CONDITION, before):
                return True
            unused = after < len(self._parts) and after not in touched
            if unused and self._joined(number) and self._is(_EXCEPTION, after):
                return True
        return False

    def _starts(self, phrase: str, at: int, last: int) -> list[int]:
        """Where the rest of a phrase may go on: at once, or behind words that may be passed over."""
        found = [last] if 0 <= last < len(self._text) and self._text[last] == phrase[at] else []
        key = phrase[at : at + (1 if phrase[at] == _NUMBER else _RUN)]
        if len(key) < _RUN and key != _NUMBER:
            return found
        start = self._text.find(key, max(last, 0))
        while start >= 0:
            if start != last and self._may_pass(last, start):
                found.append(start)
            start = self._text.find(key, start + 1)
        return found

    def _may_pass(self, last: int, start: int) -> bool:
        part = self._parts[self._part_at[start]]
        lead = self._text[part.start() : start]
        if last < 0:
            return not _LIMITS.search(lead)
        if last >= part.start():
            passed = self._text[last:start]
            return not _LIMITS.search(passed) and not _TRAILS.match(passed)
        # Behind a break a new subject may stand: only the beginning of that part carries the old one on.
        return not _OPENING.sub("", lead) and not self._cut(last)

    def _cut(self, last: int) -> bool:
        """Whether the rest of the part in which a run ended limits it."""
        rest = re.split(f"[{_BREAK}{_STOP}]", self._text[last:], maxsplit=1)[0]
        return bool(_LIMITS.search(rest) or _TRAILS.match(rest))

    def _common(self, phrase: str, at: int, start: int) -> int:
        size = 0
        while (
            at + size < len(phrase) and start + size < len(self._text) and phrase[at + size] == self._text[start + size]
        ):
            size += 1
        return size

    def _joined(self, number: int) -> bool:
        """Whether a part and the next belong to one sentence."""
        end = self._parts[number].end()
        return self._text[end : end + 1] == _BREAK

    def _is(self, pattern: re.Pattern[str], number: int) -> bool:
        return bool(pattern.search(self._parts[number][0]))
