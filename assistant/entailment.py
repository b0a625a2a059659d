"""Whether a sentence says no more than its sources: each phrase of it is a source's, with words left out where none matter.

Shared characters are no support: an invented exception shares all that stands before it. So each phrase is read along a
source from left to right. It begins where a part of the source begins, or where only a subject stood before; what may be
passed over is named here, and all else must be there; and a phrase keeps the conditions and the subject that its words have
in the source, and gets no others. Numbers stand as one mark, since `assistant.certificate` compares their values.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice, pairwise

from assistant.dates import dates
from assistant.figures import figures, plain
from assistant.sentences import tidy
from assistant.word_orders import BREAK, LABEL, LIST, MODAL, NUMBER, STOP, orders

_WORK = 12_000
"""Steps that one sentence may take; what needs more is refused."""

_STATES = 8
"""Readings of a sentence's phrases that are followed side by side."""

_PASSED = 30
"""Characters that may be passed over at once."""

_LONGEST = 300
"""Characters of a phrase that is looked for; no clause needs more."""

_SAME = (
    (r"不得|禁止|严禁|不准|不许", "不得"),
    (r"应当|应该|必须|务必", "应"),
    (r"可以", "可"),
    (r"或者", "或"),
    (r"以及|(?<![涉普危惠波])及(?!时(?![限间])|[格其早以])|和", "、"),
    (r"(?:的?情况下|的?情形下?|(?<![同及按随平届适准实临])的?时)(?=，)", "的"),
)
"""Words of one direction; which modal may stand for which is for `assistant.modality` to say."""

_ENUMERATOR = re.compile(r"[(][一二三四五六七八九十\d]{1,3}[)]|(?<![^。；])[一二三四五六七八九十]{1,3}、")

_JOINS = re.compile(
    r"(?:同时|此外|另外|并且|其中|具体|首先|其次|[一二三四五六七八九]是|(?:根据|按照|依据|按)(?:上述|有关|相关)?(?:规定|要求)|并|且|即)+"
)
"""Words that a phrase may begin with: they join, and say nothing."""

_ADDED = re.compile(r"的|了|均|也|分别|负责|进行")
"""Words that may be added within a phrase."""

_LIGHT = re.compile(
    r"及时|书面|逐[户项笔]|统一|认真|切实|严格|进一步|分别|负责|主要|已经|已|仍|均|都|再|也|其|该|各|了|的|之|中|并|且|同时|进行"
)
"""Words that may be left out within a phrase: what is done stays the same without them."""

_ALIKE = ("、与", "与、", "，、", "经由", "为是", "是为", "自在", "在自")
"""A source's character and the one that may stand for it."""

_LABELLED = re.compile(rf"(?:[为是有]|包括|如下){LABEL}?")
_ROLE = r"用于|由|将|把|向|被|与|给|按|根据|依据|依照|通过|会同|联合|对(?!象)|在(?!园|校)|为(?!民)|于|自(?!然|愿|主)|从(?!业)|经(?!济|营|办|费)|每(?=[年月周季户人学半日#])|连续"
_CUE = re.compile(
    rf"{MODAL}|{_ROLE}|负责|进行|开展|实施|予以|及时|统一|发现|比上年|已|仍|{NUMBER}|并|且|[{LIST}{BREAK}{STOP}{LABEL}]"
)
"""Where a subject ends, and what a part begins with that has none of its own."""

_BODY = re.compile(r"(?:局|中心|委员会|政府|办公室|卫生院|学校)[^、的及与和下所内工干领各主分派]$")
"""Where a body that is a subject ends."""

_BEGINS = re.compile(rf"{MODAL}|由|及时|统一|每(?=[年月周季学半日])|[已仍]")
"""What may begin a phrase whose source has its subject before it; a role would lose who plays it."""

_AMOUNT = re.compile(rf"{NUMBER}(?:以[上下内外])?")
"""An answer that is but a number, which may stand anywhere."""

_LEVEL = re.compile(r"村级|[全本我][省市县区乡镇村]")
"""Whose a subject is, which the reader of its document knows."""

_OPENING = re.compile(
    rf"^(?:[一二三四五六七八九十]+是|{NUMBER}(?![以个的及])|并|且|同时|其中|此外|另外|截至目前|目前|经核查)+"
)
"""What a part may begin with that says nothing of its own: its number, its year, a word that joins."""

_ASIDE = re.compile(r"在(?!园|校)|于|自(?!然|愿|主)|按|根据|依据|依照|通过|向|以")
_UNTIL = re.compile(rf"{NUMBER}(?:之?[前内]|以[前内])$")
"""Where a time ends: whatever comes behind it is no longer part of it."""

_DOING = re.compile(
    r"支付|拨付|发放|退还|申请|申报|申诉|举报|报告|报送|提交|提供|收取|备案|公示|公布|通报|反映|移送|开展|提出|公开"
)
"""What is done to somebody, who may be left out."""

_BOUND = re.compile(r"不|未|可(?!行|靠)|免|禁|仅|只|除|方可|才")
"""Where one of these stands, how and where and until when are no asides."""

_LIMITS = re.compile(
    r"不|未|没有|无[需须权法]|非|免|除|仅|只[有能限]|限于|原则上|一般|部分|个别|少数|多数|基本|批准|同意|符合|可(?![行靠])|应|须|得以|"
    r"拟|计划|预计|力争|约#|暂|如果|若|但|以[上下内外]|[之以][前后]"
)
"""What changes the meaning of the words beside it where it is left out."""

_TRAILS = re.compile(r"[前后内外起止者]|以[上下]|左右|除外")
_ACTS = (
    "核查|清退|整改|处理|处置|问责|培训|检查|监督|通报|批评|管理|评估|评价|审计|调查|督导|督促|约谈|奖励|考核|清理|排查|追缴|修复|验收|"
    "公示|监测|调度|抽查|跟踪"
)
"""What is done to that which 对 names: what ends so is no topic."""

_CONDITION = re.compile(
    rf"^(?:如|若|凡|除|只有|对(?!.*(?:{_ACTS})$)|因|未?经.*(?:批准|同意))|(?:的|后|期间|之日起|前提下|以?外)$|^在.*[下中时]$"
)
_ORDER = re.compile(r"(?<!批准)(?<!同意)(?<!审批)后$")
"""A condition that only tells what comes first: it may be left out, but not be put before anything else."""
_EXCEPTION = re.compile(r"^(?:但|除|不含|不包括|另有)|除外$")


def entailed(sentence: str, sources: Sequence[str]) -> bool:
    """Whether each phrase of a sentence stands in one of the sources, under the conditions and of the subject it has there."""
    stated = canonical(sentence)
    read = [_Source(number, canonical(source)) for number, source in enumerate(sources)]
    if any(stated == source.text for source in read):
        return True
    work, used = _Work(), set[tuple[int, int]]()
    for unit in stated.split(STOP):
        if any(source.says_whole(unit) for source in read):
            continue
        phrases = [phrase for phrase in unit.split(BREAK) if phrase]
        readings = _readings(phrases, read, work) or _readings(_unfronted(phrases, read), read, work)
        if not readings:
            return False
        used |= {(way.source, part) for way in readings[0].ways for part in way.used}
    return not any(source.exception_lost({part for number, part in used if number == source.number}) for source in read)


@lru_cache(maxsize=512)
def canonical(text: str) -> str:
    """A text in the form that is aligned: numbers as a mark, one word for each modal, four marks between its parts."""
    text = _ENUMERATOR.sub("", plain(tidy(re.sub(r"[\n\t]", STOP, text))))
    for date in dates(text):
        text = text.replace(date.text, NUMBER)
    for figure in sorted(figures(text), key=lambda figure: -len(figure.text)):
        text = text.replace(figure.text, NUMBER)
    text = re.sub(r"[:：]", LABEL, text)
    text = re.sub(r"[,，]", BREAK, text)
    text = re.sub(r"[。；;！!？?]", STOP, text)
    text = re.sub(rf"[^\w{NUMBER}{BREAK}{STOP}{LIST}{LABEL}]|_", "", text)
    for pattern, word in _SAME:
        text = re.sub(pattern, word, text)
    return text


@dataclass
class _Work:
    """Steps taken so far for one sentence."""

    steps: int = 0

    def spent(self) -> bool:
        self.steps += 1
        return self.steps > _WORK


@dataclass(frozen=True)
class _Way:
    """How a phrase stands in a source: the part where it begins, the subject skipped before it, the parts it uses."""

    source: int
    start: int
    skipped: str
    used: frozenset[int]

    @property
    def last(self) -> int:
        """The part that says what is done."""
        return max(self.used)


@dataclass(frozen=True)
class _Reading:
    """The ways of the phrases of a sentence so far, the words they hold, and the conditions that the next stands under."""

    ways: tuple[_Way, ...] = ()
    said: str = ""
    conditions: frozenset[int] = frozenset()


def _readings(phrases: Sequence[str], sources: Sequence["_Source"], work: _Work) -> list[_Reading]:
    """The ways in which phrases of one sentence stand in the sources together; none if they do not."""
    found = [_Reading()]
    for phrase in phrases:
        bare = _JOINS.sub("", phrase, count=1) if _JOINS.match(phrase) else phrase
        if not bare:
            continue
        ways = [(source, way) for source in sources for way in source.ways(bare, work)]
        following = (source.after(reading, way, bare) for reading in found for source, way in ways)
        alike = {(reading.ways[-1], reading.conditions): reading for reading in following if reading is not None}
        found = list(alike.values())[:_STATES]
        if not found:
            return []
    return [reading for reading in found if reading.ways or not phrases]


class _Source:
    """A canonical source with its parts, in which phrases are looked for."""

    def __init__(self, number: int, text: str) -> None:
        self.number = number
        self.text = text
        self._parts = list(re.finditer(f"[^{BREAK}{STOP}{LABEL}]+", text))
        self._part_at = {at: n for n, part in enumerate(self._parts) for at in range(part.start(), part.end())}
        self._units = list(accumulate(STOP in text[i.end() : j.start()] for i, j in pairwise(self._parts)))
        self._bounds = [bool(_BOUND.search(part[0])) for part in self._parts]
        self._conditions = [self._is_condition(part) for part in self._parts]
        self._whole: dict[str, list[int]] = {}
        for n, part in enumerate(self._parts):
            for words in {part[0], _OPENING.sub("", part[0], count=1)}:
                self._whole.setdefault(words, []).append(n)

    def says_whole(self, unit: str) -> bool:
        """Whether a sentence is one of the source's, from stop to stop."""
        return f"{STOP}{unit}{STOP}" in f"{STOP}{self.text}{STOP}"

    def ways(self, phrase: str, work: _Work) -> list[_Way]:
        """The ways in which a phrase stands here: as whole parts; or with words left out; or in another order of words."""
        if len(phrase) > _LONGEST:
            return []
        if _AMOUNT.fullmatch(phrase):
            alone = re.finditer(rf"{phrase}(?!以[上下内外]|左右)", self.text)
            return self._used(self._part_at[match.start()] for match in alone)
        wordings = [phrase, *self._condition_first(phrase), *orders(phrase, self.text)]
        for order in wordings:
            if order in self._whole:
                return self._used(self._whole[order])
        for order in wordings:
            starts = self._starts(order, work)
            found = dict.fromkeys(way for start in starts for way in self._follow(order, start, work))
            if found:
                return list(found)[:_STATES]
        return []

    def _used(self, parts: Iterable[int]) -> list[_Way]:
        """The ways of a phrase that is, whole, one of these parts."""
        return [_Way(self.number, n, "", frozenset({n})) for n in islice(parts, _STATES)]

    def _condition_first(self, phrase: str) -> Iterator[str]:
        """供水单位经批准可以停水 as 经批准，供水单位可以停水: a condition that stands within the phrase, before it."""
        for part, condition in zip(self._parts, self._conditions, strict=True):
            at = phrase.find(part[0]) if condition else -1
            if at > 0:
                yield f"{part[0]}{BREAK}{phrase[:at].removesuffix('在')}{phrase[at + len(part[0]) :]}"

    def after(self, reading: _Reading, way: _Way, phrase: str) -> _Reading | None:
        """A reading with one phrase more, or None if that phrase has another subject or other conditions here."""
        before = reading.ways[-1] if reading.ways and reading.ways[-1].source == self.number else None
        if reading.ways and not self._same_subject(before, way, reading.said):
            return None
        given = reading.conditions if before and self._unit(before.last) == self._unit(way.last) else frozenset()
        ways, said = (*reading.ways, way), reading.said + phrase
        if self._conditions[way.last]:
            kept = given if before and self._conditions[before.last] else frozenset()
            return _Reading(ways, said, kept | way.used)
        governors = self._governors(way.last)
        needed = {n for n in governors if not _ORDER.search(self._parts[n][0])}
        if needed - given - way.used or given - governors or given != reading.conditions:
            return None
        return _Reading(ways, said, given | (way.used & governors))

    def exception_lost(self, used: set[int]) -> bool:
        """Whether an exception right behind a part that is used was left out."""
        return any(
            n + 1 < len(self._parts)
            and n + 1 not in used
            and self._unit(n) == self._unit(n + 1)
            and bool(_EXCEPTION.search(self._parts[n + 1][0]))
            for n in used
        )

    def _same_subject(self, before: _Way | None, way: _Way, said: str) -> bool:
        """Whether a phrase behind another takes its subject from it no more than the source does."""
        if way.skipped:
            return way.skipped in said
        if self._begins_unit(way.start):
            return True
        if before is None or self._unit(before.last) != self._unit(way.start):
            return False
        return all(self._bare(n) for n in range(before.last + 1, way.start)) or not self._bare(way.start)

    def _starts(self, phrase: str, work: _Work) -> Iterator[int]:
        """Where a phrase may begin: with a part, or behind a subject if it begins with what is said of it."""
        at = self.text.find(phrase[:2])
        while at >= 0 and not work.spent():
            if at in self._part_at and self._may_start(at):
                yield at
            at = self.text.find(phrase[:2], at + 1)

    def _may_start(self, at: int) -> bool:
        part = self._parts[self._part_at[at]]
        lead = _OPENING.sub("", self.text[part.start() : at], count=1)
        condition = self._conditions[self._part_at[at]]
        if not lead or (lead == "对" and condition) or lead == "由" or self._level(lead, at):
            return True
        if lead[-1] in "并且":
            return True
        if lead[-1] == LIST and not condition and not _CUE.search(lead.replace(LIST, "")):
            return True
        return bool(_BEGINS.match(self.text, at)) and not _LIMITS.search(lead) and not condition

    def _follow(self, phrase: str, start: int, work: _Work) -> Iterator[_Way]:
        """The ways in which a phrase stands from a place on, the longest runs first."""
        first = self._part_at[start]
        skipped = self._skipped(first, start)
        seen: set[tuple[int, int, bool]] = set()
        stack: list[tuple[int, int, frozenset[int], bool]] = [(0, start, frozenset(), False)]
        while stack:
            at, place, used, carried = stack.pop()
            if work.spent():
                return
            if (at, place, carried) in seen:
                continue
            seen.add((at, place, carried))
            if at == len(phrase):
                if used and self._may_end(place):
                    yield _Way(self.number, first, skipped, used)
                continue
            if at and not carried and not skipped:
                stack += [(at, to, frozenset(), True) for to in self._carries(first, place, phrase[at : at + 2])]
            stack += [(at, to, used, carried) for to in self._skips(place, phrase[at : at + 2])]
            if at and (added := _ADDED.match(phrase, at)):
                stack.append((added.end(), place, used, carried))
            if place < len(self.text):
                width = self._same(phrase, at, place)
                if width:
                    here = {self._part_at[place]} if place in self._part_at else set()
                    stack.append((at + width, place + 1, used | here, carried))

    def _skipped(self, first: int, start: int) -> str:
        """The subject that stands before a phrase's beginning in its part; none if what stands there is no subject."""
        lead = _OPENING.sub("", self.text[self._parts[first].start() : start], count=1)
        if not lead or lead in "对由" or self._level(lead, start) or lead[-1] == LIST:
            return ""
        return lead.rstrip("并且")

    def _level(self, lead: str, start: int) -> bool:
        """Whether what stands before a place only says whose a subject is."""
        return bool(_LEVEL.fullmatch(lead)) or (len(lead) == 2 and self.text[start] in "县市区镇乡")

    def _same(self, phrase: str, at: int, place: int) -> int:
        """How many characters of a phrase say what one of the source says."""
        mark = self.text[place]
        if phrase[at] == mark:
            return 1
        if mark + phrase[at] in _ALIKE:
            return 1
        labelled = _LABELLED.match(phrase, at) if mark == LABEL else None
        return len(labelled[0]) if labelled else 0

    def _skips(self, place: int, wanted: str) -> Iterator[int]:
        """Places to which the source may be passed over within a phrase that goes on with `wanted`."""
        if self.text[place : place + 1] == BREAK:
            yield place + 1
        if self.text.startswith("由", place) and self.text[place - 1 : place] == BREAK:
            yield place + 1
        if light := _LIGHT.match(self.text, place):
            yield light.end()
        if place not in self._part_at or self._conditions[self._part_at[place]]:
            return
        bound = self._bounds[self._part_at[place]]
        end = min(self._parts[self._part_at[place]].end(), place + _PASSED)
        to = self.text.find(wanted, place + 1, end)
        while to >= 0 and not _LIMITS.search(passed := self.text[place:to]):
            if self._is_item(passed, to) or (not bound and self._is_aside(passed, to)):
                yield to
            to = self.text.find(wanted, to + 1, end)

    def _is_item(self, passed: str, to: int) -> bool:
        """Whether what is passed over are items of a list, from one mark to another."""
        inner = passed.replace(LIST, "")
        if LIST in self.text[to - len(passed) - 1] + passed[0] and LIST in passed[-1] + self.text[to]:
            inner = inner.replace(NUMBER, "")
        if not inner or LIST not in passed or _CUE.search(inner):
            return False
        return passed[-1] == LIST or (passed[0] == LIST and bool(_CUE.match(self.text, to)))

    def _is_aside(self, passed: str, to: int) -> bool:
        """Whether what is passed over says only how, where or until when something that is asked for is done."""
        if not _ASIDE.match(passed) or re.search(r"[后时下的]|(?<!#)前", passed):
            return False
        if _UNTIL.search(passed) or _CUE.match(self.text, to):
            return True
        return passed[0] in "向在" and bool(_DOING.match(self.text, to))

    def _carries(self, first: int, place: int, wanted: str) -> Iterator[int]:
        """Parts behind the one whose subject ends at `place`, which have the same subject."""
        if self._part_at.get(place) != first:
            return
        if not _CUE.match(self.text, place) and not _BODY.search(self.text[place - 4 : place + 1]):
            return
        for n in range(first + 1, len(self._parts)):
            part = self._parts[n]
            head = _OPENING.match(part[0])
            for start in {part.start(), part.start() + (head.end() if head else 0)}:
                if self.text.startswith(wanted, start):
                    yield start
            if not self._bare(n):
                return

    def _may_end(self, place: int) -> bool:
        """Whether a phrase may end here: with a part, or before further items of it that limit nothing."""
        if place not in self._part_at or self._part_at.get(place - 1) != self._part_at[place]:
            return True
        number = self._part_at[place]
        rest = self.text[place : self._parts[number].end()]
        if rest[0] not in f"{LIST}并且" or self._conditions[number]:
            return False
        return not _LIMITS.search(rest)

    def _bare(self, number: int) -> bool:
        """Whether a part has no subject of its own."""
        return bool(_CUE.match(self._parts[number][0]))

    def _is_condition(self, part: re.Match[str]) -> bool:
        return bool(_CONDITION.search(part[0])) and self.text[part.end() : part.end() + 1] == BREAK

    def _governors(self, number: int) -> frozenset[int]:
        """The conditions that stand next before a part in its sentence."""
        found: set[int] = set()
        for n in range(number - 1, -1, -1):
            if self._unit(n) != self._unit(number) or (found and not self._conditions[n]):
                break
            if self._conditions[n]:
                found.add(n)
        return frozenset(found)

    def _unit(self, number: int) -> int:
        """The sentence of a part, as a number."""
        return self._units[number - 1] if number else 0

    def _begins_unit(self, number: int) -> bool:
        return number == 0 or self._unit(number) != self._unit(number - 1)


def _unfronted(phrases: Sequence[str], sources: Sequence[_Source]) -> list[str]:
    """对乡镇，由县局奖励 as 县局对乡镇奖励: what was put before the subject, behind it again, where a source has it there.

    A comma that no source has, as in 不合格的，说明理由, goes as well.
    """
    found: list[str] = []
    for phrase in phrases:
        last = found[-1] if found else ""
        rest = phrase.removeprefix("由")
        sizes = (0, *range(2, min(12, len(rest) - 1) + 1))
        whole = next(
            (
                rest[:size] + last + rest[size:]
                for size in sizes
                if any(last and last + rest[size : size + 2] in source.text for source in sources)
            ),
            None,
        )
        if whole:
            found[-1] = whole
        else:
            found.append(phrase)
    return found
