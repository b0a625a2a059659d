"""The stretch of a clause that answers, learned from questions whose answer was marked by a person.

A sentence of an official document often says five things; the answer is one of them. Candidates are runs of its parts
(between commas) and runs of whole sentences; what tells the right one is how the question's words lie around it, what kind
of thing it holds and what kind was asked for. The weights are LambdaMART trees made by `python -m eval.fitting`.
"""

import math
import re
from collections.abc import Iterator, Sequence
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

BEFORE, AFTER = 8, 10
"""Characters around the asking word that make up the focus of a question."""

LONGEST = 600
"""Characters of the longest span."""

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

FEATURES = (
    "clause_rank", "clause_gap", "held", "held_sentences", "held_before", "held_above", "held_headings", "held_headline",
    "novelty", "length", "share", "starts", "ends", "parts", "sentences", "numbers", "number_density", "unit", "percent",
    "date", "contact", "body", "title", "quotation", "members", "after_colon", "held_part_before", "held_part_after",
    "question_length", "held_length", "clause_length", "position", "focus", "focus_before", "focus_after", "focus_number",
    *(f"asks_{name}" for name in ASKED), *(f"length_if_{name}" for name in ASKED),
)  # fmt: skip
"""What is known of a span, in the order of the columns."""

_FOCAL = re.compile("|".join(list(ASKED.values())[:9]))
_PART = re.compile(r"[^，,：:；;。！？!?\n\t]*[，,：:；;。！？!?\n\t]+[”’」』）)]*|[^，,：:；;。！？!?\n\t]+$")
_SENTENCE_END = re.compile(r"[。！？!?；;\t]")
_UNIT = re.compile(
    r"(?:多少|几)(?:个|多)?(?P<unit>人次|户|人|个|名|项|家|件|份|亩|公里|元|万元|倍|次|天|辆|座|条|类|种|处|期|批|钱|吨|张|例|起|亿|所|台|只)"
)
_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\d\s*[%％‰]|百分之",
        r"\d\s*[年月日]|[一二两三四五六七八九十\d]+\s*(?:个月|年|日|天|周|小时)",
        r"\d{3,4}[-—－]?\d{7,8}|1\d{10}|(?<!\d)\d{5,8}(?!\d)",
        r"局|委|办|部|厅|政府|中心|公司|站|院|会|队|组|银行",
        r"《",
        r"“",
    )
)
_MEMBER = re.compile(r"[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]")
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


@cache
def ranker() -> Trees:
    """The trees that ship with the product."""
    return Trees.load(MODEL)


def spans_with_features(
    asked: str, candidates: Sequence[Candidate], generation: Generation
) -> tuple[list[Span], NDArray[np.float64]]:
    """All spans of the candidates, best candidate first, with a row of `FEATURES` for each."""
    matcher = Matcher.of(ASKING.sub(" ", asked), generation)
    focus = Matcher.of(ASKING.sub(" ", focus_of(asked)), generation)
    question = _question_features(asked)
    unit = _UNIT.search(asked)
    wanted = (
        re.compile(rf"[\d一二三四五六七八九十百千万亿]\s*[多余]?{unit['unit'].replace('钱', '元')}") if unit else None
    )
    spans: list[Span] = []
    rows: list[list[float]] = []
    for rank, candidate in enumerate(candidates):
        gap = candidate.score - candidates[0].score
        for span, row in _clause_spans(candidate, matcher, focus, wanted):
            spans.append(span)
            length = row[FEATURES.index("length") - 2]
            rows.append([rank, gap, *row, *question, *(flag * length for flag in question)])
    position = FEATURES.index("question_length")
    table = np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
    table[:, position] = len(asked)
    return spans, table


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
        for start in (first_of[first], first_of[first] + 1)
        if start <= last_of[first]
    ]
    return list(dict.fromkeys(inside + whole))


def _question_features(asked: str) -> list[float]:
    return [float(re.search(pattern, asked) is not None) for pattern in ASKED.values()]


def _clause_spans(
    candidate: Candidate, matcher: Matcher, focus: Matcher, wanted: re.Pattern[str] | None
) -> Iterator[tuple[Span, list[float]]]:
    """The spans of one clause with the features that do not depend on the other clauses or on the question as a whole."""
    text = candidate.node.text
    found = parts(text)
    if not found:
        return
    words = [plain(text[part.start : part.end]) for part in found]
    present = np.array([matcher.present(word) for word in words]).reshape(len(found), len(matcher.grams))
    above = np.concatenate([np.zeros((1, len(matcher.grams)), np.bool_), np.logical_or.accumulate(present)])
    headings = matcher.held(plain(" ".join(candidate.node.metadata["headings"])))
    top = matcher.held(plain(headline(candidate.node, candidate.letterhead)))
    bounds: dict[int, tuple[int, int]] = {}
    for i, part in enumerate(found):
        bounds[part.sentence] = (bounds.get(part.sentence, (i, i))[0], i)
    lengths = np.cumsum([0, *map(len, words)])
    for i, j in runs(found):
        first, last = bounds[found[i].sentence][0], bounds[found[j].sentence][1]
        length = int(lengths[j + 1] - lengths[i])
        if not 2 <= length <= LONGEST:
            continue
        own = "".join(words[i : j + 1])
        held = float(present[i : j + 1].any(0) @ matcher.weights)
        row = [
            held,
            float(present[first : last + 1].any(0) @ matcher.weights),
            float(present[first:i].any(0) @ matcher.weights) if i > first else 0.0,
            float(above[first] @ matcher.weights),
            headings,
            top,
            _novelty(own, matcher),
            math.log1p(length),
            length / max(1, int(lengths[last + 1] - lengths[first])),
            float(i == first),
            float(j == last),
            j - i + 1,
            found[j].sentence - found[i].sentence + 1,
            *_contents(own, wanted),
            float(text[: found[i].start].rstrip().endswith(("：", ":"))),
            float(present[i - 1] @ matcher.weights) if i else 0.0,
            float(present[j + 1] @ matcher.weights) if j + 1 < len(found) else 0.0,
            0.0,
            held * math.log1p(length),
            math.log1p(len(text)),
            i / len(found),
            focused := focus.held(own),
            focus.held(words[i - 1]) if i else 0.0,
            focus.held(words[j + 1]) if j + 1 < len(found) else 0.0,
            focused * float(any(c.isdigit() for c in own)),
        ]
        yield Span(candidate, found[i].start, found[j].end, found[first].start, found[last].end), row


def _novelty(own: str, matcher: Matcher) -> float:
    """Share of the span's bigrams that the question does not hold: an answer adds something."""
    pairs = [own[k : k + 2] for k in range(len(own) - 1)]
    known = set(matcher.grams)
    return 1 - sum(pair in known for pair in pairs) / max(1, len(pairs))


def _contents(own: str, wanted: re.Pattern[str] | None) -> list[float]:
    """What kinds of things a span holds: numbers, the unit asked for, a share, a date, a contact, a body, names, members."""
    numbers = len(re.findall(r"\d+(?:\.\d+)?", own))
    return [
        float(min(numbers, 5)),
        numbers / math.sqrt(len(own)),
        float(wanted is not None and wanted.search(own) is not None),
        *(float(pattern.search(own) is not None) for pattern in _KINDS),
        float(min(6, len(_MEMBER.findall(own)))),
    ]
