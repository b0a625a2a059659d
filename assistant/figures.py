"""Numbers of a text in forms that can be compared: 五十万元, 50万元 and 500,000元 are one figure; so are 百分之五 and 5%.

What is compared is the value with its unit and its bound: 不低于32% and 不超过32% are two figures, and neither is 32%.
Dates are read first and are no figures: see `assistant.dates`.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.places import words_before
from corpus.numerals import NUMERAL, parse_numeral

_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
           "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "": 1}  # fmt: skip
_KNOWN_UNITS = (
    "人民币元", "元", "人次", "人", "户次", "户", "名", "位", "项目", "项", "家", "件次", "件", "份", "条", "亩", "公顷", "平方米", "平方公里", "立方米", "公里", "千米",
    "米", "吨", "公斤", "千克", "克", "斤", "辆", "台次", "台", "套", "座", "所", "处", "次", "场次", "场", "期", "批次", "批", "类", "种", "头",
    "只", "羽", "株", "棵", "眼", "口", "周岁", "岁", "工作日", "交易日", "自然日", "天", "日", "个月", "月", "周年", "周", "年度", "年", "小时", "分钟", "倍",
    "村民小组", "行政村", "自然村", "村", "组", "镇", "乡", "县", "区", "市", "省", "届", "号", "页", "级", "间", "栋", "幢", "篇", "百分点", "分", "学时",
    "学期", "学年", "人天", "亿股", "股", "笔", "宗", "起", "例", "张", "本", "支", "m2", "km2", "m3", "km", "kg", "mg", "kw", "mw", "kva", "kv",
    "mm", "cm", "个",
)  # fmt: skip
_UNIT = "|".join(sorted(_KNOWN_UNITS, key=len, reverse=True))
_SAME_UNIT = {
    "人民币元": "元", "名": "人", "位": "人", "日": "天", "自然日": "天", "周岁": "岁", "千米": "公里", "千克": "公斤", "kg": "公斤",
    "km": "公里", "m2": "平方米", "km2": "平方公里", "m3": "立方米", "项目": "项", "幢": "栋", "周年": "年",
}  # fmt: skip
_NO_UNIT = "的和与及或至到为是在于由按向对从将把被经并且而则即其之等以前后上下左右内外中起止者了也均共计含余多不未应可须必能会要有无已第"
"""Characters that may follow a bare number and are not what it counts."""

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = rf"(?<![统唯单专划])[{NUMERAL}][{NUMERAL}万亿]*(?:点[零〇○一二三四五六七八九]+[万亿]?)?|半(?=年|个月|天)"
_FIGURE = re.compile(
    rf"(?P<parts>[百千万]分之)?(?P<number>{_ARABIC}|{_CHINESE}) *(?P<more>多|余)?"
    rf"(?P<scale>万亿|[十百千]亿|亿|[十百千]万|万|千|百|十)?(?P<still>多|余)? *"
    rf"(?P<unit>[%‰]|(?:个|人民币)?(?:{_UNIT})(?![a-z])|[\u4e00-\u9fff](?<![{_NO_UNIT}]))?",
    re.IGNORECASE,
)
_JOINED = re.compile(r" *(?:-|—{1,2}|–|~|至|到) *")
_ORDINAL = re.compile(rf"第 *(?P<number>\d+|[{NUMERAL}]+) *(?P<unit>[条款项章节编批期次届号名类组]|季度|阶段|步|轮)?")
_ENUMERATOR = re.compile(r"^(?:[(]\d{1,2}[)]|\d{1,2}[.、](?!\d))")
_NOT = r"不(?:得|应|能|可|宜|许)?"
_PLAIN = r"(?<!不)(?<!不[得应能可宜许])"
_LEAST = re.compile(
    rf"(?:{_NOT}(?:低于|少于|小于)|至少|最低|{_PLAIN}(?:超过|超出|多于|大于|高于|超|逾))[^,，。;；:：、\d]{{0,14}}$"
)
_MOST = re.compile(
    rf"(?:{_NOT}(?:超过|超出|高于|多于|大于|超)|{_PLAIN}(?:低于|少于|小于)|最多|至多|最高|不足|[未不]满|不到|未达到?)[^,，。;；:：、\d]{{0,14}}$"
)
_NEARLY = re.compile(r"(?:(?<![大节制条合签公违])约|近|接近|将近|大致)$")
_AFTER = re.compile(
    r"\s*(?:[(][^()]{0,4}[)])?(?:(?P<least>[及或]?以上)|(?P<most>[及或]?以下|以内|之内|内(?!容|部|外|控))|(?P<nearly>左右|上下))"
)
_COLUMN_UNIT = re.compile(
    rf"(?:[(（]|单位[:：]) *(?:单位[:：])? *(?P<scale>万亿|亿|万|千|百)?(?P<unit>[%‰]|{_UNIT}) *(?:[)）]|$|\s)"
)


@dataclass(frozen=True)
class Figure:
    """A number with its unit ("" where none follows), its bound (≥, ≤, ~ or ""), its words, and those in front of it."""

    value: Decimal
    unit: str
    text: str
    bound: str = ""
    before: str = ""

    def supports(self, stated: "Figure") -> bool:
        """Whether who states `stated` may rest on this figure. A bare number may leave a unit out, but never add one."""
        return self.value == stated.value and self.bound == stated.bound and stated.unit in ("", self.unit)


def plain(text: str) -> str:
    """One width for digits, letters and marks. A full-width comma stays: it divides phrases, not thousands."""
    parts = [unicodedata.normalize("NFKC", part) for part in re.sub(r"[①-⑳]", "", text).split("，")]
    return re.sub(r"(?<=[^\x00-\x7f])[ \t\n]+|[ \t\n]+(?=[^\x00-\x7f])", "", "，".join(parts))


def figures(text: str) -> list[Figure]:
    """The numbers of a text in order, dates left out. A Chinese numeral counts only with a unit: 一 in 统一 is no number."""
    from assistant.dates import without_dates

    return ordinals_and_figures(without_dates(plain(text)))


def ordinals_and_figures(text: str) -> list[Figure]:
    """Ordinals (第三条), then numbers, of a plain text that holds no dates."""
    text = _ENUMERATOR.sub(lambda match: "□" * len(match[0]), text)
    found = []
    for match in _ORDINAL.finditer(text):
        value = _value(match["number"])
        found.append(Figure(value or Decimal(0), f"第{match['unit'] or ''}", match[0]))
    rest = _ORDINAL.sub(lambda match: "□" * len(match[0]), text)
    return found + _figures(rest)


def with_column_units(text: str, found: list[Figure]) -> list[Figure]:
    """The bare numbers of a table whose head says 金额（万元） or 单位：元, read with that unit as well."""
    units = [(Decimal(_SCALES[m["scale"] or ""]), _unit(m["unit"])) for m in _COLUMN_UNIT.finditer(text)]
    bare = [figure for figure in found if not figure.unit]
    return [Figure((f.value * scale).normalize(), unit, f.text, f.bound) for f in bare for scale, unit in units]


def _figures(text: str) -> list[Figure]:
    matches = [match for match in _FIGURE.finditer(text) if _counts(match)]
    found: list[Figure] = []
    for i, match in enumerate(matches):
        following = matches[i + 1] if i + 1 < len(matches) else None
        begins = following is not None and bool(_JOINED.fullmatch(text, match.end(), following.start()))
        begins = begins and bool(following and following["unit"])
        ends = bool(found) and found[-1].bound == "range"
        figure = _figure(match, following if begins else None, text)
        if figure is None:
            continue
        if ends:
            found[-1] = replace(found[-1], bound="≥")
            figure = replace(figure, bound="≤")
        found.append(replace(figure, bound="range") if begins else figure)
    return found


def _counts(match: re.Match[str]) -> bool:
    """Whether a match is a number: Arabic digits always, a Chinese numeral with a unit that is known."""
    unit = match["unit"] or ""
    known = unit in "%‰" or bool(re.fullmatch(rf"(?:个|人民币)?(?:{_UNIT})", unit, re.IGNORECASE))
    return match["number"][0].isdigit() or bool(match["parts"]) or bool(unit and known)


def _figure(match: re.Match[str], end: re.Match[str] | None, text: str) -> Figure | None:
    """One number; `end` is the other end of a range, whose unit and scale hold for both where this one has none."""
    value = _value(match["number"])
    if value is None:
        return None
    unit, scale = match["unit"], match["scale"]
    if end is not None and not unit:
        unit, scale = end["unit"], scale or end["scale"]
    if match["parts"]:
        unit = {"百分之": "%", "千分之": "‰", "万分之": "‱"}[match["parts"]]
    value = value * _SCALES[scale or ""]
    before = words_before(text, match.start())
    return Figure(value.normalize(), _unit(unit or ""), match[0].strip(), _bound(match, text), before)


def _bound(match: re.Match[str], text: str) -> str:
    before, after = text[max(0, match.start() - 20) : match.start()], _AFTER.match(text, match.end())
    if match["more"] or match["still"] or _NEARLY.search(before) or (after and after["nearly"]):
        return "~"
    if _MOST.search(before) or (after and after["most"]):
        return "≤"
    return "≥" if _LEAST.search(before) or (after and after["least"]) else ""


def _unit(written: str) -> str:
    """A unit in its usual form: 个 before what is counted says nothing (3个村 = 3村), but 个月 is no 月."""
    unit = written.lower()
    if unit.startswith(("个", "人民币")) and unit not in ("个", "个月"):
        unit = unit.removeprefix("人民币").removeprefix("个")
    return _SAME_UNIT.get(unit, unit)


def _value(written: str) -> Decimal | None:
    if written == "半":
        return Decimal("0.5")
    if written[0].isdigit():
        return Decimal(written.replace(",", "")).normalize()
    whole, _, fraction = written.partition("点")
    scale = _SCALES[fraction[-1]] if fraction and fraction[-1] in "万亿" else 1
    try:
        digits = "".join(str(parse_numeral(c)) for c in fraction.rstrip("万亿"))
        return (Decimal(f"{parse_numeral(whole)}.{digits or 0}") * scale).normalize()
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
