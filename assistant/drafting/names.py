"""The names that belong to another place: its counties, townships and villages, its companies, its people.

A list of places cannot be complete, so names are found by what they look like: a word before 县, 镇 or 公司 that is no
common word, and what the tagger knows as a place. They are gathered from the clause that a passage comes from and its
letterhead, where they stand in full, and are then known in their short forms too.
"""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.tagging import Tagged, tagged
from index.lexical import cutter

_SUFFIXES = "省市县区州旗乡镇村"
_NAME_FLAGS = ("ns", "nr", "nz", "nrt", "nrfg", "nt")
_COMPANY = re.compile(r"(?:有限责任公司|有限公司|股份公司|公司|集团|养殖场|种植场|农场|酒店|商场|工厂)$")
_TITLE = re.compile(
    r"^(?:同志|书记|副?县长|副?区长|副?市长|副?局长|副?主任|镇长|乡长|代表|先生|女士|董事长|总经理|经理)"
)
_COMMON = re.compile(
    r"[各全本该某每我两几数多这那其一二三四五六七八九十]|贫困|脱贫|行政|示范|重点|移民|安置|所在|属地|相关|有关|抽查|帮扶|试点|城区|"
    r"乡镇|县级|市级|省级|区级|村级|山区|灾区|园区|社区|景区|库区|地区|辖区|片区|自治|直辖|责任|发展|中心|"
    r"东西|上门|上岗|关联|兴旺|新旧|满意|之日|新建|入村|包村|中省|驻县|申报|京津|城关|人民政府|卫生|和县|归村|"
    r"指导|反馈|督促|组织|协调|要求|超过|保鲜|中华|中国|全国|新城|新村|^[且日和与及]|宜居|省市县|"
    r"建档立卡|第一书记|农富|富农|网络信息|广播电视|严格执行"
)
"""Words that the tagger takes for names, and words before 县, 村 … that name none."""

_GENERIC_FIRM = re.compile(
    r"^(?:运营|运维|平台|国有|国资|施工|监理|中标|龙头|保险|担保|物业|城投|承建|建设|入驻|经营|承租|第三方|电商|投资)$"
)
_INDUSTRY = re.compile(
    r"^(?:发展|开发|建设|投资|管理|服务|养殖|种植|加工|运输|贸易|科技|电子|农业|农投|建筑|工程|食品|生态|实业|产业)$"
)


def foreign_names(text: str) -> frozenset[str]:
    """The names in a text, whole and without 县, 镇 … where the rest is no common word; longest forms included."""
    words = _words(text)
    return frozenset(name for name in (*_places(words), *_firms(words), *_people(words)) if len(name) > 1)


def holds_name(text: str, names: frozenset[str], own: str) -> bool:
    """Whether a text names something foreign: one of `names`, or a place of its own, that does not stand in `own`."""
    found = {name for name in names if name in text} | foreign_names(text)
    return any(name not in own for name in found)


@lru_cache(maxsize=256)
def _words(text: str) -> Tagged:
    return tagged(re.sub(r"\s", "", text))


def _places(words: Tagged) -> Iterator[str]:
    for (word, flag), (suffix, _) in itertools.pairwise([*words, ("", "")]):
        if _COMMON.search(word) or not re.fullmatch(r"[\u4e00-\u9fff]{2,8}", word):
            continue
        if word[-1] in _SUFFIXES and len(word) > 2 and (flag in _NAME_FLAGS or not _known(word)):
            yield word
            if flag in ("ns", "nr") and (not _known(word[:-1]) or flag == "ns"):
                yield word[:-1]
        elif suffix[:1] and suffix[0] in "县乡镇" and (flag in _NAME_FLAGS or flag == "n" or not _known(word)):
            yield word + suffix[0]
            if flag in _NAME_FLAGS or not _known(word):
                yield word
        elif flag == "ns":
            yield word


def _firms(words: Tagged) -> Iterator[str]:
    """Words of no dictionary, or known as names, in front of 公司 and its like."""
    for place, (word, _) in enumerate(words):
        if not _COMPANY.search(word):
            continue
        for before, flag in reversed(words[max(0, place - 4) : place]):
            if _GENERIC_FIRM.match(before) or not re.fullmatch(r"[\u4e00-\u9fff]{2,6}", before):
                break
            if (flag in _NAME_FLAGS or not _known(before)) and not _COMMON.search(before):
                yield before
            elif not _INDUSTRY.match(before):
                break


def _people(words: Tagged) -> Iterator[str]:
    for (word, flag), (title, _) in itertools.pairwise([*words, ("", "")]):
        if (flag in ("nr", "nrt") and 2 <= len(word) <= 4 and _TITLE.match(title)) or (
            flag == "nrt" and len(word) >= 4
        ):
            yield word


def _known(word: str) -> bool:
    """Whether the dictionary has the word: what it has not is likely a name."""
    return bool(cutter().dt.FREQ.get(word))
