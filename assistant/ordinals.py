"""Ordinals that tell siblings apart: 第二批, 第3期, 四轮, 二季度, 问题5. What is of another one answers nothing of this."""

import re
from collections.abc import Iterable

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


def fits_ordinals(asked: Iterable[Ordinal], own: str, around: str) -> bool:
    """Whether a text may tell of the ordinals asked for: it names one of them, or names none of that kind and `around` does.

    `own` is the clause with what stands above it, `around` all that its document says. A step or an item may be told without
    its number; a batch, an issue or a quarter may not.
    """
    wanted = frozenset(asked)
    for unit in {unit for unit, _ in wanted}:
        of_unit = {number for other, number in wanted if other == unit}
        said = {number for other, number in ordinals(own) if other == unit}
        if not said:
            said = {number for other, number in ordinals(around) if other == unit}
        if not said & of_unit and (said or unit in _SERIES):
            return False
    return True


def shown(ordinal: Ordinal) -> str:
    """An ordinal as it is said."""
    unit, number = ordinal
    return f"{unit}{number}" if unit in ITEMS else f"第{write_numeral(number)}{unit}"
