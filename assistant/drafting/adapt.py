"""Making a precedent's sentence the unit's own: its actions stay, its places, bodies, titles, amounts, counts and dates go.

What can be named without them is named so (县财政局 → 财政部门), what the sentence needs becomes ＿＿ for the user to fill,
and a part that only tells what happened elsewhere is left out.
"""

import re

from assistant.drafting.amounts import (
    count_figures,
    generic_figures,
    tells_amount,
    unguarded,
    with_norms,
    without_counts,
    without_dates,
)
from assistant.drafting.bodies import generic_bodies, without_actor
from assistant.drafting.case import BLANK, Case
from assistant.drafting.imperative import imperative
from assistant.drafting.names import foreign_names, holds_name
from assistant.sentences import tidy

BLANKS = 2
"""Blanks of a part that can still be read; a part with more says nothing."""


FIGURES = 2
"""Figures of a part up to which it can tell what to do; one with more tells what was done."""

LEFT = 0.36
"""Share of a sentence that must be left of it to be said at all."""

_ENUMERATOR = re.compile(
    r"^[*\s]*(?:[一二三四五六七八九十]{1,2}是要?|第?[一二三四五六七八九十\d]{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[)）])[*\s]*"
)
_TITLES = re.compile(
    r"(?:(?<=于)|(?<=印发))?(?:《[^《》]*(?:《[^《》]*》)?[^《》]*》(?:\s*[（(][^（）()]*号[)）])?[、和及，]?)+(?:等)?(?:一系列)?(?:政策性|政策|相关)?(?:文件|方案)?"
)
_NUMBERED_DOCUMENT = re.compile(r"[（(][^（）()]*[〔\[][^（）()]*号[)）]")
_KINDS = re.compile(
    r"(管理办法|实施办法|暂行办法|工作方案|实施方案|实施细则|实施意见|管理规程|操作规程|指南|通知|意见|制度|办法|方案)"
)
_NATIONAL = re.compile(r"《中华人民共和国[^《》]+》")
_FACT = re.compile(
    r"(?:我们|截至|截止|目前|已经|已于|今年|去年|当年|上年|同比|增长|累计|先后|经(?:排查|核实|检测|调查)|[现共]?有\d|共(?:计|发放|投入|安排|召开)|"
    r"达到\d(?![\d.]*[%％]?以上)|占比|完成率|成效显著|预计|拟[于安用定]|无人(?:报名|应标|投标|承租|响应)|流[标拍]|[主重][要点]实施|正在|顺利|期间|\d{4}年[^内前底末]{0,6}(?:印发|下达|发放|完成|开展|组织)|平均|没有超过|剩余\d|发现.{0,8}\d|"
    r"于(?:\d{4}年)?\d{1,2}月\d{1,2}日(?!前|之前|以前))|(?<=[工付成回通租办])了"
)
_PAST = re.compile(
    r"(?<![为除])了(?![解结却])|打下.{0,6}基础|均?落实到位[，。；]?$|已[正经全]|已(?:追|清退|收回|归还|完成|整改|办结|发放|纠正|缴|退|拨付|兑现)(?![^，。]{0,6}的)|充分保障群众利益|^由于|更加(?:具有|规范|完善|健全|牢固)"
)
_DONE = re.compile(
    r"^(?:.{0,12}已.{0,3}(?:全部|完成|办结|纠正|清退|归还|上线|租出|确权|更换|配备|付清)|\d(?![\d个]*[天日工]?作?[天日月]内)|其中)"
)
_ASIDE = re.compile(
    r"(?:(?<=^)|(?<=[，；]))其余(?=\d)|[（(]以下[简统]称[^）)]*[）)]|^(?:同时|此外|另外|具体|并且?|下一步)[，,]?将?"
)
_PERFECT = re.compile(r"(?<=[发定化确实障行立])了(?!解)")
_LATIN = re.compile(r"[a-z]{3,}")
"""A foreign word amid Chinese is a slip of whoever wrote the source down."""

_OUTSIDE = re.compile(
    r"(?:(?:严格)?按照|根据|依照|结合|对照)?(?:我[省市县区乡镇局]|(?<![社园景辖])[县省市区]上(?![门级报])|本[县市区])(?:的)?"
)
_WHOLE = re.compile(r"全[县市区省州乡镇](?![域])")
_SPREAD = re.compile(r"(?:督促|指导)(?:县级|各?(?:相关)?县[（(]市、区[)）])|各?(?:相关)?县[（(]市、区[)）]")
_HALF_WIDTH = str.maketrans(",;:()?!", "，；：（）？！")
_IN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff”》）)])[,;:()?!]|[(](?=[\u4e00-\u9fff])")
_OF_WHAT = re.compile(r"^(?:针?对|为)[^，,；;。]*的[\u4e00-\u9fff]{1,6}[，,；;。]?$")
"""A part that only says of what the next one tells."""

_CUT = re.compile(r"(?:[^，,；;。]|(?<=\d),(?=\d))+[，,；;。]?")
_TIDY = (
    (re.compile(r"有关(?:有关|相关)+"), "有关"),
    (re.compile(r"有关(?:通知|意见)?(?:文件)?(?:相关)?要求"), "有关要求"),
    (re.compile(r"(?:的)?(?:有关文件|有关制度)?(?:、|，)?(?=[。；]$)"), ""),
    (re.compile(r"([，、；])[，、；]+"), r"\1"),
    (re.compile(r"^[，、；：。\s]+"), ""),
    (re.compile(r"([由对将把向在于])\1+"), r"\1"),
)


def adapt(sentence: str, source: str, case: Case) -> str | None:
    """The sentence for this case, without a full stop at its end; None if nothing of it can be used.

    `source` is the clause that it stands in with the letterhead, from which foreign names are known.
    """
    names = frozenset(name for name in foreign_names(source) if name not in case.known)
    text = _IN_CHINESE.sub(lambda mark: mark[0].translate(_HALF_WIDTH), tidy(sentence))
    text = _ASIDE.sub("", _ENUMERATOR.sub("", re.sub(r"\s*\b(?:and|or)\b\s*", "和", text)))
    text = without_actor(generic_bodies(_generic_titles(text), names))
    text = _PERFECT.sub("", _own_words(_ENUMERATOR.sub("", text), case))
    text = with_norms(without_dates(imperative(text), case))
    kept = [part for part in _CUT.findall(text) if not _tells(part) and count_figures(part) <= FIGURES]
    parts = [_generic_part(part, names, case) for part in kept]
    usable = [part for part in parts if part]
    while usable and _OF_WHAT.match(usable[-1]):
        usable.pop()
    if not usable or sum(map(len, usable)) < LEFT * len(text):
        return None
    joined = "".join(usable).rstrip("，,；;。：:、 ")
    for pattern, proper in _TIDY:
        joined = pattern.sub(proper, joined)
    joined = unguarded(without_actor(joined))
    return joined if len(joined) >= 6 else None


def reading(quote: str, source: str) -> str:
    """A quote as a draft tells it: its bodies and titles named by what they are (县住建局 is 住建部门 here), its acts to come, without counts."""
    told = generic_bodies(_generic_titles(tidy(quote)), foreign_names(source))
    return without_counts(_PERFECT.sub("", imperative(told)))


def _tells(part: str) -> bool:
    """Whether a part only tells what was or what was done there."""
    return bool(_FACT.search(part) or _DONE.search(part) or _PAST.search(part))


def _generic_titles(text: str) -> str:
    """Documents of other places by their kind; national laws bind everywhere and keep their titles."""
    national = _NATIONAL.findall(text)
    text = _NATIONAL.sub("〖法〗", text)
    text = _TITLES.sub(lambda match: _kind_of(match[0]), text)
    text = _NUMBERED_DOCUMENT.sub("", text)
    for title in national:
        text = text.replace("〖法〗", title, 1)
    return text


def _kind_of(titles: str) -> str:
    kinds = list(dict.fromkeys(_KINDS.findall(titles)))
    tail = "，" if titles.endswith("，") else ""
    return f"有关{kinds[-1] if len(kinds) == 1 else '文件'}{tail}"


def _own_words(text: str, case: Case) -> str:
    """Our county, the whole city and the counties below it as they are called from this unit."""
    level = re.search(r"[县市区乡镇]", f"{case.unit or ''}{case.issue}")
    text = _WHOLE.sub(f"全{level[0]}" if level else "辖区内", text)
    if not re.match(r"[\u4e00-\u9fff]{0,4}[市省州]", case.unit or ""):
        text = _SPREAD.sub("", text)
    return _OUTSIDE.sub("", text)


def _generic_part(part: str, names: frozenset[str], case: Case) -> str | None:
    """One part between commas; None if it cannot stand without a foreign name or with too many blanks."""
    found = _LATIN.search(part)
    if found and found[0] not in case.issue:
        return None
    if holds_name(part, names, case.known):
        part = _without_items(part, names, case)
        if not part:
            return None
    part = generic_figures(part, case)
    return None if part.count(BLANK) > BLANKS or tells_amount(part) else part


def _without_items(part: str, names: frozenset[str], case: Case) -> str:
    """A list without its foreign members; nothing if the part is no list or names one outside it."""
    items = re.split(r"(?<=、)", part)
    kept = [item for item in items if not holds_name(item, names, case.known)]
    return "".join(kept) if len(kept) > 1 and items[0] in kept and items[-1] in kept else ""
