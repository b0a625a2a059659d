"""Steps of a rule by number: 五百人以下…；五百人以上一千人以下…. Of these the one answers that the asker's own number falls into.

Words tell the steps apart in nothing, so neither a search nor a reader can choose; the numbers can. Whether a step holds its
own end is as the Civil Code says (第一千二百五十九条): 以上, 以下, 以内 do, 不满, 超过, 以外 do not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from llama_index.core.schema import TextNode

from assistant.answer import Quote, Statement
from assistant.candidate import Candidate
from assistant.composers.parts import Part, parts
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.figures import Figure, figures, plain
from assistant.question import Question
from assistant.sentences import tidy, trimmed, unnumbered
from corpus import Letterhead
from index import Generation

READ = 3
"""Candidates that are looked at: steps of something else must not answer."""

_COUNTED = frozenset("人户家所项件村台辆头只株套座处份个")
"""What 个 may stand for: 800个学生 are 800人."""

_STRICT_LOW = re.compile(r"(?<!不)(?<!不[得应])(?:超过|多于|大于|高于|逾)")
_STRICT_HIGH = re.compile(r"不足|[未不]满|不到|(?<!不)(?<!不[得应])(?:低于|少于|小于)")
_BRINGS = re.compile(r"处|罚|给予|奖|补")
"""A fine of 1万元以上5万元以下 is what a step brings, not what it is of."""

_EXACT = re.compile(r"(?:[(]\w{1,3}[)])?\d+[\u4e00-\u9fff]{1,3}?的")
"""6层的 is a step of its own where 7层及以上的 is another."""

OLDEST = 130
"""Years of age up to which a bare number may be meant as one."""

_SPOKEN = (
    (re.compile(r"(?<=[\d十百千万])[来多](?=[平块人个户天年次回分])"), ""),
    (re.compile(r"(?<=[\d十百千万两])(?:个)?平(?:方|米)?(?!方?米)"), "平方米"),
    (re.compile(r"(?<=[\d十百千万两])块钱?"), "元"),
    (re.compile(r"(?<=[\d十百千两三四五六七八九])回"), "次"),
)
"""What people say for units, and what rules write."""

_FULL = re.compile(r"(?<![未不])满$")
_ASKED = re.compile(r"多少|几|哪|什么|谁|怎|吗|何|能不能|要不要|是否")


@dataclass(frozen=True)
class _Step:
    """What holds for numbers of a unit between two ends; where it stands in its clause."""

    node: TextNode
    start: int
    end: int
    unit: str
    low: Decimal | None
    high: Decimal | None
    without_low: bool
    without_high: bool

    def holds(self, value: Decimal) -> bool:
        """Whether it is this step that a number falls into."""
        above = self.low is None or value > self.low or (value == self.low and not self.without_low)
        below = self.high is None or value < self.high or (value == self.high and not self.without_high)
        return above and below


def state_step(question: Question, evidence: Evidence, generation: Generation, deadline: Deadline) -> list[Statement]:
    """The step that the question's number falls into, or that it falls into none of the first clause's steps.

    Nothing where the question gives no number or no first clause has steps.
    """
    own = [figure for figure in figures(_official(question.text)) if _is_given(figure, question.text)]
    for candidate in deadline.each(evidence.candidates[:READ]) if own else ():
        steps = _steps_of_table(candidate, generation) or list(_steps(candidate.node))
        for given in own:
            fitting = [step for step in steps if _same_unit(step.unit, given)]
            chosen = [step for step in fitting if _falls(given, step)]
            several = len({(step.low, step.high) for step in fitting}) > 1
            if several and 0 < len(chosen) < len(fitting):
                return [_statement(step, candidate.letterhead) for step in chosen]
            if several and not chosen and candidate is evidence.candidates[0]:
                return [_outside(given, fitting, candidate.letterhead)]
    return []


def _outside(given: Figure, steps: Sequence[_Step], letterhead: Letterhead) -> Statement:
    """That a number falls into no step, with what the steps are."""
    told = [_statement(step, letterhead) for step in steps]
    quotes = tuple(quote for statement in told for quote in statement.quotes)
    words = "；".join(statement.text.rstrip("。") for statement in told)
    return Statement(f"{given.text}不在所列各档之内：{words}", quotes, computed=True)


def _official(text: str) -> str:
    """A question with its numbers as rules write them: 30来平 is 30平方米, 8万块 8万元, 4回 4次."""
    for spoken, written in _SPOKEN:
        text = spoken.sub(written, text)
    return text


def _is_given(figure: Figure, text: str) -> bool:
    """Whether a figure is what the asker has, and not what is asked for or the name of something."""
    return not figure.unit.startswith("第") and figure.unit != "号" and bool(_ASKED.search(text))


def _same_unit(unit: str, given: Figure) -> bool:
    """Whether a number is of the unit that steps are of; people say 18万 and mean 元, 我爸91了 and mean 岁."""
    if not given.unit:
        return (unit == "元" and given.value >= 1000) or (unit == "岁" and given.value <= OLDEST)
    return unit == given.unit or (unit in _COUNTED and given.unit == "个") or (given.unit in _COUNTED and unit == "个")


def _falls(given: Figure, step: _Step) -> bool:
    """Whether a number falls into a step; one that is said as a bound names the step that has it."""
    if given.bound in ("≤", "≥"):
        return given.value == (step.high if given.bound == "≤" else step.low)
    return step.holds(given.value)


def _steps(node: TextNode) -> Iterator[_Step]:
    """The steps in a clause, each from the part that gives its ends to where the next begins or its sentence ends."""
    text, found = node.text, parts(node.text)
    begun: list[tuple[Part, list[Figure]]] = [(part, ends) for part in found if (ends := _ends(text, part))]
    units = [ends[0].unit for _, ends in begun]
    for place, (part, ends) in enumerate(begun):
        if units.count(units[place]) < 2 or _BRINGS.search(ends[0].before):
            continue
        following = next((p for p, e in begun[place + 1 :] if e[0].unit == units[place]), None)
        last = max(p.end for p in found if p.sentence == part.sentence)
        end = min(last, following.start) if following else last
        yield _step(node, part.start, end, ends, text[part.start : part.end])


def _ends(text: str, part: Part) -> list[Figure]:
    """The first figures of a part that bound a step: of one unit, at most a lower and an upper."""
    found = [
        replace(figure, bound="≥") if _FULL.search(figure.before) and not figure.bound else figure
        for figure in figures(text[part.start : part.end])
    ]
    bounded = [figure for figure in found if figure.bound in ("≤", "≥") and figure.unit]
    exact = _EXACT.match(plain(text[part.start : part.end]))
    if not bounded and exact and found and found[0].unit:
        return [replace(found[0], bound="≥"), replace(found[0], bound="≤")]
    return [figure for figure in bounded[:2] if figure.unit == bounded[0].unit]


def _step(node: TextNode, start: int, end: int, ends: Sequence[Figure], words: str) -> _Step:
    low = next((figure.value for figure in ends if figure.bound == "≥"), None)
    high = next((figure.value for figure in ends if figure.bound == "≤"), None)
    strict_low, strict_high = bool(_STRICT_LOW.search(words)), bool(_STRICT_HIGH.search(words))
    return _Step(node, start, end, ends[0].unit, low, high, strict_low, strict_high)


def _steps_of_table(candidate: Candidate, generation: Generation) -> list[_Step]:
    """The rows of the table that the candidate is a row of, as steps."""
    metadata = candidate.node.metadata
    if metadata["kind"] != "row":
        return []
    rows = [
        node
        for node in generation.document(candidate.document).clauses
        if node.metadata["kind"] == "row" and node.metadata["columns"] == metadata["columns"]
    ]
    bounded = [(node, ends) for node in rows if (ends := _ends(node.text, Part(0, len(node.text), 0)))]
    return [_step(node, 0, len(node.text), ends, node.text) for node, ends in bounded]


def _statement(step: _Step, letterhead: Letterhead) -> Statement:
    start = step.node.start_char_idx or 0
    words = unnumbered(trimmed(step.node.text, step.start, step.end))
    quote = Quote(step.node, letterhead, start + words.start, start + words.end)
    if step.node.metadata["kind"] != "row":
        return Statement(tidy(words.text).rstrip("，,；;：:、"), (quote,))
    named = zip(step.node.metadata["columns"], step.node.text.strip("\n").split("\t"), strict=False)
    told = "；".join(f"{name}：{tidy(cell)}" for name, cell in named if name and cell.strip())
    return Statement(told, (quote,))
