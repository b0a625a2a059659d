"""Numbers, dates, document numbers and modal words of a text, in forms that can be compared.

五十万元, 50万元 and 500,000元 are one figure; so are 百分之五 and 5%. What is compared is the value with its unit.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from corpus.numerals import NUMERAL, parse_numeral

_SCALE = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_UNIT = (
    "元|人次|人|户|个|名|项|家|件|份|条|亩|公顷|平方米|平方公里|公里|千米|米|吨|公斤|斤|辆|台|套|座|所|处|次|场|期|批|类|种|头|只|"
    "岁|天|日|个月|月|年|小时|分钟|倍|村|组|镇|乡|县|市|届|号|页|级|间|栋|篇|批次|个百分点"
)
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?P<percent>百分之)?(?P<number>{_ARABIC}|[{NUMERAL}]+(?:点[{NUMERAL}]+)?)\s*"
    rf"(?P<scale>百万|千万|万|亿|千|百)?\s*(?P<unit>%|‰|{_UNIT})?"
)
_NUMBERING = re.compile(rf"第\s*[{NUMERAL}\d]+\s*[条款项章节编]")


@dataclass(frozen=True)
class Figure:
    """A number with its unit ("" where none follows) and the words it stood in."""

    value: Decimal
    unit: str
    text: str


def figures(text: str) -> list[Figure]:
    """The numbers of a text in order. A Chinese numeral counts only with a unit: 一 in 统一 is no number."""
    plain = unicodedata.normalize("NFKC", text)
    found = []
    for match in _FIGURE.finditer(_NUMBERING.sub(lambda m: "□" * len(m[0]), plain)):
        written, unit = match["number"], match["unit"] or ""
        arabic = written[0].isdigit()
        if not arabic and not unit and not match["percent"]:
            continue
        value = Decimal(written.replace(",", "")) if arabic else _chinese(written)
        if value is None:
            continue
        value *= _SCALE[match["scale"] or ""]
        found.append(Figure(value.normalize(), "%" if match["percent"] else unit, match[0].strip()))
    return found


def _chinese(written: str) -> Decimal | None:
    whole, _, fraction = written.partition("点")
    try:
        digits = "".join(str(parse_numeral(c)) for c in fraction)
        return Decimal(f"{parse_numeral(whole)}.{digits or 0}")
    except ValueError:
        return None


_DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\])）】]\s*(?:第\s*)?\d{1,5}\s*号"
)
_TITLE = re.compile(r"《[^《》]{2,80}》")


def document_numbers(text: str) -> set[str]:
    """发文字号 with brackets and widths made alike; the body's short name keeps its last two characters."""
    found = (unicodedata.normalize("NFKC", re.sub(r"\s", "", number)) for number in _DOCUMENT_NUMBER.findall(text))
    return {re.sub(r"[〔\[(【](\d{4})[〕\])】]", r"〔\1〕", number)[-24:] for number in found}


def titles(text: str) -> set[str]:
    """Titles of documents named in 《》, without spaces."""
    return {re.sub(r"\s", "", title) for title in _TITLE.findall(text)}


_MODALITIES = {
    "prohibition": re.compile(r"不得|禁止|严禁|不准|不允许|不能|不可"),
    "obligation": re.compile(r"应当|必须|须|应(?=[于在按由及将予对])"),
    "permission": re.compile(r"可以|(?<![不认许])可(?=[由按向在]|申请|享受)"),
}


def modalities(text: str) -> set[str]:
    """Which of prohibition, obligation and permission a text expresses."""
    return {name for name, pattern in _MODALITIES.items() if pattern.search(text)}
