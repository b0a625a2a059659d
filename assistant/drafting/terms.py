"""Terms as ledgers write them: the day by which something is to be done."""

import calendar
import datetime
import re

_DATE = re.compile(r"(?P<year>20\d{2})\s*[年\-/.．]\s*(?P<month>\d{1,2})(?:\s*[月\-/.．]\s*(?P<day>\d{1,2}|底|末)?)?")


def due(text: str) -> datetime.date | None:
    """The last day of a deadline that names a year and a month; None for any other."""
    match = _DATE.search(text)
    if match is None or not 1 <= int(match["month"]) <= 12:
        return None
    year, month, day = int(match["year"]), int(match["month"]), match["day"]
    if day and day.isdigit():
        return datetime.date(year, month, int(day)) if _exists(match) else None
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)


def official(day: datetime.date) -> str:
    """A day as official documents write it: 2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def names_no_day(text: str) -> bool:
    """Whether a term names a date that the calendar lacks: 2月30日, 13月."""
    return any(not _exists(date) for date in _DATE.finditer(text))


def _exists(date: re.Match[str]) -> bool:
    """Whether the calendar has a date: it has no 2月30日 and no 13月."""
    month, day = int(date["month"]), date["day"]
    if not 1 <= month <= 12:
        return False
    return not (day and day.isdigit()) or 1 <= int(day) <= calendar.monthrange(int(date["year"]), month)[1]
