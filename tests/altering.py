"""True sentences with one thing made false: a number, unit, date, body, place or modal word changed, or two exchanged."""

import itertools
import re
from collections.abc import Iterator

UNITS = {"万元": "亿元", "亿元": "万元", "元": "户", "户": "人", "人": "户", "项": "家", "家": "项", "个月": "年", "工作日": "个月", "天": "年",
         "%": "个百分点", "公里": "米", "亩": "公顷", "次": "倍", "倍": "次", "吨": "斤"}  # fmt: skip
MODALS = (("不得", "可以"), ("不得", "应当"), ("不得", ""), ("应当", "可以"), ("应当", "不得"), ("可以", "应当"), ("可以", "不得"),
          ("可以", "必须"), ("必须", "可以"), ("必须", "不得"), ("严禁", "允许"), ("禁止", "可以"), ("未", ""), ("应当", "不应当"))  # fmt: skip
BODIES = (("财政局", "民政局"), ("民政局", "财政局"), ("农业农村局", "水利局"), ("交通运输局", "水务局"), ("审计局", "统计局"),
          ("县政府", "市政府"), ("人民政府", "人大常委会"), ("法院", "检察院"), ("委员会", "领导小组"), ("财政部", "教育部"), ("乡村振兴局", "教育局"),
          ("国务院", "最高法院"), ("公安局", "民政局"), ("公安机关", "税务局"), ("工商行政管理部门", "民政局"), ("公安部", "司法部"))  # fmt: skip
PLACES = (("河东县", "河西县"), ("青山县", "绿水县"), ("陇西县", "渭源县"), ("北京市", "上海市"), ("河南省", "河北省"), ("新郑市", "登封市"),
          ("许昌市", "洛阳市"), ("武汉市", "黄石市"), ("湖北省", "湖南省"), ("县", "市"))  # fmt: skip


def alterations(sentence: str) -> Iterator[tuple[str, str]]:
    """Kind of change and changed sentence; what it puts in stands nowhere in the sentence."""
    for match in re.finditer(r"\d+", sentence):
        for changed in (str(int(match[0]) + 1), f"{match[0]}3", f"7{match[0]}"):
            if changed not in sentence:
                yield "number", sentence[: match.start()] + changed + sentence[match.end() :]
    for unit, other in UNITS.items():
        for match in re.finditer(rf"(?<=\d){re.escape(unit)}(?![次月民员均])", sentence):
            yield "unit", sentence[: match.start()] + other + sentence[match.end() :]
    for kind, pairs in (("modal", MODALS), ("body", BODIES), ("place", PLACES[:-1])):
        for true, false in pairs:
            if true in sentence and (not false or false not in sentence):
                yield kind, sentence.replace(true, false, 1)
    for match in re.finditer(r"(?<=\d)月(?:底|末)", sentence):
        yield "date", sentence[: match.start()] + "月初" + sentence[match.end() :]
    yield from _swapped(sentence)


def _swapped(sentence: str) -> Iterator[tuple[str, str]]:
    """Two counts of one unit, or two bodies, exchanged: each is in the source, and neither where it belongs."""
    for pattern in (
        r"(?<=[\u4e00-\u9fff]{2})\d+(?:\.\d+)?(?=(?P<unit>万元|户|人|%|亩|公里))",
        r"(?:财政|民政|审计|教育|水务|住建|农业农村)局(?=[\u4e00-\u9fff]{3})",
    ):
        found = list(re.finditer(pattern, sentence))
        for first, second in itertools.pairwise(found):
            if first[0] != second[0] and first.groupdict() == second.groupdict():
                between = sentence[first.end() : second.start()]
                yield "swap", sentence[: first.start()] + second[0] + between + first[0] + sentence[second.end() :]
