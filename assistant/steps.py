"""Steps of a rule by number: 五百人以下…；五百人以上一千人以下…, in a clause or in the rows of a table, and which holds a number.

Words tell the steps apart in nothing, so neither a search nor a reader can choose; the numbers can. Whether a step holds its
own end is as the Civil Code says (第一千二百五十九条): 以上, 以下, 以内 do, 不满, 超过, 以外 do not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from llama_index.core.schema import TextNode

from assistant.candidate import Candidate, table_rows
from assistant.figures import Figure, figures, plain
from assistant.parts import Part, parts
from index import Generation

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
class Step:
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


def given_numbers(text: str) -> list[Figure]:
    """The numbers that an asker gives, as rules write them; none where nothing is asked."""
    return [figure for figure in figures(_official(text)) if _is_given(figure, text)]


def steps_of(candidate: Candidate, generation: Generation) -> list[Step]:
    """The steps of a clause, or of the table that it is a row of."""
    return _steps_of_table(candidate, generation) or list(_steps(candidate.node))


def of_number(steps: Sequence[Step], given: Figure) -> tuple[list[Step], list[Step]]:
    """The steps that are of a number's unit, and those of them that it falls into; none where there are not several."""
    fitting = [step for step in steps if _same_unit(step.unit, given)]
    if len({(step.low, step.high) for step in fitting}) < 2:
        return [], []
    return fitting, [step for step in fitting if _falls(given, step)]


def holds_number(candidate: Candidate, numbers: Sequence[Figure], generation: Generation) -> bool:
    """Whether a clause goes by steps of which some, and not all, hold one of the numbers."""
    steps = steps_of(candidate, generation) if numbers else []
    return any(0 < len(chosen) < len(fitting) for fitting, chosen in (of_number(steps, each) for each in numbers))


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


def _falls(given: Figure, step: Step) -> bool:
    """Whether a number falls into a step; one that is said as a bound names the step that has it."""
    if given.bound in ("≤", "≥"):
        return given.value == (step.high if given.bound == "≤" else step.low)
    return step.holds(given.value)


def _steps(node: TextNode) -> Iterator[Step]:
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


def _step(node: TextNode, start: int, end: int, ends: Sequence[Figure], words: str) -> Step:
    low = next((figure.value for figure in ends if figure.bound == "≥"), None)
    high = next((figure.value for figure in ends if figure.bound == "≤"), None)
    strict_low, strict_high = bool(_STRICT_LOW.search(words)), bool(_STRICT_HIGH.search(words))
    return Step(node, start, end, ends[0].unit, low, high, strict_low, strict_high)


def _steps_of_table(candidate: Candidate, generation: Generation) -> list[Step]:
    """The rows of the table that the candidate is a row of, as steps."""
    rows = table_rows(candidate, generation)
    bounded = [(node, ends) for node in rows if (ends := _ends(node.text, Part(0, len(node.text), 0)))]
    return [_step(node, 0, len(node.text), ends, node.text) for node, ends in bounded]
