"""What a document says of its own force and of that of others: from when, until when, what it repeals and amends.

It is read by the rules of drafting (Legislation Law, articles 61 and 73 to 75, on commencement, repeal and amendment; the State
Council's Regulation on Procedures for Formulating Administrative Regulations, on terms): 自…起施行, 有效期N年, 《…》同时废止, a decision
with a list. Each effect keeps the clause and the very words that say so. What it comes to among documents is for others to say.
"""

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from llama_index.core.schema import TextNode

from corpus.letterhead import Letterhead
from corpus.numerals import NUMERAL, parse_numeral

Kind = Literal["from", "until", "repeals", "amends"]


@dataclass(frozen=True)
class Effect:
    """One thing that a clause says of force: its words from `start` to `end`, and from which day (ISO) it holds, if that is told.

    Of another document that it repeals or amends: `title` without 《》, `number`, and the `article` where only that is meant.
    Dates that are counted from the day of issue are worked out where that day is known.
    """

    kind: Kind
    address: str
    start: int
    end: int
    date: str | None = None
    title: str | None = None
    number: str | None = None
    article: str | None = None


_N = rf"[\d{NUMERAL}]+"
_DAY = rf"(?P<year>(?:19|20)\d{{2}}|[{NUMERAL}]{{4}})\s*年\s*(?P<month>{_N})\s*月\s*(?P<day>{_N})\s*日"
_DATE = re.compile(_DAY)
_IN_FORCE = r"(?:正式)?(?:施行|实施|执行|生效|试行)"
_FROM = re.compile(rf"[自从]\s*{_DAY}\s*起(?:开始|正式)?{_IN_FORCE}|于\s*{_DAY.replace('?P<', '?P<b')}\s*{_IN_FORCE}")
_FROM_ISSUE = re.compile(
    rf"自(?:本\S{{1,4}})?(?:公布|印发|发布|发文|颁布|下发)之日起(?:(?P<days>{_N})[个]?日后)?(?:开始|正式)?{_IN_FORCE}"
)
_UNTIL = re.compile(
    rf"(?:有效期(?:限)?|执行期(?:限)?|施行期(?:限)?|试行期(?:限)?)?[^，。；\n]{{0,8}}(?:至|到)\s*{_DAY}\s*(?:止|为止|截止|失效|期满)?"
)
_TERM = re.compile(
    rf"(?:(?:有效期|执行期|施行期|试行期|实施期|暂行期)(?:限)?\s*(?:暂定)?为?|试行|施行|起执行|起实施)\s*(?P<count>{_N})\s*(?P<unit>年|个月)"
)
_ITSELF = re.compile(r"本(?:[办规细条方意通制预措决批标试实]|政策)|施行|实施|执行|生效|^\s*有效期")
_BOUNDED = re.compile(r"有效期|执行期|施行期|试行期|止|失效|期满")
_REPEAL = re.compile(r"(?:同时|一并|相应|即行|予以|宣布)?(?:废止|失效)|停止执行|不再执行|停止施行|不再施行")
_NO_REPEAL = re.compile(
    r"(?:不|未|没有|尚未|是否|应当?|可以|建议|提出|清理|评估|需要|拟)[^，。；]{0,12}(?:废止|失效)|废止(?:或者|、)?(?:的?建议|程序|情形|修改)"
)
_NAMED = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》){2,80})》(?:\s*[（(](?P<note>[^（）()]{0,40}?)[)）])?")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}?[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*(?:第\s*)?\d{1,5}\s*号|[\u4e00-\u9fff]{2,20}令第?\s*\d{1,4}\s*号"
)
_BARE = re.compile(
    r"(?P<title>[\u4e00-\u9fff（）()〔〕\d]{4,60}?(?:办法|规定|细则|条例|规则|通知|意见|方案|制度|规程|决定|公告|通告|标准|措施|规范|暂行|试行)(?:[（(](?:试行|暂行)[)）])?)"
    r"\s*[（(\t]\s*(?P<note>[^（）()\t]{0,40}号)[)）]?"
)
_LISTS_REPEALS = re.compile(r"废止|失效")
_KEEPS = re.compile(r"修改|修订|继续有效|保留|现行有效|修正")
_AMENDS = re.compile(r"修改|修订|修正")
_CHANGED = re.compile(
    rf"(?:将|对|删去|删除|修改)?\s*(?P<article>第{_N}条)(?:第{_N}款)?(?:第[（(]?{_N}[)）]?项)?[^。；\n]{{0,40}}?(?:修改为|修改|改为|删去|删除|增加)[^；\n]*|(?:删去|删除)(?P<dropped>第{_N}条)"
)
_LEAD = 40
"""Characters from the beginning of a clause within which what it changes is named."""

_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")


def find_effects(clauses: Sequence[TextNode], head: Letterhead) -> tuple[Effect, ...]:
    """What the clauses of a document say of force, in their order."""
    issued = head.date or head.printed
    own = [effect for clause in clauses for effect in _own(clause, issued)]
    begins = next((effect.date for effect in own if effect.kind == "from" and effect.date), None)
    own = [_worked_out(effect, begins or issued, clauses) for effect in own]
    title = head.title or ""
    return (
        *own,
        *(effect for clause in clauses for effect in _repeals(clause, begins or issued, title)),
        *_amendments(clauses, title, begins or issued),
    )


def _own(clause: TextNode, issued: str | None) -> Iterator[Effect]:
    """From when and until when the document itself is in force."""
    for match in _FROM.finditer(clause.text):
        yield _effect("from", clause, match, _iso(match))
    for match in _FROM_ISSUE.finditer(clause.text):
        days = parse_numeral(match["days"]) if match["days"] else 0
        yield _effect("from", clause, match, _later(issued, days=days))
    for match in _UNTIL.finditer(clause.text):
        bounded = _BOUNDED.search(match[0]) or _BOUNDED.match(clause.text[match.end() :].lstrip())
        if bounded and _is_of_itself(clause.text, match):
            yield _effect("until", clause, match, _iso(match))
    for match in _TERM.finditer(clause.text):
        if _is_of_itself(clause.text, match):
            yield _effect("until", clause, match, None)


def _is_of_itself(text: str, match: re.Match[str]) -> bool:
    """Whether a term is that of the document: its sentence speaks of 本办法 or of commencement, and not of a licence."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
    return _ITSELF.search(text[start : match.end()]) is not None


def _worked_out(effect: Effect, begins: str | None, clauses: Sequence[TextNode]) -> Effect:
    """A term of years or months counted from the day on which the document came into force."""
    if effect.kind != "until" or effect.date or not begins:
        return effect
    clause = next(each for each in clauses if each.metadata["address"] == effect.address)
    offset = clause.start_char_idx or 0
    match = _TERM.search(clause.text[effect.start - offset : effect.end - offset])
    if match is None:
        return effect
    count = parse_numeral(match["count"])
    months = count * 12 if match["unit"] == "年" else count
    return Effect("until", effect.address, effect.start, effect.end, _later(begins, months=months, days=-1))


def _repeals(clause: TextNode, begins: str | None, title: str) -> Iterator[Effect]:
    """The documents that a clause repeals: in a sentence that says so, or as an item of a list that is headed so."""
    in_list = _is_of_repeals(" ".join(clause.metadata["headings"]), title)
    for sentence in _SENTENCE.finditer(clause.text):
        says = _REPEAL.search(sentence[0]) and not _NO_REPEAL.search(sentence[0])
        if not says and not (in_list and not _KEEPS.search(sentence[0])):
            continue
        date = _since(sentence[0]) or begins
        named = list(_NAMED.finditer(sentence[0])) or (list(_BARE.finditer(sentence[0])) if in_list else [])
        for match in named:
            number = _NUMBER.search(match["note"] or "") or _NUMBER.match(sentence[0][match.end() :].lstrip("（( "))
            yield _effect("repeals", clause, sentence, date, match["title"], number[0] if number else None)
        if says and not named:
            for number in _NUMBER.finditer(sentence[0]):
                yield _effect("repeals", clause, sentence, date, None, number[0])


def _is_of_repeals(headed: str, title: str) -> bool:
    """Whether what is listed is repealed: the nearest words above it say so, 宣布失效的文件, and not 继续有效 or 修改."""
    if _LISTS_REPEALS.search(headed) or _KEEPS.search(headed):
        return not _KEEPS.search(headed) and not _NO_REPEAL.search(headed)
    return bool(_LISTS_REPEALS.search(title)) and not _KEEPS.search(title)


def _since(sentence: str) -> str | None:
    """From when a sentence says that something is repealed: 自2025年1月1日起废止, and not the day on which it was issued."""
    match = re.search(rf"[自从于]\s*{_DAY}\s*起?[^。；]{{0,80}}?(?:废止|失效|停止|不再)", sentence)
    return _iso(match) if match else None


def _amendments(clauses: Sequence[TextNode], title: str, begins: str | None) -> Iterator[Effect]:
    """The articles that a decision changes of the measure that its title names, or a clause of one that it names itself."""
    named = re.search(r"修[改订正]\s*(?:《)?(.+?)(?:》)?(?:的决定|部分条款|等)", title) if "决定" in title else None
    target = re.sub(r"[《》]", "", named[1]) if named else None
    for clause in clauses:
        own = _NAMED.search(clause.text)
        whose = own["title"] if own and (target is None or own.start() < _LEAD) else target
        for match in _CHANGED.finditer(clause.text) if whose else ():
            yield _effect("amends", clause, match, begins, whose, None, match["article"] or match["dropped"])


def _effect(
    kind: Kind,
    clause: TextNode,
    match: re.Match[str],
    date: str | None,
    title: str | None = None,
    number: str | None = None,
    article: str | None = None,
) -> Effect:
    offset = clause.start_char_idx or 0
    text = match[0]
    start = offset + match.start() + len(text) - len(text.lstrip())
    end = offset + match.start() + len(text.rstrip())
    bare = re.sub(r"\s|^[（(]?[\d一二三四五六七八九十]{1,3}[）)．.、]", "", title) if title else None
    return Effect(
        kind,
        str(clause.metadata["address"]),
        start,
        end,
        date,
        bare,
        re.sub(r"\s", "", number) if number else None,
        article,
    )


def _iso(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    told = [groups.get(name) or groups.get(f"b{name}") for name in ("year", "month", "day")]
    year, month, day = (parse_numeral(each or "0") for each in told)
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(max(year, 1), month)[1]):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _later(date: str | None, months: int = 0, days: int = 0) -> str | None:
    """A date so much later; the last day of a shorter month where it has no such day."""
    if date is None:
        return None
    try:
        begun = datetime.date.fromisoformat(date)
        year, month = divmod(begun.month - 1 + months, 12)
        day = min(begun.day, calendar.monthrange(begun.year + year, month + 1)[1])
        return str(datetime.date(begun.year + year, month + 1, day) + datetime.timedelta(days=days))
    except (ValueError, OverflowError):
        return None
