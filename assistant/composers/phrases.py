"""The words of a stretch that answer: 由县水利局负责 answers 由谁负责 by two of its words.

The best stretches are cut further where words end, their first and last parts only, and the pieces are weighed by what kinds
of words begin and end them, what was cut off, and what was asked for. Beside whole stretches the gain is for those who ask
when, who or how many. The weights are LambdaMART trees made by `python -m eval.fitting`, fitted on what the trees of
`spans` say of questions that these had not seen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.composers.asked import ASKED, Asked
from assistant.composers.run_features import HOLDS, Numbers
from assistant.composers.spans import LACKING, Span
from assistant.matching import plain
from assistant.trees import Trees
from index.lexical import cutter

READ = 4
"""Stretches that are cut further, best first."""

PRIOR = 1.0
"""Weight of how far a stretch stands behind the best one, in standard deviations of all, beside the score of the phrase."""

REACH = 24
"""Words at either end of a stretch at which it may be cut."""

FEATURES = (
    "rank", "behind", "held_stretch", "length", "length_log", "share", "cut_before", "cut_after", "starts", "ends", "held",
    "focus", "held_cut_before", "held_cut_after", "focus_cut_before", "focus_cut_after", "novelty", "sort_before",
    "sort_first", "sort_last", "sort_after", *HOLDS, "unit", "numbers", "names", "quotations", "led", "lead_word",
    "torn_quotation", "lacking", "parts", "question_length", *(f"asks_{name}" for name in ASKED),
)  # fmt: skip
"""What is known of a phrase, in the order of the columns."""

MODEL = Path(__file__).with_name("phrases.json")

_SORTS = ("", "n", "ns", "nt", "m", "q", "v", "p", "c", "u", "d", "t", "x", "r", "a", "f", "digit", "other")
"""Parts of speech as numbers; `x` is a mark."""

_LEADS = {
    "为": 1, "是": 1, "由": 2, "向": 3, "至": 4, "到": 4, "达": 5, "共": 5, "通过": 6, "以": 6, "用": 6, "在": 7, "从": 8,
    "对": 9, "将": 10, "给予": 11, "包括": 12,
}  # fmt: skip
"""Words after which an answer often begins."""

_MARK = re.compile(r"[，,：:；;。！？!?\n\t]")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("(", ")"), ("【", "】"))
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HOLDS = tuple(re.compile(pattern) for pattern in HOLDS.values())


@dataclass(frozen=True)
class Phrase:
    """Words of a span: offsets into its clause."""

    span: Span
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the phrase."""
        return self.span.candidate.node.text[self.start : self.end]


@cache
def ranker() -> Trees:
    """The trees that ship with the product."""
    return Trees.load(MODEL)


def best_phrase(asked: Asked, spans: Sequence[Span], scores: Numbers) -> Phrase:
    """The phrase that answers, of the spans whose scores are highest."""
    found, rows = phrases_with_features(asked, spans, scores)
    return found[int(totals(ranker(), rows).argmax())]


def totals(trees: Trees, rows: Numbers) -> Numbers:
    """The score of each phrase: what the trees say of it, how far its stretch stands behind the best, and what it lacks."""
    learned = trees.score(rows)
    behind, lacking = (rows[:, FEATURES.index(name)] for name in ("behind", "lacking"))
    result: Numbers = learned / (learned.std() + 1e-9) + PRIOR * behind - LACKING * lacking
    return result


def phrases_with_features(asked: Asked, spans: Sequence[Span], scores: Numbers) -> tuple[list[Phrase], Numbers]:
    """The phrases of the best spans, with a row of `FEATURES` for each."""
    first = np.argsort(-scores, kind="stable")[:READ].tolist()
    behind = (scores[first] - scores[first[0]]) / (scores.std() + 1e-9)
    found: list[Phrase] = []
    rows: list[list[float]] = []
    for rank, place in enumerate(first):
        span = spans[place]
        words = _Words.of(span.text)
        stretch = asked.matcher.held(plain(span.text))
        for start, end in words.pieces():
            found.append(Phrase(span, span.start + words.at[start], span.start + words.at[end]))
            rows.append([rank, behind[rank], stretch, *_known(asked, words, start, end), *asked.kinds])
    return found, np.array(rows, dtype=np.float64)


@dataclass(frozen=True)
class _Words:
    """A text as words, where each begins, what sort each is; `opening` words stand in its first part, `closing` is where its last begins."""

    text: str
    words: Sequence[str]
    at: Sequence[int]
    sorts: Sequence[str]
    opening: int
    closing: int
    parts: int

    @classmethod
    def of(cls, text: str) -> "_Words":
        words = list(cutter().cut(text, HMM=False))
        ends = [i + 1 for i, word in enumerate(words) if _MARK.search(word)]
        if not ends or ends[-1] != len(words):
            ends.append(len(words))
        starts = [0, *np.cumsum([len(word) for word in words]).tolist()]
        closing = ends[-2] if len(ends) > 1 else 0
        return cls(text, words, starts, [_sort(word) for word in words], ends[0], closing, len(ends))

    def pieces(self) -> list[tuple[int, int]]:
        """First word and the word after the last of each phrase that can be cut out without tearing words that go together."""
        count = len(self.words)
        ends = [self._without_marks(end) for end in range(max(self.closing + 1, count - REACH), count + 1)]
        return list(
            dict.fromkeys(
                (start, end)
                for start in range(min(self.opening, REACH))
                for end in ends
                if start < end and self._may_start(start) and self._may_end(end) and not self._torn(start, end)
            )
        )

    def nothing_after(self, end: int) -> bool:
        """Whether only marks follow."""
        return not re.search(r"\w", self.text[self.at[end] :])

    def sort(self, place: int) -> str:
        """The sort of a word; empty where there is none."""
        return self.sorts[place] if 0 <= place < len(self.words) else ""

    def _without_marks(self, end: int) -> int:
        while end > 1 and _MARK.search(self.words[end - 1]):
            end -= 1
        return end

    def _torn(self, start: int, end: int) -> bool:
        """Whether a cut parts a pair of quotation marks or brackets that the whole text holds."""
        own = self.text[self.at[start] : self.at[end]]
        return any(
            own.count(opening) != own.count(closing) and self.text.count(opening) == self.text.count(closing)
            for opening, closing in _PAIRS
        )

    def _may_start(self, start: int) -> bool:
        before, first = self.sort(start - 1), self.sort(start)
        after_lead = before in ("x", "p", "v") and first not in ("x", "u", "c")
        return start == 0 or after_lead or (first in ("digit", "m", "t") and before not in ("digit", "m"))

    def _may_end(self, end: int) -> bool:
        last, after = self.sort(end - 1), self.sort(end)
        if self.nothing_after(end):
            return True
        counted = last in ("q", "t") and after not in ("digit", "m", "t", "q", "f")
        named = last in ("n", "ns", "nt", "t") and after in ("v", "u", "p", "f")
        return last not in ("u", "p", "c") and (after == "x" or counted or named)


def _known(asked: Asked, words: _Words, start: int, end: int) -> list[float]:
    """The features of one phrase from its length on."""
    text = words.text[words.at[start] : words.at[end]]
    own, before, after = plain(text), plain(words.text[: words.at[start]]), plain(words.text[words.at[end] :])
    pairs = [own[k : k + 2] for k in range(len(own) - 1)]
    lead = words.words[start - 1] if start else ""
    return [
        len(own),
        float(np.log1p(len(own))),
        len(own) / max(1, len(before) + len(own) + len(after)),
        len(before),
        len(after),
        float(start == 0),
        float(words.nothing_after(end)),
        asked.matcher.held(own),
        asked.focus.held(own),
        asked.matcher.held(before),
        asked.matcher.held(after),
        asked.focus.held(before),
        asked.focus.held(after),
        1 - sum(pair in asked.matcher.grams for pair in pairs) / max(1, len(pairs)),
        *(float(_SORTS.index(words.sort(place))) for place in (start - 1, start, end - 1, end)),
        *(float(pattern.search(own) is not None) for pattern in _HOLDS),
        float(asked.unit is not None and asked.unit.search(own) is not None),
        float(min(5, len(_NUMBER.findall(own)))),
        float(own.count("、")),
        float(own.count("“")),
        float(lead in _LEADS),
        float(_LEADS.get(lead, 0)),
        float(("“" in own) != ("”" in own)),
        asked.lacking(own),
        float(words.parts),
        float(len(asked.text)),
    ]


@cache
def _dictionary() -> Any:
    """Parts of speech of known words: looked up one by one, where tagging a text would take twenty times as long."""
    cutter()
    import jieba.posseg

    return jieba.posseg.dt.word_tag_tab


def _sort(word: str) -> str:
    if any(c.isdigit() for c in word):
        return "digit"
    if not re.search(r"[\u4e00-\u9fffA-Za-z]", word):
        return "x"
    tag = str(_dictionary().get(word, "n"))
    return next((sort for sort in (tag[:2], tag[:1]) if sort in _SORTS), "other")
