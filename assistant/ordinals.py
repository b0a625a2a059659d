"""Ordinals that tell siblings apart: 第二批, 第3期, 四轮, 二季度, 问题5. What is of another one answers nothing of this."""

import re
from collections.abc import Callable, Iterable

from corpus.numerals import NUMERAL, parse_numeral, write_numeral

_SERIES = frozenset({"批", "期", "轮", "届", "季度"})
"""Kinds whose members are documents or events of their own: what names none of the kind is not known to be of the one asked for."""

ITEMS = frozenset({"问题", "任务", "事项", "附件", "附表", "表"})
"""Kinds that are parts of one document."""

_UNITS = "批次|批|期|次|轮|届|季度|阶段|标段|巡察组|督察组|检查组|版"
_ORDINAL = re.compile(
    rf"第\s*(?P<number>[{NUMERAL}\d]{{1,4}})\s*(?P<unit>{_UNITS})|(?P<quarter>[一二三四1-4])(?P<of>季度)"
    rf"|(?P<item>问题|附件|附表|表|任务|事项)\s*(?P<place>\d{{1,3}}|[{NUMERAL}]{{1,3}})(?![\d{NUMERAL}个项条家])"
    rf"|第\s*(?P<counted>[{NUMERAL}\d]{{1,4}})\s*(?:个|项|条)(?P<thing>问题|任务|事项)"
)

Ordinal = tuple[str, int]
"""What is counted, and the place in the count."""


def ordinals(text: str) -> frozenset[Ordinal]:
    """The ordinals in a text; 第二批 and 第2批 are one."""
    found = set()
    for match in _ORDINAL.finditer(text):
        unit = match["unit"] or match["of"] or match["item"] or match["thing"]
        number = match["number"] or match["quarter"] or match["place"] or match["counted"]
        found.add((unit.removesuffix("次") or unit, parse_numeral(number)))
    return frozenset(found)


def fits_ordinals(asked: Iterable[Ordinal], own: str, mentions: Callable[[str], bool]) -> bool:
    """Whether a text may tell of the ordinals asked for: it names one of them, or none of that kind while its document does.

    `own` is the clause with what stands above it; `mentions` says whether its document holds words anywhere. A step or an item may
    be told without its number; a batch, an issue or a quarter may not.
    """
    wanted = frozenset(asked)
    named = ordinals(own) if wanted else frozenset()
    for unit in {unit for unit, _ in wanted}:
        of_unit = {number for other, number in wanted if other == unit}
        said = {number for other, number in named if other == unit}
        if said and not said & of_unit:
            return False
        if not said and unit in _SERIES and not any(mentions(form) for n in of_unit for form in forms((unit, n))):
            return False
    return True


def forms(ordinal: Ordinal) -> tuple[str, ...]:
    """How an ordinal may be written, as it is said first."""
    unit, number = ordinal
    if unit in ITEMS:
        return f"{unit}{number}", f"{unit}{write_numeral(number)}"
    written = (f"第{write_numeral(number)}{unit}", f"第{number}{unit}")
    return (*written, f"{write_numeral(number)}{unit}", f"{number}{unit}") if unit == "季度" else written
