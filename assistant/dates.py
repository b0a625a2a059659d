"""Dates and periods of a text in forms that can be compared: 2024年6月30日, 2024-06-30 and 二〇二四年六月三十日 are one date.

A sentence may say less than its source (6月30日 of 2024年6月30日), never more; 30日 alone is a number of days, no date.
"""

import re
from dataclasses import dataclass

from corpus.numerals import NUMERAL, parse_numeral

_Y = r"(?:19|20)\d{2}|[一二][零〇○一二三四五六七八九]{3}"
_M = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_D = r"[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_TO = r" *(?:-|—{1,2}|–|~|至|到|、|和|及|与) *"
_YEAR_PART = (
    r"上半年|下半年|第?[一二三四1-4]季度|[年]?(?:初|底|末|中(?=[,，。;；、)]|$))|[春夏秋冬]季?(?=季|前|后|,|，|。|$)"
)
_MONTH_PART = r"上旬|中旬|下旬|初|底|末"
_DATE = re.compile(
    rf"(?<!\d)(?P<iso_y>(?:19|20)\d{{2}})(?P<dash>[-/.])(?P<iso_m>1[0-2]|0?[1-9])(?:(?P=dash)(?P<iso_d>[12]\d|3[01]|0?[1-9]))?(?![\d.%万亿元])"
    rf"|(?<![\d.])(?P<y>{_Y}) *年(?:度(?!假))? *(?:(?P<ym>{_M})(?: *月(?:份)? *(?:(?P<yd>{_D}) *[日号])?|(?={_TO}(?:{_M}) *月))|(?P<ypart>{_YEAR_PART}))?"
    rf"|(?<![\d.])(?P<run_y>(?:19|20)\d{{2}})(?=(?:{_TO}(?:19|20)\d{{2}})+ *年)"
    rf"|(?<![\d.个{NUMERAL}])(?P<m>{_M}) *月(?:份)?(?!租) *(?:(?P<md>{_D}) *[日号])?"
    rf"|(?<![\d.{NUMERAL}])(?P<d>{_D}) *[日号](?!内|以内|之内|[元个])"
    rf"|(?<![\d.{NUMERAL}])(?P<run_m>{_M})(?={_TO}(?:{_M}) *月(?!底?以))"
)
_PART = re.compile(rf" *(?P<part>{_MONTH_PART})")
_PERIOD = re.compile(
    rf"今年|明年|去年|当年|次年|翌年|本年度|上年度|下年度|当月|次月|上月|下月|上半年|下半年|第?[一二三四1-4]季度|[年月](?:底|末|初)"
    rf"|每(?:半|[\d{NUMERAL}]+个?)?(?:年|季度?|月|周|旬|日|天|星期|学期|小时)|[一二三四五六七八九十]+五(?=时期|期间|规划|以来|末|[”\"])"
)
_BEFORE = re.compile(r" *(?:之前|以前|前(?![一二三四五六七八九十两几\d])|止|截止)")
_AFTER = re.compile(r" *(?:之后|以后|以来|起|开始|后(?![一二三四五六七八九十续勤期]))")
_UNTIL = re.compile(r"(?:截至|截止到?|不晚于|不迟于)$")
_MONTHLY = re.compile(r"(?:每个?|当|次|本|同|下|上|翌)[年月]$")


@dataclass(frozen=True)
class Date:
    """A date as far as it is told: None or "" is not told. `bound` is before, after or ""."""

    year: int | None
    month: int | None
    day: int | None
    part: str
    bound: str
    text: str
    start: int
    end: int

    def supports(self, stated: "Date") -> bool:
        """Whether who states `stated` may rest on this date: nothing in it is new or turned round."""
        told = ((stated.year, self.year), (stated.month, self.month), (stated.day, self.day), (stated.part, self.part))
        turned = stated.bound and self.bound and stated.bound != self.bound
        return all(not mine or mine == theirs for mine, theirs in told) and not turned


def dates(text: str) -> list[Date]:
    """The dates of a plain text, in order. The second end of a range takes year and month from the first."""
    found: list[Date] = []
    for match in _DATE.finditer(text):
        date = _date(match, text, found[-1] if found else None)
        if date is not None:
            found.append(date)
    taken = [range(date.start, date.end) for date in found]
    found += [
        Date(None, None, None, _period(match[0]), _bound(text, match.start(), match.end()), match[0], *match.span())
        for match in _PERIOD.finditer(text)
        if not any(match.start() in span for span in taken)
    ]
    return sorted(found, key=lambda date: date.start)


def without_dates(text: str) -> str:
    """A plain text of the same length with its dates struck out, so that their digits are not read as numbers."""
    for date in dates(text):
        if date.year or date.month or date.day or date.part.endswith(("季度", "五")):
            text = f"{text[: date.start]}{'□' * (date.end - date.start)}{text[date.end :]}"
    return text


def _date(match: re.Match[str], text: str, before: Date | None) -> Date | None:
    year = _number(match["iso_y"] or match["y"] or match["run_y"])
    month = _number(match["iso_m"] or match["ym"] or match["m"] or match["run_m"])
    day = _number(match["iso_d"] or match["yd"] or match["md"] or match["d"])
    part, end = _period(match["ypart"] or ""), match.end()
    follows = before is not None and bool(re.fullmatch(_TO, text[before.end : match.start()]))
    recurring = _MONTHLY.search(text[: match.start()])
    if before is not None and follows and year is None:
        year = before.year
        month = month or before.month
    if year is None and month is None:
        if not recurring or not day:
            return None
        part = recurring[0]
    if month and not day and (tail := _PART.match(text, end)):
        part, end = _period(tail["part"]), tail.end()
    return Date(year, month, day, part, _bound(text, match.start(), end), text[match.start() : end], match.start(), end)


def _bound(text: str, start: int, end: int) -> str:
    if _BEFORE.match(text, end) or _UNTIL.search(text[:start]):
        return "before"
    return "after" if _AFTER.match(text, end) else ""


def _number(written: str | None) -> int | None:
    return parse_numeral(written) if written else None


def _period(written: str) -> str:
    """A part of a year or month in its usual form: 年末 is 年底, 第2季度 is 二季度."""
    quarter = re.search(r"([一二三四1-4])季度", written)
    if quarter:
        return f"{parse_numeral(quarter[1])}季度"
    part = written.removeprefix("年").replace("末", "底").replace("每天", "每日")
    return part if written[:1] != "年" else f"年{part}"
