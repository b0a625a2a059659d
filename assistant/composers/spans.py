"""The stretch of a clause that answers, learned from questions whose answer was marked by a person.

A sentence of an official document often says five things; the answer is one of them. Candidates are runs of its parts
(between commas) and runs of whole sentences; what tells the right one is how the question's words lie around it, what kind
of thing it holds and what kind was asked for. The weights are LambdaMART trees made by `python -m eval.fitting`.

All runs of a clause are weighed at once: what a run holds is the difference of two running totals over the clause's parts.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.candidate import Candidate
from assistant.matching import Matcher, plain
from assistant.question import ASKING
from assistant.terms import headline
from assistant.trees import Trees
from index import Generation

PARTS = 12
"""Parts of one sentence that a span may run over."""

SENTENCES = 10
"""Whole sentences that a span may run over."""

LEADS = 3
"""A run of sentences may begin at any of the first so many parts of its first sentence."""

BEFORE, AFTER = 8, 10
"""Characters around the asking word that make up the focus of a question."""

LONGEST = 600
"""Characters of the longest span."""

AGREEMENT = 1.6
"""Weight of plain agreement beside the learned score, which saw too few questions to trust alone."""

CLAUSE = 0.3
"""Weight of how far its clause ranks behind the first."""

LACKING = 1.0
"""Lost by what holds no number where how many is asked, and no date or period where when is."""

ASKED = {
    "many": r"多少|几|占比|比例",
    "when": r"何时|什么时|哪一?[天年月日]|多久|多长时间|期限|几[月日号]",
    "who": r"谁|哪个|哪家|哪位|由哪|什么(?:单位|机构|部门)",
    "where": r"哪里|哪儿|何处|地点|地址|在哪",
    "contact": r"电话|热线|号码|网址|邮箱|公众号",
    "how": r"如何|怎样|怎么|咋",
    "which": r"哪些|哪几|包括|内容",
    "why": r"为什么|为何|原因|目的",
    "whether": r"吗|是否|能不能|可不可以|可否|能否",
    "measure": r"措施|政策|办法|要求|规定|支持",
    "condition": r"条件|范围|对象|情形|什么情况",
    "name": r"名称|叫什么|称为|什么是|是什么",
}
"""Kinds of things asked for, by the words that ask for them; a question may ask for several at once."""

HOLDS = {
    "percent": r"\d\s*[%％‰]|百分之",
    "date": r"\d\s*[年月日]|[一二两三四五六七八九十\d]+\s*(?:个月|年|日|天|周|小时)",
    "contact": r"\d{3,4}[-—－]?\d{7,8}|1\d{10}|(?<!\d)\d{5,8}(?!\d)",
    "body": r"局|委|办|部|厅|政府|中心|公司|站|院|会|队|组|银行",
    "title": r"《",
    "quotation": r"“",
}
"""Kinds of things that a stretch may hold."""

Numbers = NDArray[np.float64]

_NEEDED = {
    "many": re.compile(r"\d|百分之|[一二两三四五六七八九十百千万半][个项家次倍户人名类条种处年月天日周成分]"),
    "when": re.compile(
        r"\d\s*[年月日号天时点]|[一二两三四五六七八九十半\d]+\s*(?:个月|个?工作日|年|日|天|周|小时)|每[天日周月季年]|[后前]$"
    ),
}
"""What an answer to how many and to when cannot do without."""

_FOCAL = re.compile("|".join(list(ASKED.values())[:9]))
_HOLDS = {name: re.compile(pattern) for name, pattern in HOLDS.items()}
_PART = re.compile(r"[^，,：:；;。！？!?\n\t]*[，,：:；;。！？!?\n\t]+[”’」』）)]*|[^，,：:；;。！？!?\n\t]+$")
_SENTENCE_END = re.compile(r"[。！？!?；;\t]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNIT = re.compile(
    r"(?:多少|几)(?:个|多)?(?P<unit>人次|户|人|个|名|项|家|件|份|亩|公里|元|万元|倍|次|天|辆|座|条|类|种|处|期|批|钱|吨|张|例|起|亿|所|台|只)"
)
_MEMBER = re.compile(r"[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]{1,3}[)）.、．]|[①-⑳]|第[一二三四五六七八九十])"
)
_LEAD = re.compile(
    r"根据|按照|依据|为了?|对于?|针对|关于|在|当|经|自|截至|据|同时|此外|另外|其中|并|以|如|若|凡|各|记者|日前|近日|目前|通知|要求|指出|强调|表示"
)
_MODAL = re.compile(r"应当?|必须|不得|可以?|严禁|禁止|需")
MODEL = Path(__file__).with_name("spans.json")


@dataclass(frozen=True)
class Part:
    """What stands between two marks, and the number of the sentence it belongs to. Offsets are into the clause."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True)
class Span:
    """A candidate for an answer: offsets into its clause, and those of the whole sentences that hold it."""

    candidate: Candidate
    start: int
    end: int
    sentence_start: int
    sentence_end: int

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.candidate.node.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The whole sentences that hold the span."""
        return self.candidate.node.text[self.sentence_start : self.sentence_end]


@dataclass(frozen=True)
class Asked:
    """A question, or a part of one, as spans are weighed by it: its words, those around the asking word, the unit asked for."""

    text: str
    matcher: Matcher
    focus: Matcher
    unit: re.Pattern[str] | None
    needed: tuple[re.Pattern[str], ...]
    kinds: tuple[float, ...]

    @classmethod
    def of(cls, text: str, generation: Generation) -> "Asked":
        """The question in a library, whose words weigh by how rare they are there."""
        unit = _UNIT.search(text)
        counted = rf"[\d一二三四五六七八九十百千万亿]\s*[多余]?{unit['unit'].replace('钱', '元')}" if unit else None
        return cls(
            text,
            Matcher.of(ASKING.sub(" ", text), generation),
            Matcher.of(ASKING.sub(" ", focus_of(text)), generation),
            re.compile(counted) if counted else None,
            tuple(pattern for kind, pattern in _NEEDED.items() if re.search(ASKED[kind], text)),
            tuple(float(re.search(pattern, text) is not None) for pattern in ASKED.values()),
        )

    def lacking(self, text: str) -> float:
        """Share of the things asked for, of the kinds that can be told by their form, that a `plain` text does not hold."""
        needed = [*self.needed, *([self.unit] if self.unit else [])]
        return sum(not pattern.search(text) for pattern in needed) / len(needed) if needed else 0.0


@cache
def ranker() -> Trees:
    """The trees that ship with the product."""
    return Trees.load(MODEL)


def spans_with_features(asked: Asked, candidates: Sequence[Candidate]) -> tuple[list[Span], Numbers]:
    """All spans of the candidates, best candidate first, with a row of `FEATURES` for each."""
    spans: list[Span] = []
    blocks: list[Numbers] = []
    for rank, candidate in enumerate(candidates):
        clause = _Clause.read(candidate, asked)
        if clause is None:
            continue
        spans += clause.spans()
        known = {"clause_rank": float(rank), "clause_gap": candidate.score - candidates[0].score, **clause.known(asked)}
        columns = [np.broadcast_to(np.asarray(known[name], np.float64), clause.first.shape) for name in _OWN]
        blocks.append(np.stack(columns, axis=1))
    if not blocks:
        return [], np.zeros((0, len(FEATURES)))
    table = np.concatenate(blocks)
    compared = table[:, [_OWN.index(name) for name in _COMPARED]]
    kinds = np.broadcast_to(asked.kinds, (len(table), len(asked.kinds)))
    return spans, np.concatenate([table, compared - compared.max(axis=0), kinds], axis=1)


def totals(trees: Trees, rows: Numbers) -> Numbers:
    """The score of each span: what the trees say of it, and how plainly it speaks of what is asked.

    Plainly: its sentences hold the question, and it the words around the asking word and the kind of thing asked for.
    """
    learned = trees.score(rows)
    held, focus, lacking, gap = (
        rows[:, FEATURES.index(name)] for name in ("held_sentences", "focus", "lacking", "clause_gap")
    )
    result: Numbers = (
        learned / (learned.std() + 1e-9) + AGREEMENT * (held + 0.5 * focus) + CLAUSE * gap - LACKING * lacking
    )
    return result


def focus_of(asked: str) -> str:
    """The words around the one that asks: 恢复开工 in 有多少户企业恢复开工 says what the number must be of."""
    match = _FOCAL.search(asked)
    return asked[max(0, match.start() - BEFORE) : match.end() + AFTER] if match else asked


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


@dataclass(frozen=True)
class _Clause:
    """A clause cut into parts, and its runs: of each the first and last part, and those of the sentences that hold it.

    `present` and `focused` say which grams of the question and of its focus each part holds.
    """

    candidate: Candidate
    parts: Sequence[Part]
    words: Sequence[str]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    opening: NDArray[np.int64]
    closing: NDArray[np.int64]
    present: NDArray[np.bool_]
    focused: NDArray[np.bool_]

    @classmethod
    def read(cls, candidate: Candidate, asked: Asked) -> "_Clause | None":
        """The clause of a candidate; None where it has no run of a length to be an answer."""
        text = candidate.node.text
        found = parts(text)
        words = [plain(text[part.start : part.end]) for part in found]
        pairs = np.array(runs(found), dtype=np.int64).reshape(-1, 2)
        totals = _running(np.array([len(word) for word in words], dtype=np.int64))
        lengths = totals[pairs[:, 1] + 1] - totals[pairs[:, 0]]
        first, last = pairs[(lengths >= 2) & (lengths <= LONGEST)].T
        if not len(first):
            return None
        number = np.array([part.sentence for part in found])
        opening, closing = np.searchsorted(number, number, "left"), np.searchsorted(number, number, "right") - 1
        present, focused = (
            np.array([matcher.present(word) for word in words], dtype=np.bool_).reshape(len(words), len(matcher.grams))
            for matcher in (asked.matcher, asked.focus)
        )
        return cls(candidate, found, words, first, last, opening[first], closing[last], present, focused)

    def spans(self) -> list[Span]:
        """The runs as spans."""
        at = self.parts
        return [
            Span(self.candidate, at[i].start, at[j].end, at[first].start, at[last].end)
            for i, j, first, last in zip(
                *(each.tolist() for each in (self.first, self.last, self.opening, self.closing)), strict=True
            )
        ]

    def known(self, asked: Asked) -> dict[str, "Numbers | NDArray[np.bool_] | float"]:
        """What is known of each run, by the names of `_OWN`."""
        return {
            **self._of_the_question(asked.matcher),
            **self._of_the_focus(asked.focus),
            **self._of_its_shape(asked),
            **self._of_its_neighbours(asked),
            **self._of_its_contents(asked),
        }

    def _of_the_question(self, matcher: Matcher) -> dict[str, "Numbers | float"]:
        """Where the question's words lie: in the run, in its sentences, before it, above it, and those no heading holds."""
        i, j, first, last = self.first, self.last, self.opening, self.closing
        totals = _running(self.present)
        headings = plain(" ".join(self.candidate.node.metadata["headings"]))
        top = matcher.present(
            plain(f"{headline(self.candidate.node, self.candidate.letterhead)} {self.candidate.letterhead.title or ''}")
        )
        rest = matcher.weights * ~top
        peculiar = rest / rest.sum() if rest.sum() > 1e-9 else rest
        nothing, above = np.zeros_like(i), totals[last + 1] > 0

        def held(start: NDArray[np.int64], end: NDArray[np.int64], weights: Numbers = matcher.weights) -> Numbers:
            return ((totals[end] - totals[start]) > 0) @ weights

        before = np.array([part.sentence for part in self.parts])
        previous = np.searchsorted(before, before[first] - 1, "left")
        return {
            "held": held(i, j + 1),
            "held_sentences": held(first, last + 1),
            "held_before": held(first, i),
            "held_above": held(nothing, first),
            "held_anywhere_before": held(nothing, i),
            "held_headings": matcher.held(headings),
            "held_headline": float(top @ matcher.weights),
            "held_so_far": (above | top) @ matcher.weights,
            "held_with_headline": (((totals[last + 1] - totals[first]) > 0) | top) @ matcher.weights,
            "peculiar": held(i, j + 1, peculiar),
            "peculiar_sentences": held(first, last + 1, peculiar),
            "peculiar_before": held(first, i, peculiar),
            "peculiar_sentence_before": held(previous, first, peculiar),
            **self._beside("peculiar", self.present @ peculiar),
        }

    def _of_the_focus(self, focus: Matcher) -> dict[str, Numbers]:
        """The same of the words around the asking word."""
        i, j, first, last = self.first, self.last, self.opening, self.closing
        totals = _running(self.focused)
        each = self.focused @ focus.weights
        return {
            "focus": ((totals[j + 1] - totals[i]) > 0) @ focus.weights,
            "focus_sentences": ((totals[last + 1] - totals[first]) > 0) @ focus.weights,
            "focus_before": ((totals[i] - totals[first]) > 0) @ focus.weights,
            "focus_part_before": self._at(each, i - 1),
            "focus_part_after": self._at(each, j + 1),
            "focus_distance": self._distance(int(each.argmax())),
        }

    def _of_its_shape(self, asked: Asked) -> dict[str, "Numbers | NDArray[np.bool_] | float"]:
        """How long the run is, and which share of its sentences and of its clause."""
        i, j, first, last = self.first, self.last, self.opening, self.closing
        sizes = np.array([len(word) for word in self.words], dtype=np.int64)
        totals = _running(sizes)
        length, sentence = totals[j + 1] - totals[i], totals[last + 1] - totals[first]
        number = np.array([part.sentence for part in self.parts])
        return {
            "length": np.log1p(length),
            "share": length / np.maximum(1, sentence),
            "sentence_length": np.log1p(sentence),
            "starts": i == first,
            "ends": j == last,
            "parts": (j - i + 1).astype(np.float64),
            "sentences": (number[j] - number[i] + 1).astype(np.float64),
            "parts_left": (i - first).astype(np.float64),
            "parts_right": (last - j).astype(np.float64),
            "first_length": np.log1p(sizes[i]),
            "length_before": np.log1p(self._at(sizes.astype(np.float64), i - 1)),
            "length_after": np.log1p(self._at(sizes.astype(np.float64), j + 1)),
            "position": i / len(self.words),
            "clause_length": math.log1p(len(self.candidate.node.text)),
            "question_length": float(len(asked.text)),
        }

    def _of_its_neighbours(self, asked: Asked) -> dict[str, Numbers]:
        """What its ends and the parts beside it are: lead-ins, members of an enumeration, what repeats the question."""
        i, j = self.first, self.last
        text = self.candidate.node.text
        raw = [text[part.start : part.end].rstrip() for part in self.parts]
        each = self.present @ asked.matcher.weights
        colon, stop, semicolon = (
            np.array([word.endswith(marks) for word in raw], dtype=np.float64)
            for marks in (("：", ":"), ("。", "！", "？", "；", ";"), ("；", ";"))
        )
        lead, numbered = (
            np.array([pattern.match(word) is not None for word in self.words], dtype=np.float64)
            for pattern in (_LEAD, _NUMBERED)
        )
        new = self._novelty(asked.matcher)
        return {
            **self._beside("held", each),
            "held_first": each[i],
            "held_last": each[j],
            "held_distance": self._distance(int(each.argmax())),
            "after_colon": self._at(colon, i - 1),
            "ends_colon": colon[j],
            "ends_stop": stop[j],
            "after_semicolon": self._at(semicolon, i - 1),
            "lead": lead[i],
            **self._beside("lead", lead),
            "numbered": numbered[i],
            **self._beside("numbered", numbered),
            "new_first": new[i],
            "new_last": new[j],
            "new_part_before": self._at(new, i - 1),
        }

    def _of_its_contents(self, asked: Asked) -> dict[str, "Numbers | NDArray[np.bool_]"]:
        """What it holds: numbers, the unit asked for, dates, bodies, members, and how much the question did not say."""
        i, j, first, last = self.first, self.last, self.opening, self.closing
        sizes = _running(np.array([len(word) for word in self.words], dtype=np.int64))
        length = sizes[j + 1] - sizes[i]
        numbers, members, commas = (
            _running(np.array(counted, dtype=np.int64))
            for counted in (
                [len(_NUMBER.findall(word)) for word in self.words],
                [len(_MEMBER.findall(word)) for word in self.words],
                [word.count("、") for word in self.words],
            )
        )
        unit, modal = (
            _running(np.array([pattern is not None and pattern.search(word) is not None for word in self.words]))
            for pattern in (asked.unit, _MODAL)
        )
        pairs, known = self._pairs(asked.matcher)
        pairs, known = _running(pairs), _running(known)
        counted = numbers[j + 1] - numbers[i]
        focus = _running(self.focused)
        return {
            "numbers": np.minimum(counted, 5).astype(np.float64),
            "number_density": counted / np.sqrt(length),
            "focus_number": (((focus[j + 1] - focus[i]) > 0) @ asked.focus.weights) * (counted > 0),
            "unit": (unit[j + 1] - unit[i]) > 0,
            "unit_sentences": (unit[last + 1] - unit[first]) > 0,
            **{name: self._any(pattern) for name, pattern in _HOLDS.items()},
            "members": np.minimum(members[j + 1] - members[i], 6).astype(np.float64),
            "members_left_out": np.minimum(members[last + 1] - members[first] - members[j + 1] + members[i], 6).astype(
                np.float64
            ),
            "modal": (modal[j + 1] - modal[i]) / (j - i + 1),
            "names": (commas[j + 1] - commas[i]).astype(np.float64),
            "name_density": (commas[j + 1] - commas[i]) / np.sqrt(length),
            "lacking": self._lacking(asked),
            "novelty": 1 - (known[j + 1] - known[i]) / np.maximum(1, pairs[j + 1] - pairs[i]),
        }

    def _lacking(self, asked: Asked) -> Numbers:
        """Share of the things asked for that no part of each run holds."""
        needed = [*asked.needed, *([asked.unit] if asked.unit else [])]
        absent = sum((~self._any(pattern) for pattern in needed), start=np.zeros(len(self.first)))
        return absent / max(1, len(needed))

    def _any(self, pattern: re.Pattern[str]) -> NDArray[np.bool_]:
        """Whether any part of each run holds a pattern."""
        totals = _running(np.array([pattern.search(word) is not None for word in self.words]))
        held: NDArray[np.bool_] = totals[self.last + 1] > totals[self.first]
        return held

    def _pairs(self, matcher: Matcher) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many bigrams each part has, and how many of them the question has too."""
        known = set(matcher.grams)
        pairs = [[word[k : k + 2] for k in range(len(word) - 1)] for word in self.words]
        return np.array([len(each) for each in pairs]), np.array([sum(p in known for p in each) for each in pairs])

    def _novelty(self, matcher: Matcher) -> Numbers:
        """Share of each part's bigrams that the question does not hold: an answer adds something."""
        pairs, known = self._pairs(matcher)
        new: Numbers = 1 - known / np.maximum(1, pairs)
        return new

    def _beside(self, name: str, values: Numbers) -> dict[str, Numbers]:
        """A value of the parts right before and right after each run."""
        return {
            f"{name}_part_before": self._at(values, self.first - 1),
            f"{name}_part_after": self._at(values, self.last + 1),
        }

    def _at(self, values: Numbers, places: NDArray[np.int64]) -> Numbers:
        """Values at places; 0 where there is no such place."""
        inside = (places >= 0) & (places < len(values))
        return np.where(inside, values[np.clip(places, 0, len(values) - 1)], 0.0)

    def _distance(self, best: int) -> Numbers:
        """Parts from each run to the part that holds most: negative before it, 0 inside."""
        distance = np.where(best < self.first, best - self.first, np.where(best > self.last, best - self.last, 0))
        return distance.astype(np.float64)


def _running(values: "NDArray[np.int64] | NDArray[np.bool_]") -> NDArray[np.int64]:
    """Totals of all values before each place, along the first axis."""
    start = np.zeros((1, *values.shape[1:]), dtype=np.int64)
    return np.concatenate([start, np.cumsum(values, axis=0, dtype=np.int64)])


_OWN = (
    "clause_rank", "clause_gap", "held", "held_sentences", "held_before", "held_above", "held_anywhere_before",
    "held_headings", "held_headline", "held_so_far", "held_with_headline", "peculiar", "peculiar_sentences",
    "peculiar_before", "peculiar_sentence_before", "peculiar_part_before", "peculiar_part_after", "focus",
    "focus_sentences", "focus_before", "focus_part_before", "focus_part_after", "focus_distance", "length", "share",
    "sentence_length", "starts", "ends", "parts", "sentences", "parts_left", "parts_right", "first_length",
    "length_before", "length_after", "position", "clause_length", "question_length", "held_part_before",
    "held_part_after", "held_first", "held_last", "held_distance", "after_colon", "ends_colon", "ends_stop",
    "after_semicolon", "lead", "lead_part_before", "lead_part_after", "numbered", "numbered_part_before",
    "numbered_part_after", "new_first", "new_last", "new_part_before", "numbers", "number_density", "focus_number",
    "unit", "unit_sentences", *HOLDS, "members", "members_left_out", "modal", "names", "name_density", "novelty", "lacking",
)  # fmt: skip
_COMPARED = (
    "held",
    "held_sentences",
    "held_with_headline",
    "peculiar_sentences",
    "focus",
    "focus_sentences",
    "unit_sentences",
)

FEATURES = (*_OWN, *(f"{name}_below_best" for name in _COMPARED), *(f"asks_{name}" for name in ASKED))
"""What is known of a span, in the order of the columns: of itself, beside the best of all spans, and of the question."""
