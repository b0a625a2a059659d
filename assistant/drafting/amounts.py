"""Amounts, counts and dates of a precedent: those of the problem in their role, else a blank or nothing.

A precedent's 86.40万元 is a fact of another place; its 每月不少于2次 is what its mechanism is, and stays for the user to weigh. A
count goes (将15辆车 → 将车), a date by which something had to be done becomes this deadline, an amount to be recovered becomes the
amount that is owed here, or goes where what is recovered is named without it; the rest is left to the user.
"""

import re
from decimal import Decimal

from assistant.drafting.alike import bigrams
from assistant.drafting.case import BLANK, Case
from assistant.figures import figures

_LIMIT = re.compile(
    r"(?:于|在)?(?:本方案印发之日起)?(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|末)?|(?:[春秋]季学期开学|年底|年内))(?:之?以?前|之前)"
)
_RECURRING = re.compile(r"(每[年月周季]度?)(?:\d{1,2}月?日?(?:[和、]\d{1,2}月?日?)*(?:之?以?前)?)(?:各)?")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:[—\-~至](?:19|20)?\d{2,4})?(?:年度|学年|年[底末初]?)?(?:(?:以来|间)的?|的)?")
_DAY = re.compile(
    r"(?:于|在|从|自|截?至|截?止|到)?(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日|份|[上中下]旬|底|初)?(?![之以]?前|内|底)(?:起|以来)?"
)
"""A day of a year on which something was done, not one by which it was to be done."""

_TERM = re.compile(r"为期[^，,。；;]{1,5}?(?:年|个?月|周|天)的?")
_NUMBER = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[%％]|[万亿百千]?(?:元|平方米|公里|千瓦时|吨|亩|米)|[\u4e00-\u9fff]{0,2})"
)
_SPELT = re.compile(r"[一二两三四五六七八九十百千万]{2,}(?=元|万元|户|人(?!一)|名)|[三四五六七八九十](?=名|户|万元|元)")
_COUNTED = re.compile(
    r"(?<![起每第各])(?:\d[\d,.]*(?:户|人次|人|名|个|项|辆|座|处|家|条|件|笔|支|类|种|批|所|份|宗|眼|台|套|栋|间|块))+(?=[\u4e00-\u9fff])(?![以之]?[上下内前外]|月|工作日|百分点)"
)
_RAW = re.compile(r"\d[\d,.]*")
_NORM = re.compile(
    r"(?:不[少低多高大小]于|不(?:得)?(?:少于|低于|超过|高于)|至少|每隔?)\d[\d.]*(?:个?(?:工作日|小时|[日天周月年次人名%％])|倍)?"
    r"|\d[\d.]*个?(?:工作日|小时|[日天周月年])(?:以?内)"
)
"""How often and how soon a mechanism works: what it is, and no fact of the place that has it."""

_GUARD = {ord(str(digit)): 0xE000 + digit for digit in range(10)} | {ord("."): 0xE00A}
_UNGUARD = {private: known for known, private in _GUARD.items()}
"""Known figures are written with private characters until all others are gone."""

_RECOVERED = re.compile(r"追回|追缴|归垫|归还|收回|缴回|上缴|退[还回缴]|扣回|补[发缴交齐]|追收|清收")
_NAMED = (
    (re.compile(rf"(清退|清理|辞退|解聘|核减|调整|取消|退出){BLANK}[人名]"), r"\1有关人员"),
    (re.compile(rf"(清退|清理|核减|调整|取消|退出){BLANK}户"), r"\1有关对象"),
    (re.compile(rf"(?<=[\u4e00-\u9fff]{{2}}){BLANK}[条个件项宗份眼座处家](?=[，,；;。]|$)"), ""),
    (
        re.compile(
            rf"({_RECOVERED.pattern}|多付的|[将把])((?:违规|有关|相关|上述)?(?:资金|款项)?){BLANK}[万亿百千]*元(?!以)"
        ),
        r"\1相关资金",
    ),
    (re.compile(rf"({_RECOVERED.pattern})([\u4e00-\u9fff]{{2,8}}){BLANK}[万亿百千]*元(?!以)"), r"\1\2"),
)
"""What a figure of another place counts, named without it: nobody here can fill in how many were theirs."""

_CHANNEL = re.compile(r"(?:至|到)?(?:原(?:资金)?(?:渠道|账户)|国库|财政专户|财政)$")
"""Where money goes back to says nothing of what it was."""

_PLAINLY = re.compile(r"(?:违规|有关|相关|上述|全部)?(?:资金|款项|金额)$")
"""Words for money that tell nothing of what it was."""

_OWED = re.compile(
    r"(?:多[发付领报]|超付|违规|列支|挪用|挪作|套取|虚[列报]|截留|侵占|结余|拖欠|欠[缴付收]|滞留|骗取|冒领|应[补收退缴]|本金|[少未漏]发|用来|用于|没有领到|没有拿到)"
)
_PART = re.compile(r"(?:[^，,；;。]|(?<=\d),(?=\d))+[，,；;。]?")


def without_dates(text: str, case: Case) -> str:
    """The text with this deadline for theirs, 每年定期 for 每年3月和9月, and without the years, days and terms of what was done."""
    text = _RECURRING.sub(r"\1定期", text)
    text = _LIMIT.sub(lambda match: _until(case).translate(_GUARD), text)
    return _YEAR.sub("", _TERM.sub("", _DAY.sub("", text)))


def with_norms(text: str) -> str:
    """The text with the figures of its norms (每月不少于2次, 15日内) guarded from what follows."""
    return _NORM.sub(lambda match: match[0].translate(_GUARD), text)


def without_counts(text: str) -> str:
    """The text without its counts of persons and things: 责成9所学校 → 责成学校."""
    return _COUNTED.sub("", text)


def norms_of(text: str) -> tuple[str, ...]:
    """The norms that a text tells, as it writes them."""
    return tuple(dict.fromkeys(match[0] for match in _NORM.finditer(text)))


def count_figures(text: str) -> int:
    """How many figures a text has that are not known to be ours."""
    return len(_RAW.findall(text))


def tells_amount(part: str) -> bool:
    """Whether a part tells of an amount of money that is not ours and not one to be recovered: 安排资金＿＿万元."""
    return bool(re.search(rf"{BLANK}[万亿百千]*元", part)) and not _RECOVERED.search(part)


def unguarded(text: str) -> str:
    """The text with its known figures written as usual."""
    return text.translate(_UNGUARD)


def generic_figures(part: str, case: Case) -> str:
    """Figures of the problem in their role, guarded from what follows; blanks or nothing for all others."""
    part = _COUNTED.sub(lambda match: _counted(match[0], part[match.end() :], case).translate(_GUARD), part)
    part = _NUMBER.sub(lambda match: _figure(match, part, case).translate(_GUARD), part)
    part = re.sub(rf"{BLANK}(?:[—\-~至、.．/]?{BLANK})+", BLANK, _SPELT.sub(BLANK, part))
    for pattern, named in _NAMED:
        part = pattern.sub(named, part)
    return part


def _until(case: Case) -> str:
    if not case.deadline:
        return f"在{BLANK}前"
    return f"在{case.deadline}{'' if re.search('[前内]$', case.deadline) else '前'}"


def _counted(count: str, after: str, case: Case) -> str:
    """A count before its noun: the problem's own count of the same noun, else none."""
    for figure in figures(case.issue):
        rest = case.issue.partition(figure.text)[2]
        if figure.unit and count.endswith(figure.unit) and _same_noun(rest, after):
            return figure.text
    return ""


def _same_noun(one: str, other: str) -> bool:
    """Whether two words in a row are alike in what follows each of two counts."""
    first, second = (re.split(r"[的，。；、]", text.removeprefix("有"))[0][:8] for text in (one, other))
    return bool(bigrams(first) & bigrams(second[:6]))


def _figure(match: re.Match[str], part: str, case: Case) -> str:
    """A figure of the precedent: the amount that is owed here, if it was one to be recovered, else a blank."""
    unit = match["unit"]
    if "元" in unit and _RECOVERED.search(part):
        owed = _owed(case.issue)
        if owed and _of_the_same(part, match, case.issue):
            return owed
    return f"{BLANK}{unit}"


def _of_the_same(part: str, amount: re.Match[str], issue: str) -> bool:
    """Whether the amount is named as what the problem names (归还维修基金 for a 维修基金), or named not at all (追回, 将…退还)."""
    named = _PLAINLY.sub("", _CHANNEL.sub("", part[: amount.start()]))
    before, after = named[-10:], part[amount.end() :][:12]
    if re.search(r"[将把]$", named) and _RECOVERED.search(after[:6]):
        return True
    if _RECOVERED.search(before[-2:]) and not re.match(r"的?[\u4e00-\u9fff]", after):
        return True
    pairs = bigrams(before) | bigrams(after)
    return any(pair in issue for pair in pairs - {"万元"})


def _owed(issue: str) -> str | None:
    """The one amount of money in the problem that was wrongly spent, kept or not paid; None if there are several."""
    found: dict[Decimal, str] = {}
    for part in _PART.findall(issue):
        for figure in figures(part):
            if figure.unit == "元" and _OWED.search(part.partition(figure.text)[0] + part.partition(figure.text)[2]):
                found[figure.value] = figure.text
    return next(iter(found.values())) if len(found) == 1 else None
