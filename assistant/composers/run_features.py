"""What is known of each run of a clause's parts in the light of a question: columns of numbers, all runs at once.

What a run holds is the difference of two running totals over the clause's parts.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.candidate import Candidate
from assistant.composers.asked import ASKED, Asked
from assistant.composers.parts import Part, parts, runs
from assistant.matching import Matcher, plain
from assistant.terms import headline

LONGEST = 600
"""Characters of the longest span."""

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

_HOLDS = {name: re.compile(pattern) for name, pattern in HOLDS.items()}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MEMBER = re.compile(r"[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]{1,3}[)）.、．]|[①-⑳]|第[一二三四五六七八九十])"
)
_LEAD = re.compile(
    r"根据|按照|依据|为了?|对于?|针对|关于|在|当|经|自|截至|据|同时|此外|另外|其中|并|以|如|若|凡|各|记者|日前|近日|目前|通知|要求|指出|强调|表示"
)
_MODAL = re.compile(r"应当?|必须|不得|可以?|严禁|禁止|需")


@dataclass(frozen=True)
class Runs:
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
    def read(cls, candidate: Candidate, asked: Asked) -> "Runs | None":
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

    def known(self, asked: Asked) -> dict[str, "Numbers | NDArray[np.bool_] | float"]:
        """What is known of each run, by the names of `OWN`."""
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


OWN = (
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
COMPARED = (
    "held",
    "held_sentences",
    "held_with_headline",
    "peculiar_sentences",
    "focus",
    "focus_sentences",
    "unit_sentences",
)

FEATURES = (*OWN, *(f"{name}_below_best" for name in COMPARED), *(f"asks_{name}" for name in ASKED))
"""What is known of a span, in the order of the columns: of itself, beside the best of all spans, and of the question."""
