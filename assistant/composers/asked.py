"""What a question asks for: the kinds of things, their unit, and the words around the asking word."""

import re
from dataclasses import dataclass

from assistant.matching import Matcher
from assistant.question import ASKING
from index import Generation

BEFORE, AFTER = 8, 10
"""Characters around the asking word that make up the focus of a question."""

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

_NEEDED = {
    "many": re.compile(r"\d|百分之|[一二两三四五六七八九十百千万半][个项家次倍户人名类条种处年月天日周成分]"),
    "when": re.compile(
        r"\d\s*[年月日号天时点]|[一二两三四五六七八九十半\d]+\s*(?:个月|个?工作日|年|日|天|周|小时)|每[天日周月季年]|[后前]$"
    ),
}
"""What an answer to how many and to when cannot do without."""

_FOCAL = re.compile("|".join(list(ASKED.values())[:9]))
_UNIT = re.compile(
    r"(?:多少|几)(?:个|多)?(?P<unit>人次|户|人|个|名|项|家|件|份|亩|公里|元|万元|倍|次|天|辆|座|条|类|种|处|期|批|钱|吨|张|例|起|亿|所|台|只)"
)


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


def focus_of(asked: str) -> str:
    """The words around the one that asks: 恢复开工 in 有多少户企业恢复开工 says what the number must be of."""
    match = _FOCAL.search(asked)
    return asked[max(0, match.start() - BEFORE) : match.end() + AFTER] if match else asked
